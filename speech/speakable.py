"""What shops write, turned into what a voice can read.

RULES is a list of small rules, applied in order; each says what it is for. A new case is a new rule (or a row in a table of
`speech/spoken_words.py`) and a row in the test. Numbers stay digits: every voice reads those. Speaking what was made speakable changes nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from speech.sentences import split_sentences
from speech.spoken_words import (
    CURRENCIES,
    DIMENSION_UNITS,
    EMOJI,
    FRACTIONS,
    MINUS,
    PER_UNITS,
    SHORT_FORMS,
    SYMBOLS,
    UNITS,
    Currency,
    Unit,
)

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"  # 45, 1.5, 1,299.00
AMOUNT = rf"\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{2}})?(?!\d)|\d+,\d{{2}}(?!\d)|{NUMBER}"  # also 60,50 and 1.299,00 and 1.299
START = r"(?<![\w.,-])"  # a number begins here, not inside a model code such as A4-2000
DASH = r"\s*(?:-|–|—|to)\s*"  # noqa: RUF001
SIGNS = "|".join(sorted((re.escape(sign) for sign in CURRENCIES), key=len, reverse=True))
CODES = "|".join(sign for sign in CURRENCIES if sign.isalpha() and sign.isascii())
DOT = r"(?:\.(?=\s[a-z]))?"  # of an abbreviation within a sentence: 8 oz. mug
UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
LENGTH = "|".join(sorted((re.escape(unit) for unit in DIMENSION_UNITS), key=len, reverse=True))


@dataclass(frozen=True)
class Rule:
    """Replace every match of `pattern`; `purpose` is for the reader and for messages of a failing test."""

    purpose: str
    pattern: re.Pattern[str]
    replace: str | Callable[[re.Match[str]], str]

    def apply(self, text: str) -> str:
        return self.pattern.sub(self.replace, text)


def rule(purpose: str, pattern: str, replace: str | Callable[[re.Match[str]], str], flags: int = 0) -> Rule:
    return Rule(purpose, re.compile(pattern, flags), replace)


def amount(written: str) -> float:
    """1,299.00 and 1.299,00 and 60,50 as a number."""
    if re.search(r",\d{2}$", written) or re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written):
        return float(written.replace(".", "").replace(",", "."))
    return float(written.replace(",", ""))


def counted(value: float, one: str, many: str) -> str:
    """'1 dollar', '2 dollars'."""
    return f"{value:g} {one if value == 1 else many}" if value < 1e6 else f"{value:.0f} {many}"


def money(written: str, currency: Currency) -> str:
    """149.99 -> '149 dollars and 99 cents'; 0.99 -> '99 cents'; 88.50 -> '88.5 yuan', whose small coins nobody says."""
    cents = round(amount(written) * 100)
    whole, small = divmod(cents, 100)
    if not currency.small or not small:
        return counted(cents / 100, currency.one, currency.many)
    coins = counted(small, currency.small, currency.smalls)
    return f"{counted(whole, currency.one, currency.many)} and {coins}" if whole else coins


def price(match: re.Match[str]) -> str:
    minus = "minus " if match["minus"] else ""
    return minus + money(match["amount"], CURRENCIES[match["sign"]])


def price_range(match: re.Match[str]) -> str:
    currency = CURRENCIES[match["sign"]]
    low, high = amount(match["low"]), amount(match["high"])
    if low.is_integer() and high.is_integer():
        return f"{low:.0f} to {counted(high, currency.one, currency.many)}"
    return f"{money(match['low'], currency)} to {money(match['high'], currency)}"


def large_price(match: re.Match[str]) -> str:
    return f"{plain(match['amount'])} {LARGE[match['scale'].lower()]} {CURRENCIES[match['sign']].many}"


def measure(match: re.Match[str]) -> str:
    unit: Unit = UNITS[match["unit"]]
    return f"{plain(match['amount'])} {unit.one if amount(match['amount']) == 1 else unit.many}"


def adjective(match: re.Match[str]) -> str:
    """'45-L pack', 'a 45 L pack', '45L Backpack' describe the next word: no plural."""
    return f"{plain(match['amount'])} {UNITS[match['unit']].one}"


def inches(match: re.Match[str]) -> str:
    """13" unless the mark closes a quotation."""
    before = match.string[: match.start()]
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        return match[0]
    return f"{match['amount']} inch{'' if match['amount'] == '1' else 'es'}"


