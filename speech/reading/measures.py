"""Measures, sizes, ranges, percentages and ratings."""

from __future__ import annotations

import re

from speech.reading.amounts import WITH_COMMA, WITH_POINT, plain_comma, plain_point
from speech.reading.money import DASH, MINUS, START
from speech.reading.rule import Rule, one_of, rule
from speech.reading.tongue import Tongue

DOT = r"(?:\.(?=\s[a-z]))?"  # of an abbreviation within a sentence: 8 oz. mug
CROSS = r"\s?[xX×]\s?"  # noqa: RUF001
NO_NOUN = (  # words after a measure that it does not describe: "320 grams and", not "320 gram and"
    "and|or|of|in|with|from|to|for|per|at|by|is|are|was|on|each|off|long|wide|tall|high|deep|thick|more|less|total|x|when|while|that|plus|as|the|a|an"
    "|but|if|than|only|including|approximately|across|below|above|under|over|up|down|around|away|without|apart|ago|later|now|after|before|until|every"
    "|about|max|empty|packed|unpacked|folded|net|gross|dry|wet|inside|outside|heavier|lighter|longer|shorter|taller|out|between|through|against|have"
    "|has|can|will|it|he|she|they|you|we|i|this|these|those|so|not|no|all|both"
)


class Measures:
    """What the rules say of measures, in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self.number = WITH_COMMA if tongue.comma else WITH_POINT

    def plain(self, written: str) -> str:
        return plain_comma(written) if self.tongue.comma else plain_point(written)

    def form(self, written: str) -> int:
        return self.tongue.form(float(self.plain(written).replace(",", ".")))

    def measure(self, match: re.Match[str]) -> str:
        """'45 liters', '180 grams per square meter'."""
        said = f"{self.plain(match['amount'])} {self.tongue.measured[match['unit']][self.form(match['amount'])]}"
        return f"{said} {self.tongue.per} {self.tongue.divided[match['per']][0]}" if match["per"] else said

    def adjective(self, match: re.Match[str]) -> str:
        """'45-L pack', 'a 45 L pack', '45L Backpack' describe the next word: no plural."""
        return f"{match['article'] or ''}{self.plain(match['amount'])} {self.tongue.measured[match['unit']][0]}"

    def range(self, match: re.Match[str]) -> str:
        unit = self.tongue.measured[match["unit"]][self.form(match["high"])]
        return f"{self.plain(match['low'])} {self.tongue.to} {self.plain(match['high'])} {unit}"

    def dimensions(self, match: re.Match[str]) -> str:
        """'120 x 60 cm' -> '120 by 60 centimeters'; an earlier unit is not repeated."""
        sides = [self.plain(side) for side in re.findall(self.number, match["sides"])]
        describes = self.tongue.code == "en" and re.match(rf"\s(?!(?:{NO_NOUN})\b)[a-z]", match.string[match.end() :])
        unit = self.tongue.sides[match["unit"]]
        return f"{f' {self.tongue.by} '.join(sides)} {unit[0] if describes else unit[self.form(sides[-1])]}"

    def rate(self, match: re.Match[str]) -> str:
        return f"{match['what']} {self.tongue.per} {self.tongue.divided[match['unit']][0]}"

    def stars(self, match: re.Match[str]) -> str:
        return f"{match[0].count('★')} {self.tongue.out_of} {len(match[0])} {self.tongue.stars[1]}"


def measures(tongue: Tongue) -> tuple[Rule, ...]:
    said, number = Measures(tongue), WITH_COMMA if tongue.comma else WITH_POINT
    unit = one_of(tongue.measured)
    side = one_of(tongue.sides)
    per = one_of(tongue.divided)
    long = one_of(key for key in tongue.divided if len(key) > 3)
    short = one_of(key for key in tongue.divided if (len(key) > 1 or key in "glLhm") and key != "in")
    named = one_of({form for forms in (*tongue.units.values(), *(main for main, _ in tongue.currencies.values())) for form in forms})
    coins = {form for _, coin in tongue.currencies.values() for form in coin}
    named = f"{named}|{one_of(coins)}" if coins else named
    minus, percent = tongue.minus, tongue.percent
    return (
        rule("Ø 30 cm", r"(?:\b[Dd]ia\.|[øØ⌀])\s?(?=\d)", "diameter " if tongue.code == "en" else ""),
        rule("★★★★☆", r"[★☆]{3,}", said.stars),
        rule("4.6/5", r"(?<![\w./,])(\d(?:[.,]\d+)?|10)\s?/\s?(5|10)(?!\s?[\d/]|[.,]\d)(?:\s?★)?", rf"\1 {tongue.out_of} \2"),
        rule("4.6★", rf"(?<!\w)({number})\s?★", lambda match: f"{match[1]} {tongue.stars[said.form(match[1]) != 0]}"),
        rule("20%-50%", rf"{START}({number})\s?%{DASH}(?=(?:{number})\s?%)", rf"\1 {tongue.to} "),
        rule("10-20%", rf"{START}({number}){DASH}({number})\s?%", rf"\1 {tongue.to} \2 {percent}"),
        rule("-20%", rf"(?<!\w)[{MINUS}]({number})\s?%", rf"{minus} \1 {percent}"),
        rule("20%", r"\s?%", f" {percent}"),
        rule("60 L/100 km", rf"/\s?(?=100\s?(?:{per})(?!\w))", f" {tongue.per} "),
        rule(
            "120 x 60 cm", rf"{START}(?P<sides>(?:(?:{number})(?:\s?(?:{side}))?{CROSS}){{1,3}}(?:{number}))\s?-?(?P<unit>{side})(?!\w){DOT}", said.dimensions
        ),
        rule("2 x 500 ml", rf"{START}({number}){CROSS}(?=(?:{number})\s?(?:{unit})(?!\w))", rf"\1 {tongue.times} "),
        rule("4x4, 120 x 60", rf"{START}({number}){CROSS}(?=\d)", rf"\1 {tongue.by} "),
        rule("2 x AA", rf"{START}({number})\s[xX×]\s(?=[^\W\d])", r"\1 "),  # noqa: RUF001
        rule("3x, but not 5800X", rf"{START}(?!\d{{4}}X)({number})\s?[xX×](?!\w)", rf"\1 {tongue.times}"),  # noqa: RUF001
        rule("-20 °C, -5 to 30 °C", rf"(?<![\w.)])\s?[{MINUS}](?=(?:{number})(?:(?:{DASH}|\s{tongue.to}\s)-?(?:{number}))?\s?(?:°|º|℃|℉))", f" {minus} "),
        rule("12V-24V", rf"{START}({number})\s?(?P<unit>{unit}){DASH}(?=(?:{number})\s?(?P=unit)(?!\w))", rf"\1 {tongue.to} "),
        rule("5-7 kg", rf"{START}(?P<low>{number}){DASH}(?P<high>{number})\s?-?(?P<unit>{unit})(?!\w){DOT}", said.range),
        *(describing(said, number, unit) if tongue.code == "en" else ()),
        rule("45 L, 180 g/m²", rf"{START}(?P<amount>{number})\s?(?P<unit>{unit})(?:\s?/\s?(?P<per>{per}))?(?!\w|-\d){DOT}", said.measure),
        rule("9 euros/kg, 5 liters/min", rf"(?P<what>\b(?:{named})|\d)\s?/\s?(?P<unit>{per})\b(?!/)", said.rate),
        rule("free/month", rf"(?P<what>[^\W\d])\s?/\s?(?P<unit>{long})\b(?!/)", said.rate),
        rule("1 dollar per oz", rf"(?<=\b{tongue.per}\s)({short})(?!\w)", lambda match: tongue.divided[match[1]][0]),
        rule("7-9 days", r"(?<![\w.,/-])(\d{1,3})\s?[-–—]\s?(\d{1,3})(?![\w/-]|\.\d)", rf"\1 {tongue.to} \2"),  # noqa: RUF001
        rule(
            "1,204 reviews",
            r"(?<![\w.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,]\d)" if tongue.comma else r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?!\d)",
            lambda match: said.plain(match[0]),
        ),
    )


def describing(said: Measures, number: str, unit: str) -> tuple[Rule, ...]:
    """English only: a measure before a noun has no plural."""
    return (
        rule("45-L pack", rf"{START}(?P<article>)(?P<amount>{number})-(?P<unit>{unit})(?![\w-])", said.adjective),
        rule("45L Backpack", rf"{START}(?P<article>)(?P<amount>{number})\s?(?P<unit>{unit})(?=\s(?:[A-Z][a-z]|[A-Z]{{2,5}}\b))", said.adjective),
        rule("a 45 L pack", rf"(?P<article>\b(?i:an?|the|this|your|one)\s)(?P<amount>{number})\s?(?P<unit>{unit})\.?(?=\s[a-z])", said.adjective),
        rule("1200W motor", rf"{START}(?P<article>)(?P<amount>{number})\s?(?P<unit>{unit})\.?(?=\s(?!(?:{NO_NOUN})\b)[a-z])", said.adjective),
    )
