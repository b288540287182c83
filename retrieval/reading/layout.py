"""What the columns of a shop's file mean, learned in one pass over its rows: which field each is, and what it holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from core.errors import BadInput
from retrieval.cells import currency, unfolded
from retrieval.columns import IGNORE, KIND, TARGETS, USUAL, fields_of, plain
from retrieval.reading.files import Source
from retrieval.reading.guess import guessed
from retrieval.reading.record import Cell, Record
from retrieval.reading.witness import ColumnType, Witness

How = Literal["given", "by name", "by content", "attribute", "dropped"]
FOLDED = "attributes"
MOST_COLUMNS = 2000  # a file with more is no table of products
DEFAULT_CURRENCY = "USD"


@dataclass(frozen=True)
class Layout:
    """`fields` maps columns to fields, or to slots for what becomes an attribute; `how` says how each was found; `types` are those of the attributes."""

    fields: Mapping[str, str]
    how: Mapping[str, How]
    types: Mapping[str, ColumnType]
    currency: str
    rows: int

    def spread(self, record: Record) -> tuple[dict[str, str], dict[str, Cell]]:
        """A row's cells by field, and its attributes by slot. A folded column ("attributes": a JSON object) is opened. Raises ValueError with the reason."""
        return _spread(record, self.fields)

    def in_words(self) -> str:
        """How the columns were understood, for a person."""
        told = [f"{column} is {self.fields[column]} ({how})" for column, how in self.how.items() if how in ("given", "by name", "by content")]
        kept = [column for column, how in self.how.items() if how == "attribute"]
        dropped = [column for column, how in self.how.items() if how == "dropped"]
        rest = (f"; attributes: {', '.join(kept)}" if kept else "") + (f"; dropped: {', '.join(dropped)}" if dropped else "")
        return "columns: " + ", ".join(told) + rest


@dataclass
class _Seen:
    columns: dict[str, Witness] = field(default_factory=dict)
    rows: int = 0


def learn_layout(source: Source, mapping: Mapping[str, str] | None = None) -> Layout:
    """Reads all rows once. `mapping` (column -> field, "" drops a column) speaks before the usual names, these before what the cells look like.

    Raises BadInput for a file without products, without a column of titles, or with a mapping that names no column of it.
    """
    seen = _Seen()
    refused = 0
    for record in source.records():
        if not isinstance(record, Record):
            refused += 1
            continue
        seen.rows += 1
        for column, cell in record.cells.items():
            seen.columns.setdefault(column, Witness()).see(cell)
        if len(seen.columns) > MOST_COLUMNS:
            raise BadInput(f"{source.path.name} has over {MOST_COLUMNS} columns: it is no table of products")
    if not seen.rows and not refused:
        raise BadInput(f"{source.path.name} has a header but no products under it")
    fields, how = _fields(seen, mapping)
    if "title" not in fields.values() and seen.rows:
        columns = ", ".join(seen.columns)[:200]
        raise BadInput(f"{source.path.name} has the columns {columns}, none of which names the products: call one title or give --map")
    types, usual = _types(source, fields, seen)
    return Layout(fields, how, types, usual, seen.rows)


def _fields(seen: _Seen, mapping: Mapping[str, str] | None) -> tuple[dict[str, str], dict[str, How]]:
    found = fields_of(seen.columns, mapping)
    given = {plain(column) for column in mapping or {}}
    how: dict[str, How] = {}
    for column in seen.columns:
        target = found.get(column)
        if plain(column) in given:
            how[column] = "dropped" if target in (None, *IGNORE) else "given"
        elif (target in USUAL and target != plain(column)) or target in TARGETS:
            how[column] = "by name"
        else:
            how[column] = "attribute" if target else "dropped"
    open_columns = {column: seen.columns[column] for column, each in how.items() if each == "attribute"}
    for column, target in guessed(open_columns, set(TARGETS) - set(found.values()), seen.rows).items():
        found[column], how[column] = target, "by content"
    return found, how


def _types(source: Source, fields: Mapping[str, str], seen: _Seen) -> tuple[dict[str, ColumnType], str]:
    """The types of attributes, and the currency most rows name. Folded columns need a second look at the rows, others have been seen."""
    attributes = {column: slot for column, slot in fields.items() if slot not in TARGETS or slot == KIND}
    slots: dict[str, Witness] = {}
    shared = Counter(attributes.values())
    again = FOLDED in fields.values() or any(count > 1 for count in shared.values())
    usual: Counter[str] = Counter()
    if again:
        for record in source.records():
            if isinstance(record, Record):
                try:
                    _, opened = _spread(record, fields)
                except ValueError:
                    continue
                for slot, cell in opened.items():
                    slots.setdefault(slot, Witness()).see(cell)
    else:
        slots = {slot: seen.columns[column] for column, slot in attributes.items()}
    for column, target in fields.items():
        if target in ("currency", "price"):
            usual.update(code for cell in seen.columns[column].sample if (code := currency(cell) or (cell.upper() if target == "currency" else "")))
    types = {slot: witness.type for slot, witness in slots.items()}
    if types.get(KIND, "words") not in ("words",):
        types[KIND] = "words"
    return types, usual.most_common(1)[0][0] if usual else DEFAULT_CURRENCY


def _spread(record: Record, fields: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Cell]]:
    cells: dict[str, str] = {}
    attributes: dict[str, Cell] = {}
    folded: Cell = ""
    for column, cell in record.cells.items():
        target = fields.get(column, "")
        if target == FOLDED:
            folded = cell
        elif target in TARGETS and target != KIND:
            cells[target] = first_picture(cell) if target == "image" else cell if isinstance(cell, str) else ", ".join(cell)
        elif target and cell:
            attributes[target] = cell
    for name, value in (unfolded(folded) if isinstance(folded, str) and folded else {}).items():
        slot = plain(name)
        if slot in TARGETS and slot != KIND and isinstance(value, str):
            cells[slot] = cells.get(slot) or value
        elif slot == "style" and not attributes.get(KIND) and isinstance(value, str):
            attributes[KIND] = value
        elif slot and not attributes.get(slot):
            attributes[slot] = value
    return cells, attributes


def first_picture(cell: Cell) -> str:
    """The first of several pictures."""
    return re.split(r"\s*[,;|]\s*(?=https?://)", cell)[0] if isinstance(cell, str) else cell[0] if cell else ""