def measure_range(match: re.Match[str]) -> str:
    return f"{plain(match['low'])} to {plain(match['high'])} {UNITS[match['unit']].many}"


def dimensions(match: re.Match[str]) -> str:
    """'120 x 60 cm' -> '120 by 60 centimeters'; an earlier unit is not repeated."""
    sides = [plain(side) for side in re.findall(NUMBER, match["sides"])]
    unit = DIMENSION_UNITS[match["unit"]]
    return f"{' by '.join(sides)} {unit.one if sides[-1] == '1' else unit.many}"


def plain(written: str) -> str:
    """A number without thousands separators."""
    return written.replace(",", "")


def stars(match: re.Match[str]) -> str:
    return f"{match[0].count('★')} out of {len(match[0])} stars"


def rate(match: re.Match[str]) -> str:
    return f" per {PER_UNITS[match['unit'].lower()]}"


def table_row(match: re.Match[str]) -> str:
    return ", ".join(cell.strip() for cell in match[0].strip().strip("|").split("|") if cell.strip())


LARGE = {"k": "thousand", "m": "million", "million": "million", "billion": "billion"}

MARKUP = (
    rule("runs of white space", r"[^\S\n]+", " "),
    rule("runs of empty lines", r"\n\s*\n", "\n"),
    rule("fenced code", r"```.*?```", " ", re.DOTALL),
    rule("scripts and styles", r"<(script|style)\b.*?</\1>", " ", re.DOTALL | re.IGNORECASE),
    rule("line breaks of HTML end a line", r"<(?:br|/p|/li|/h\d|/div|/tr)\b[^>]*>", "\n", re.IGNORECASE),
    rule("other HTML tags and comments", r"<!--.*?-->|</?[a-zA-Z][^<>]*>", "", re.DOTALL),
    rule("a Markdown picture or link is its text", r"!?\[([^\]]*)\]\([^)]*\)", r"\1"),
    rule("pages and the word that led there", r"(?:\b(?:at|visit|see|on)[:\s]\s*)?(?:https?://|www\.)[^\s)\]>]*[^\s)\]>.,;:!?]", "", re.IGNORECASE),
    rule("ruled lines and the line under a table's head", r"^[ \t]*[-=*_|:][-=*_|: \t]{2,}$", "", re.MULTILINE),
    rule("a table's row", r"^[ \t]*\|.*\|[ \t]*$", table_row, re.MULTILINE),
    rule("headings and quotes", r"^[ \t]*(?:#{1,6}|>)[ \t]+", "", re.MULTILINE),
    rule("bullets", r"^[ \t]*[-*+•·▪–][ \t]+", "", re.MULTILINE),  # noqa: RUF001
    rule("emphasis and code", r"(?<!\w)(\*\*\*|\*\*|\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2"),
    rule("emphasis by single underscores", r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)", r"\1"),
)

