"""Dates, years, times of day, and the numbers that are told digit by digit, in English words."""

from __future__ import annotations

import re

from num2words import num2words

from speech.reading.rule import rule

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
SHORT = {name[:3]: name for name in MONTHS} | {name: name for name in MONTHS} | {"Sept": "September"}
MONTH = "|".join(sorted(SHORT, key=len, reverse=True))
YEAR = r"(?:1[1-9]|20)\d\d"
TENS = {2: "twenties", 3: "thirties", 4: "forties", 5: "fifties", 6: "sixties", 7: "seventies", 8: "eighties", 9: "nineties"}
CUES = "in|since|until|till|circa|established|year|early|late|mid|spring|summer|autumn|fall|winter|season|Christmas"  # a year follows
CALLED = "edition|model|collection|season|vintage|catalog|line|version"  # follows a year
NO_COUNT = rf"(?!\s(?!(?:{CALLED}|and|or|to|by|as|with|for|in|at|we|it|this|the)\b)[a-z]|[.,]\d)"  # "in 1200 shops" counts shops


def cardinal(number: int) -> str:
    """American: 'one hundred forty-nine', without 'and'."""
    return str(num2words(number)).replace(",", "").replace(" and ", " ")


def ordinal(number: int) -> str:
    return str(num2words(number, to="ordinal")).replace(",", "").replace(" and ", " ")


def year(number: int) -> str:
    """2005 -> 'two thousand five', 2019 -> 'twenty nineteen', 1906 -> 'nineteen oh six'."""
    century, rest = divmod(number, 100)
    if 2000 <= number < 2010:
        return cardinal(number)
    return f"{cardinal(century)} {'hundred' if not rest else f'oh {cardinal(rest)}' if rest < 10 else cardinal(rest)}"


def pair(number: int) -> str:
    """The second half of '2024/25'."""
    return f"oh {cardinal(number)}" if number < 10 else cardinal(number)


def date(month: int, day: int, of: int | None) -> str:
    return f"{MONTHS[month - 1]} {ordinal(day)}" + (f" {year(of)}" if of else "")


def iso(match: re.Match[str]) -> str:
    month, day = int(match["month"]), int(match["day"])
    return date(month, day, int(match["year"])) if 1 <= month <= 12 and 1 <= day <= 31 else match[0]


def slashed(match: re.Match[str]) -> str:
    """Month first, as Americans write it, unless that cannot be."""
    month, day = int(match["first"]), int(match["second"])
    if month > 12:
        month, day = day, month
    return date(month, day, int(match["year"])) if 1 <= month <= 12 and 1 <= day <= 31 else match[0]


def month_day(match: re.Match[str]) -> str:
    name, of = SHORT[match["month"]], match["year"]
    return f"{name} {ordinal(int(match['day']))}" + (f" {year(int(of))}" if of else "") if 1 <= int(match["day"]) <= 31 else match[0]


def day_month(match: re.Match[str]) -> str:
    name, of = SHORT[match["month"]], match["year"]
    return f"{ordinal(int(match['day']))} of {name}" + (f" {year(int(of))}" if of else "") if 1 <= int(match["day"]) <= 31 else match[0]


def month_year(match: re.Match[str]) -> str:
    return f"{SHORT[match['month']]} {year(int(match['year']))}"


def decade(match: re.Match[str]) -> str:
    century, tens = match["century"], int(match["tens"])
    if not tens:
        return f"{cardinal(int(century) * 100) if century == '20' else year(int(century) * 100)}s" if century else match[0]
    if tens not in TENS:
        return match[0]
    return f"{cardinal(int(century))} {TENS[tens]}" if century else TENS[tens]


def clock(match: re.Match[str]) -> str:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").lower()
    if hour > 24 or minute > 59:
        return match[0]
    said = cardinal(hour) + (f" {pair(minute)}" if minute else "" if half else " o'clock")
    return f"{said} {half}.m." if half else said


def years(match: re.Match[str]) -> str:
    """'2010-2015' -> 'twenty ten to twenty fifteen', '2024/25' -> 'twenty twenty-four, twenty-five'."""
    first, second = int(match["first"]), match["second"]
    if len(second) == 4:
        return f"{year(first)} to {year(int(second))}"
    return f"{year(first)}{' to ' if match['mark'] == '-' else ', '}{pair(int(second))}"


def cued(match: re.Match[str]) -> str:
    return f"{match['cue']} {year(int(match['year']))}"


def telephone(match: re.Match[str]) -> str:
    """Digit by digit, with a pause between groups."""
    groups = re.findall(r"\d+", match[0])
    return ", ".join(" ".join(cardinal(int(digit)) for digit in group) for group in groups)


CALENDAR = (
    rule("1-800-555-1234", r"(?<![\w.])(?:\d{1,4}[,\s.-]{1,2}){0,3}\d{3}[\s.-]\d{4}(?![\w-]|\.\d)", telephone),
    rule("plus 44 20 7946 0958", r"(?<=\bplus )\d{1,3}(?:[,\s.-]{1,2}\d{2,5}){2,5}(?![\w-]|\.\d)", telephone),
    rule("item number 4417", r"(?<=\bnumber )\d{4,}(?![\w-]|[.,]\d)", telephone, re.IGNORECASE),
    rule("2026-11-21", r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w-])", iso),
    rule("11/22/2026", r"(?<![\w/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})(?![\w/])", slashed),
    rule("Nov 22, 2026", rf"\b(?P<month>{MONTH})\b\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|\w)(?:,?\s(?P<year>{YEAR})\b)?", month_day),
    rule("22 November 2026", rf"(?<![\w.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{MONTH})\b\.?(?:,?\s(?P<year>{YEAR})\b)?", day_month),
    rule("November 2026", rf"\b(?P<month>{MONTH})\b\.?\s(?P<year>{YEAR})\b", month_year),
    rule("1990s, '90s, 80s", r"(?<![\w.])'?(?P<century>1[1-9]|20)?(?P<tens>\d)0'?s\b", decade),
    rule("2010-2015, 2024/25", rf"(?<![\w.-])(?P<first>{YEAR})\s?(?P<mark>[-/–])\s?(?P<second>{YEAR}|\d\d)(?![\w/.-])", years),  # noqa: RUF001
    rule("since 1999", rf"\b(?P<cue>{CUES})\s(?P<year>{YEAR})\b{NO_COUNT}", cued, re.IGNORECASE),
    rule("from 2015 to 2020", r"\b(?P<first>(?:19|20)\d\d)(?P<mark> to )(?P<second>(?:19|20)\d\d)\b(?! [a-z])", years),
    rule("Q4 2025", rf"\b(?P<cue>Q[1-4]) (?P<year>{YEAR})\b", cued),
    rule("2024 alone", r"(?:^|(?<=[,;:(] ))(?P<year>(?:19|20)\d\d)(?=$|[,;:)])", lambda match: year(int(match["year"]))),
    rule("2026 edition", rf"(?<![\w.,])(?P<year>{YEAR})(?=\s(?:{CALLED})\b)", lambda match: year(int(match["year"]))),
    rule("7:30 pm", r"(?<![\w:.])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s?(?P<half>[ap])\.?m\b\.?)?(?![\w:])", clock, re.IGNORECASE),
    rule("9am", r"(?<![\w:.])(?P<hour>\d{1,2})(?P<minute>)\s?(?P<half>[ap])\.?m\b\.?", clock, re.IGNORECASE),
    rule("16:9", r"(?<![\w:.])(\d{1,2}):(\d{1,2})(?![\w:])", r"\1 to \2"),
)
