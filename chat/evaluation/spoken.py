"""Spoken sentences back in figures, so that one check serves the eye and the ear: "nineteen dollars and ninety-five cents" is $19.95."""

from __future__ import annotations

import re

from chat.understanding.normalise import digits

COINS = re.compile(r"\b(\d[\d,]*) dollars? (?:and )?(\d{1,2})(?: cents?)?(?! ?\w* ?(?:dollars?|out of))")
POINT = re.compile(r"\b(\d+) point (\d(?: \d)*)\b")


def as_written(sentence: str) -> str:
    """The sentence with number words as digits, money and decimals joined."""
    found = digits(sentence)
    found = POINT.sub(lambda match: f"{match[1]}.{match[2].replace(' ', '')}", found)
    return COINS.sub(lambda match: f"${match[1]}.{int(match[2]):02d}", found)
