"""What a column without a usual name may hold, told by its cells: a title, a price, a picture, a colour."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from retrieval.cells import amount, currency, number
from retrieval.palette import PALETTE
from retrieval.reading.witness import Witness

MOST = 0.8  # of the cells have to look like it
LEAST = 3  # filled cells that say anything
PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|bmp|avif)(?:[?#].*)?$", re.IGNORECASE)
AUDIENCES = {"men", "women", "unisex", "kids", "boys", "girls", "male", "female", "adult", "adults", "children", "baby", "man", "woman", "ladies"}


def guessed(columns: Mapping[str, Witness], missing: set[str], rows: int) -> dict[str, str]:
    """Column -> field for the fields in `missing` that a column's cells give away; each field is given to one column, in this order."""
    found: dict[str, str] = {}
    for field, score in TESTS.items():
        if field not in missing:
            continue
        scored = {name: score(witness, rows) for name, witness in columns.items() if name not in found and witness.filled >= LEAST}
        best = max(scored, key=lambda name: scored[name], default="")
        if best and scored[best] >= MOST:
            found[best] = field
    return found


def _share(witness: Witness, test: Callable[[str], bool]) -> float:
    return sum(map(test, witness.sample)) / len(witness.sample) if witness.sample else 0.0


def _picture(witness: Witness, rows: int) -> float:
    return _share(witness, lambda cell: PICTURE.search(cell) is not None)


def _address(witness: Witness, rows: int) -> float:
    return _share(witness, lambda cell: urlsplit(cell).scheme in ("http", "https"))


def _price(witness: Witness, rows: int) -> float:
    """Amounts with a currency beside them; bare numbers could be anything."""
    return _share(witness, lambda cell: bool(currency(cell)) and _is_amount(cell))


def _is_amount(cell: str) -> bool:
    try:
        return amount(cell) >= 0
    except ValueError:
        return False


def _color(witness: Witness, rows: int) -> float:
    return _share(witness, lambda cell: len(cell.split()) <= 3 and bool(set(re.findall(r"[a-z]+", cell.casefold())) & PALETTE.keys()))


def _audience(witness: Witness, rows: int) -> float:
    return _share(witness, lambda cell: cell.casefold() in AUDIENCES)


def _id(witness: Witness, rows: int) -> float:
    """Codes, each there once, in every row."""
    codes = _share(witness, lambda cell: " " not in cell and any(mark.isdigit() for mark in cell) and len(cell) <= 40)
    once = len(set(witness.sample)) == len(witness.sample)
    return codes if once and witness.filled == rows and not any("." in cell for cell in witness.sample[:50]) else 0.0


def _title(witness: Witness, rows: int) -> float:
    """Nearly every row has its own, of a few words: more than a brand, fewer than a description. Scored by how much of it is different."""
    if not witness.sample or witness.filled < MOST * rows:
        return 0.0
    words = statistics.median(len(cell.split()) for cell in witness.sample)
    wordy = _share(witness, lambda cell: any(mark.isalpha() for mark in cell) and number(cell) is None)
    return wordy * len(set(witness.sample)) / len(witness.sample) if words <= 14 else 0.0


def _description(witness: Witness, rows: int) -> float:
    if not witness.sample:
        return 0.0
    words = statistics.median(len(cell.split()) for cell in witness.sample)
    return len(set(witness.sample)) / len(witness.sample) if words > 8 else 0.0


TESTS: dict[str, Callable[[Witness, int], float]] = {
    "image": _picture,
    "url": _address,
    "price": _price,
    "color": _color,
    "audience": _audience,
    "id": _id,
    "title": _title,
    "description": _description,
}