MONEY = (
    rule("$60-$90", rf"(?P<sign>{SIGNS})\s?(?P<low>{AMOUNT}){DASH}(?:{SIGNS})?\s?(?P<high>{AMOUNT})(?![\w%])", price_range),
    rule("60-90 EUR", rf"{START}(?P<low>{AMOUNT}){DASH}(?P<high>{AMOUNT})\s?(?P<sign>{SIGNS})(?!\w)", price_range),
    rule("$1.5 million, $3k", rf"(?P<sign>{SIGNS})\s?(?P<amount>{NUMBER})\s?(?P<scale>k|K|M|million|billion)\b", large_price),
    rule("$149.99, USD 60", rf"(?P<minus>(?<!\w)[{MINUS}])?(?<![A-Za-z])(?P<sign>{SIGNS})\s?(?P<amount>{AMOUNT})(?:{CODES})?(?!\w)", price),
    rule("60 EUR, 60,50 €", rf"(?P<minus>(?<!\w)[{MINUS}])?{START}(?P<amount>{AMOUNT})\s?(?P<sign>{SIGNS})(?!\w)", price),
)

MEASURES = (
    rule("Ø 30 cm", r"(?:\b[Dd]ia\.|[øØ])\s?(?=\d)", "diameter "),
    rule("★★★★☆", r"[★☆]{3,}", stars),
    rule("4.6/5", r"(?<![\w./])(\d(?:\.\d+)?|10)\s?/\s?(5|10)(?!\s?[\d/]|\.\d)(?:\s?★)?", r"\1 out of \2"),
    rule("4.6★", r"(\d(?:\.\d+)?)\s?★", r"\1 stars"),
    rule("10-20%", rf"{START}({NUMBER}){DASH}({NUMBER})\s?%", r"\1 to \2 percent"),
    rule("-20%", rf"(?<!\w)[{MINUS}]({NUMBER})\s?%", r"minus \1 percent"),
    rule("20%", r"\s?%", " percent"),
    rule("km/h and the like are units; 5 L/min, $9/month are rates", rf"\s?/\s?(?P<unit>{'|'.join(PER_UNITS)})\b(?!/)", rate, re.IGNORECASE),
    rule("120 x 60 cm", rf"{START}(?P<sides>(?:(?:{NUMBER})(?:\s?(?:{LENGTH}))?\s?[xX×]\s?){{1,3}}(?:{NUMBER}))\s?-?(?P<unit>{LENGTH})(?!\w){DOT}", dimensions),  # noqa: RUF001
    rule("2 x 500 ml", rf"{START}({NUMBER})\s?[xX×]\s?(?=(?:{NUMBER})\s?(?:{UNIT})(?!\w))", r"\1 times "),  # noqa: RUF001
    rule("4x4, 120 x 60", rf"{START}({NUMBER})\s?[xX×]\s?(?=\d)", r"\1 by "),  # noqa: RUF001
    rule("2 x AA", rf"{START}({NUMBER})\s[xX×]\s(?=[A-Za-z])", r"\1 "),  # noqa: RUF001
    rule("3x", rf"{START}({NUMBER})\s?[xX×](?!\w)", r"\1 times"),  # noqa: RUF001
    rule("-20 °C, -5 to 30 °C", rf"(?<![\w.)])\s?[{MINUS}](?=(?:{NUMBER})(?:{DASH}-?(?:{NUMBER}))?\s?(?:°|℃|℉))", " minus "),
    rule("5-7 kg", rf"{START}(?P<low>{NUMBER}){DASH}(?P<high>{NUMBER})\s?-?(?P<unit>{UNIT})(?!\w){DOT}", measure_range),
    rule("45-L pack", rf"{START}(?P<amount>{NUMBER})-(?P<unit>{UNIT})(?![\w-])", adjective),
    rule("45L Backpack", rf"{START}(?P<amount>{NUMBER})\s?(?P<unit>{UNIT})(?=\s[A-Z][a-z])", adjective),
    rule("a 45 L pack", rf"(?P<amount>\b(?i:an?|the|this|your|one)\s(?:{NUMBER}))\s?(?P<unit>{UNIT})(?=\s[a-z])", adjective),
    rule("45 L", rf"{START}(?P<amount>{NUMBER})\s?(?P<unit>{UNIT})(?!\w){DOT}", measure),
    rule("30 s, but not the 1990s", rf"{START}({NUMBER}) s(?![\w'])", r"\1 seconds"),
    rule("6'2\"", r"(?<!\w)(\d)'\s?(\d{1,2})\"", r"\1 feet \2 inches"),
    rule('13"', rf"{START}(?P<amount>{NUMBER})[\"”](?!\w)", inches),
    rule("5 in at a phrase's end; not 2 in stock", rf"{START}({NUMBER})\s?in(?:\.(?=\s[a-z])|(?=\s*(?:[,;)]|\.?$)))", r"\1 inches", re.MULTILINE),
    rule("7-9 days", r"(?<![\w.,/-])(\d{1,3})\s?[-–—]\s?(\d{1,3})(?![\w/-]|\.\d)", r"\1 to \2"),  # noqa: RUF001
    rule("1,204 reviews", r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?!\d)", lambda match: plain(match[0])),
)

