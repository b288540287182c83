"""Spoken sentences back in figures, so that one check serves the eye and the ear: "nineteen dollars and ninety-five cents" is $19.95."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chat.understanding.normalise import digits
from speech.reading.tongues import TONGUES

COINS = re.compile(r"\b(\d[\d,]*) dollars? (?:and )?(\d{1,2})(?: cents?)?(?! ?\w* ?(?:dollars?|out of))")
POINT = re.compile(r"\b(\d+) point (\d(?: \d)*)\b")


NAMES = {name for tongue in TONGUES.values() for main, coin in tongue.currencies.values() if coin for name in main}
SMALL = {name for tongue in TONGUES.values() for _, coin in tongue.currencies.values() for name in coin}
BETWEEN = {tongue.coins for tongue in TONGUES.values() if tongue.coins}


def one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))


ABROAD = re.compile(rf"\b(\d[\d,]*) (?:{one_of(NAMES)}) (?:(?:{one_of(BETWEEN)}) )?(\d{{1,2}}) (?:{one_of(SMALL)})(?!\w)")  # "18 Dollar und 90 Cent"
COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")  # "2,2 litres"


def as_written(sentence: str) -> str:
    """The sentence with number words as digits, money and decimals joined."""
    found = ABROAD.sub(_joined, COMMA.sub(".", sentence))
    found = POINT.sub(lambda match: f"{match[1]}.{match[2].replace(' ', '')}", digits(found))
    return COINS.sub(_joined, found)


def _joined(match: re.Match[str]) -> str:
    return f"${match[1]}.{int(match[2]):02d}"
