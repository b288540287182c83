"""Constraints as SQL over typed columns, so that the store filters before it cuts to k. `retrieval.constraints.holds` is the reference.

Every slot has up to three columns: words (casefolded, each value between two marks), numbers, yes/no. Columns are numbered, so a slot
may have any name; values are casefolded here, in Python, because SQL's `lower` folds fewer letters.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.constraints import NEGATIVE, NUMERIC, Constraint
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


def columns_of(items: Iterable[Item]) -> dict[str, Columns]:
    """The columns the slots of these items need."""
    names = ColumnNames()
    for item in items:
        names.see(item)
    return names.columns()


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


def where(constraints: Iterable[Constraint], columns: Mapping[str, Columns]) -> str:
    """All constraints as one SQL condition, "" for none."""
    return " AND ".join(f"({condition(constraint, columns.get(constraint.slot, Columns()))})" for constraint in constraints)


def condition(constraint: Constraint, columns: Columns) -> str:
    """One constraint as a condition that is never NULL."""
    if constraint.operator in NUMERIC:
        value = constraint.value
        if not columns.number or not isinstance(value, (int, float)) or math.isnan(value):
            return "false"
        return f"{columns.number} IS NOT NULL AND {columns.number} {constraint.operator} {_number(value)}"
    wanted = constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
    whole = constraint.operator not in ("contains", "not_contains")
    hits = [hit for value in wanted for hit in _hits(value, columns, whole)]
    positive = " OR ".join(hits) or "false"
    return f"NOT ({positive})" if constraint.operator in NEGATIVE else positive


def _hits(value: Value, columns: Columns, whole: bool) -> list[str]:
    """Conditions, any of which means the slot has the value. In Python True equals 1, so here too."""
    if isinstance(value, str):
        if not columns.words:
            return []
        sought = value.casefold()
        if not whole and (OPEN in sought or CLOSE in sought):
            return []
        return [f"coalesce(contains({columns.words}, {_text(f'{OPEN}{sought}{CLOSE}' if whole else sought)}), false)"]
    if not isinstance(value, (int, float)) or math.isnan(value):
        return []
    hits = []
    if columns.number:
        hits.append(f"coalesce({columns.number} = {_number(value)}, false)")
    if columns.truth and value in (0, 1):
        hits.append(f"coalesce({columns.truth} = {'true' if value == 1 else 'false'}, false)")
    return hits


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _number(value: float) -> str:
    if math.isinf(value):
        return f"CAST('{'-' if value < 0 else ''}Infinity' AS DOUBLE)"
    return f"CAST('{float(value) + 0.0!r}' AS DOUBLE)"