WORDS = (
    *(rule(f"{short!r}", rf"(?<![\w.]){short}", spoken, re.IGNORECASE) for short, spoken in SHORT_FORMS),
    rule("No. 5, #3", r"(?<!\w)(?:[Nn]o\.|№|Nº|Nr\.|#)\s?(?=\d)", "number "),
    rule("words joined by signs", r"(?<=\w)\s?&\s?(?=\w)", " and "),
    rule("10 + 2", r"(?<=\w)\s\+\s(?=\w)", " plus "),
    rule("50+", r"(?<=\d)\+(?!\w)", " plus"),
    rule("black/white, 12V/5A", r"(?<=[a-zA-Z])\s?/\s?(?=\w)", ", "),
    rule("#boots", r"(?<!\w)#(?=[A-Za-z])", ""),
    *(rule(f"{sign!r}", re.escape(sign), spoken) for sign, spoken in SYMBOLS),
)

PAUSES = (
    rule("brackets are a pause", r"\s*[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]", r", \1, "),
    rule("a dash between words is a pause", r"\s+[-–—]+\s+|\s*[–—]\s*", ", "),  # noqa: RUF001
    rule("bars, bullets and arrows are pauses", r"\s*[|•·→»«›‹]+\s*", ", "),  # noqa: RUF001
    rule("marks that no voice reads", r"[*_~^`\\<>{}\[\]()=]+", " "),
    rule("repeated marks", r"([!?])[!?]+", r"\1"),
    rule("white space within a line", r"[^\S\n]+", " "),
    rule("a space before a mark", r"\s+([,.;:!?])(?!\d)", r"\1"),
    rule("a pause before another mark", r"(?:,\s*)+([,.;:!?])", r"\1"),
    rule("a pause after another mark", r"([.;:!?])\s*,+(?=\s|$)", r"\1"),
    rule("a pause at the ends of a line", r"^[ ,;:]+|[ ,;:]+$", "", re.MULTILINE),
    rule("a line of marks only", r"^\W+$", "", re.MULTILINE),
    rule("empty lines", r"\n{2,}", "\n"),
)

RULES: tuple[Rule, ...] = (*MARKUP, *MONEY, *MEASURES, *WORDS, *PAUSES)


def speakable(text: str) -> str:
    """Plain words, digits and sentence marks. Markup, addresses and emoji are gone; prices, units and ratings are words; model codes stay."""
    text = html.unescape(text)
    for figures, written, spoken in FRACTIONS:
        text = re.sub(rf"(?<![\d./]){figures}(?![\d/]|\.\d)", written, text)
        text = re.sub(rf"(?<=\d)\s?{written}", f" and {spoken}", text).replace(written, spoken)
    text = unicodedata.normalize("NFC", EMOJI.sub(" ", text))
    for each in RULES:
        text = each.apply(text)
    return text.strip()


def spoken_sentences(text: str) -> list[str]:
    """The sentences a voice reads one by one, made speakable; empty for a text without words."""
    return split_sentences(speakable(text))
