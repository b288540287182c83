"""The typed columns that constraints are checked on.

Every slot has up to three columns: words (casefolded, each value between two marks), numbers, yes/no. Columns are numbered, so a slot
may have any name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.item import FIELDS, Item, Value

OPEN, CLOSE = "\x1e", "\x1f"  # stand around each value of a words column; imported text holds no control characters


@dataclass(frozen=True)
class Columns:
    """Names of a slot's columns, "" where no item has such a value."""

    words: str = ""
    number: str = ""
    truth: str = ""


class ColumnNames:
    """Learns the columns the slots of a catalog need, item by item; they are numbered in order of appearance."""

    def __init__(self) -> None:
        self._types: dict[str, set[str]] = {name: set() for name in ("id", *FIELDS)}

    def see(self, item: Item) -> None:
        for slot in ("id", *FIELDS, *item.attributes):
            self._types.setdefault(slot, set()).add(_type(item.value(slot)))

    def columns(self) -> dict[str, Columns]:
        return {
            slot: Columns(*(f"{letter}{place}" if letter in types else "" for letter in ("words", "number", "truth")))
            for place, (slot, types) in enumerate(self._types.items())
        }


def _type(value: Value | None) -> str:
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, (int, float)):
        return "number"
    return "words" if value else ""


def cells(item: Item, columns: Mapping[str, Columns]) -> dict[str, str | float | bool | None]:
    """One row for the table: column -> cell."""
    row: dict[str, str | float | bool | None] = {}
    for slot, names in columns.items():
        value = item.value(slot)
        kind = _type(value)
        if names.words:
            row[names.words] = _marked(value) if kind == "words" and isinstance(value, (str, tuple)) else None
        if names.number:
            row[names.number] = float(value) + 0.0 if kind == "number" and isinstance(value, (int, float)) and not math.isnan(value) else None
        if names.truth:
            row[names.truth] = value if isinstance(value, bool) else None
    return row


def _marked(value: str | Sequence[str]) -> str:
    return "".join(f"{OPEN}{each.casefold()}{CLOSE}" for each in ([value] if isinstance(value, str) else value))
