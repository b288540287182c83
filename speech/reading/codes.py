"""Model names and other codes: letters one by one, numbers as people say them in names ('forty ninety', 'five oh one')."""

from __future__ import annotations

import re
from collections.abc import Callable

Cardinal = Callable[[int], str]
PARTS = re.compile(r"\d+|[^\W\d_]+")


def digit_by_digit(digits: str, cardinal: Cardinal) -> str:
    return " ".join(cardinal(int(digit)) for digit in digits)


def number_in_name(digits: str, cardinal: Cardinal) -> str:
    """4090 -> 'forty ninety', 1000 -> 'one thousand', 3500 -> 'thirty-five hundred', 720 -> 'seven twenty', 13700 -> its words, else digits."""
    number = int(digits)
    if digits[0] == "0" or (len(digits) > 4 and number % 100) or len(digits) > 6:
        return digit_by_digit(digits, cardinal)
    if len(digits) < 3 or number % 1000 == 0 or len(digits) > 4 or (len(digits) == 3 and number % 100 == 0):
        return cardinal(number)
    front, back = divmod(number, 100)
    if not back:
        return f"{cardinal(front)} hundred"
    return f"{cardinal(front)} {f'oh {cardinal(back)}' if back < 10 else cardinal(back)}"


def code(written: str, cardinal: Cardinal) -> str:
    """'WH-1000XM5' -> 'WH one thousand XM five'; '2-person' and '3-in-1' are words with numbers."""
    pieces = written.split("-")
    plain = any(len(piece) > 1 and piece.isalpha() and not piece.isupper() for piece in pieces)
    if plain and all(piece.isdigit() or piece.isalpha() for piece in pieces):
        return "-".join(cardinal(int(piece)) if piece.isdigit() else piece for piece in pieces)
    said = " ".join(part if plain and part.isalpha() and len(part) > 1 else _part(part, cardinal) for piece in pieces for part in PARTS.findall(piece))
    return re.sub(r"\bA ", "A-", said)  # alone it would be an article: voices read "a four" where "A-four" is the letter


def _part(part: str, cardinal: Cardinal) -> str:
    if part.isdigit():
        return number_in_name(part, cardinal)
    return part.upper() if len(part) == 1 else part
