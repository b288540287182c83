"""One row of a shop's file as every reader gives it: cells by column, nested values opened."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retrieval.cells import clean

Cell = str | tuple[str, ...]  # words, or a list of them where the format has lists
DEEPEST = 3  # levels of nesting that become columns of their own; below, a value is written out
FOLDED = {"attributes", "specs", "specifications", "properties", "extra"}  # objects whose keys are attributes of their own
TELLING = ("name", "title", "label", "src", "url", "href", "value")  # keys that tell what an object in a list is
NAMES, VALUES = ("name", "key", "label", "attribute", "property"), ("value", "values", "content")  # keys of {"name": "Colour", "value": "red"}


@dataclass(frozen=True)
class Record:
    """`number` is the row as a person counts it in that file (a spreadsheet's header is 1), `file` its name where there are several."""

    number: int
    cells: Mapping[str, Cell]
    file: str = ""


@dataclass(frozen=True)
class Rejected:
    """What could not be taken, with the row as a person counts it."""

    row: int
    field: str
    reason: str


def opened(found: Mapping[str, Any]) -> dict[str, Cell]:
    """A JSON object or a row of a table as cells: scalars written out, lists of scalars kept, objects opened ("size": {"width": 3} is size_width 3).

    A list of named values, such as schema.org's additionalProperty, becomes one cell a name. What is empty is left out.
    """
    cells: dict[str, Cell] = {}
    _open(cells, "", found, 0)
    return cells


def _open(cells: dict[str, Cell], name: str, value: Any, depth: int) -> None:
    if isinstance(value, Mapping) and depth < DEEPEST:
        for key, each in value.items():
            inner = "" if not name and str(key).casefold() in FOLDED else f"{name}_{key}" if name else str(key)
            _open(cells, inner, each, depth + 1)
    elif isinstance(value, (list, tuple)) and value and all(_pair(each) for each in value):
        for each in value:
            key, said = _pair(each) or ("", "")
            _open(cells, key, said, depth + 1)
    elif not name:
        return
    elif isinstance(value, (list, tuple)):
        words = tuple(said for each in value if (said := _told(each)))
        if words:
            cells.setdefault(name, words)
    elif said := written(value):
        cells.setdefault(name, said)


def _told(value: Any) -> str:
    """One member of a list; of an object its name or address: {"id": 7, "src": "a.jpg"} is a.jpg."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in TELLING if isinstance(value.get(key), str)), value)
    return written(value)


def _pair(value: Any) -> tuple[str, Any] | None:
    """Name and value of {"name": ..., "value": ...}, None for anything else."""
    if not isinstance(value, Mapping) or len(value) > 4:
        return None
    name = next((value[key] for key in NAMES if isinstance(value.get(key), str)), "")
    key = next((key for key in VALUES if key in value), "")
    return (name, value[key]) if name and key else None


def written(value: Any) -> str:
    """A scalar as a shop would write it; "" for what is missing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {said}" for key, each in value.items() if (said := written(each)))
    if isinstance(value, (list, tuple)):
        return ", ".join(said for each in value if (said := written(each)))
    return clean(str(value))
