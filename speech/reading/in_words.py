"""The last step before a voice: every number as words, since engines differ in how they read digits. num2words knows the numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from num2words import num2words

from speech.reading.calendar import CALENDAR
from speech.reading.calendar import cardinal as english_cardinal
from speech.reading.calendar import ordinal as english_ordinal
from speech.reading.codes import code, digit_by_digit, number_in_name
from speech.reading.tongue import Tongue

LONG = 8  # digits and more are an article number, told one by one
CODE = re.compile(r"(?<![\w.,'])(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[^\W_]+(?:-[^\W_]+)*(?![.,]\d)")
ORDINAL = re.compile(r"(?<![\w.,-])(\d+)(?:st|nd|rd|th)\b")
NUMBER = re.compile(r"(?P<name>\b[A-Z]{2,5}\s)?(?<![\w])(?P<whole>\d+)(?P<rest>(?:[.,]\d+)*)(?=(?:\s(?P<noun>[^\W\d]+))?)")


@lru_cache(maxsize=5000)
def cardinal(number: int, language: str) -> str:
    """The number in words of the language. Raises NotImplementedError for a language that num2words does not know."""
    return english_cardinal(number) if language == "en" else str(num2words(number, lang=language))


def in_words(text: str, tongue: Tongue) -> str:
    """The text without digits. It must be speakable already: no signs, no units."""
    count: Callable[[int], str] = lambda number: cardinal(number, tongue.code)  # noqa: E731
    if tongue.code == "en":
        for each in CALENDAR:
            text = each.apply(text)
        text = ORDINAL.sub(lambda match: english_ordinal(int(match[1])), text)
    text = CODE.sub(lambda match: code(match[0], count), text)
    return NUMBER.sub(lambda match: _number(match, tongue, count), text)


def _number(match: re.Match[str], tongue: Tongue, count: Callable[[int], str]) -> str:
    whole, rest, name = match["whole"], match["rest"], match["name"] or ""
    if rest:
        return name + _broken(whole, rest, tongue, count)
    if (whole[0] == "0" and len(whole) > 1) or len(whole) >= LONG:
        return name + digit_by_digit(whole, count)
    if name and len(whole) == 4:
        return name + number_in_name(whole, count)
    said = count(int(whole))
    return name + (tongue.agree(said, match["noun"]) if match["noun"] else said)


def _broken(whole: str, rest: str, tongue: Tongue, count: Callable[[int], str]) -> str:
    """'2.50' is 'two point five zero', '2.0.1' has a point twice."""
    parts = re.findall(r"\d+", rest)
    return f" {tongue.point} ".join((count(int(whole)), *(digit_by_digit(part, count) for part in parts)))
