"""What one cell of a shop's file says: a price, a number, yes or no, a list, plain words."""

from __future__ import annotations

import html
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any

CELL_LIMIT = 64 * 1024  # characters; longer cells are pasted pages, not fields
LIST_MARK = ";"
COMMA_SHARE, PART_WORDS, RECURRING_SHARE = 0.2, 4, 0.9  # a column of comma lists: cells with a comma, words of a part, parts seen again
YES = {"yes", "true", "ja", "oui", "sí", "si", "sì", "sim", "tak", "да", "是"}
NO = {"no", "false", "nein", "non", "não", "nee", "nie", "нет", "否"}
SIGNS = {  # "kr" is taken for the Swedish one: a shop that means another has a currency column or writes its code
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "MX$": "MXN", "R$": "BRL", "zł": "PLN", "Kč": "CZK", "kr": "SEK", "₩": "KRW", "₺": "TRY", "₽": "RUB", "₴": "UAH", "₪": "ILS", "฿": "THB",
    "₫": "VND", "₱": "PHP", "Ft": "HUF", "元": "CNY", "円": "JPY",
}  # fmt: skip
CODES = {*SIGNS.values(), "CHF", "NOK", "DKK", "ZAR", "RON", "BGN", "ISK", "IDR", "MYR", "TWD", "AED", "SAR", "EGP", "ARS", "CLP", "COP"}
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|section|hr)\b[^<>]*>|<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
AMOUNT = re.compile(r"(?<!\d)\.\d+|\d(?:[\d.,'\u2019\u00a0\u202f ]*\d)?")


def clean(text: str) -> str:
    """Without control characters (tab and newline stay), HTML entities and outer white space."""
    return "".join(mark for mark in html.unescape(text) if mark in "\n\t" or unicodedata.category(mark) not in ("Cc", "Cs")).strip()


def without_markup(text: str) -> str:
    """A description as a person reads it: HTML tags go, blocks end in white space; a bare "<" stays."""
    if not TAG.search(text):
        return text
    return " ".join(html.unescape(TAG.sub("", BLOCK.sub(" ", text))).split())


def amount(text: str) -> float:
    """The number in a price as people write it: "$1,299.00", "1.299,00 EUR", "1 299,-". Raises ValueError with the reason."""
    found = AMOUNT.findall(text)
    if len(found) != 1:
        raise ValueError(f"{text[:40]!r} is not a price")
    digits = re.sub(r"[^\d.,]", "", found[0])
    before = text[: text.index(found[0])]
    if "-" in before or "\u2212" in before or before.strip().startswith("("):
        raise ValueError(f"{text[:40]!r} is negative")
    return float(_with_point(digits, european="€" in text or "EUR" in text.upper()))


def _with_point(digits: str, european: bool) -> str:
    """Thousands separators out, decimal separator as a point. A lone comma before three digits separates thousands."""
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    if len(set(marks)) == 2:  # both appear: the last is the decimal one
        other = "," if last == "." else "."
        return digits.replace(other, "").replace(last, ".")
    tail = len(digits) - digits.rindex(last) - 1
    thousands = len(marks) > 1 or (tail == 3 and (last == "," or european))
    return digits.replace(last, "" if thousands else ".")


def currency(text: str) -> str:
    """The ISO 4217 code a price names by sign or code, "" if none."""
    for code in re.findall(r"[A-Z]{3}", text.upper()):
        if code in CODES:
            return code
    return next((code for sign, code in sorted(SIGNS.items(), key=lambda pair: -len(pair[0])) if sign in text), "")


def number(text: str) -> float | None:
    """A plain finite number, else None."""
    if not NUMBER.fullmatch(text.strip()):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def yes_no(text: str) -> bool | None:
    """True or False for a cell that says yes or no, None for any other."""
    said = text.casefold()
    return True if said in YES else False if said in NO else None


def listed_by_commas(cells: Sequence[str]) -> bool:
    """Whether commas separate values ("Cool, Rainy, Windy") and not the parts of a sentence: many cells have some, and few short parts recur."""
    several = [cell for cell in cells if "," in cell]
    alone = {cell for cell in cells if "," not in cell}
    of_known = len(several) >= 1 and all(set(split(cell, ",")) <= alone for cell in several)  # "Solid, Striped" where others say Solid, and Striped
    if not of_known and len(several) < max(3, COMMA_SHARE * len(cells)):
        return False
    parts = [part for cell in cells for part in split(cell, ",")]
    recurring = sum(count for count in Counter(parts).values() if count > 1)
    return max(len(part.split()) for part in parts) <= PART_WORDS and recurring >= RECURRING_SHARE * len(parts)


def split(cell: str, mark: str) -> tuple[str, ...]:
    """The values of a list in one cell."""
    return tuple(part for part in (each.strip() for each in cell.split(mark)) if part)


def unfolded(text: str) -> dict[str, Any]:
    """A JSON object as attributes: scalars stay, lists become tuples of words, what is nested deeper is joined. Raises ValueError."""
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("is not JSON") from None
    if not isinstance(found, dict):
        raise ValueError("is not a JSON object")
    return {str(name): _plain(value) for name, value in found.items() if value not in (None, "", [], {})}


def _plain(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return tuple(clean(str(each)) for each in value if str(each).strip())
    if isinstance(value, dict):
        return tuple(f"{name}: {each}" for name, each in value.items())
    return clean(str(value))
