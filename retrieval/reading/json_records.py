"""JSON: a list of products, an object that holds one, or one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.errors import BadInput
from retrieval.cells import CELL_LIMIT
from retrieval.reading.delimited import encoding_of
from retrieval.reading.record import Record, Rejected, opened

WHOLE_LIMIT = 256 * 1024 * 1024  # bytes of a JSON file, which has to be read at once; one object a line has no limit
LINE_LIMIT = 16 * 1024 * 1024  # characters of a line


def line_records(path: Path, named: str = "") -> Iterator[Record | Rejected]:
    """One JSON object a line (JSONL, NDJSON). A line that is none is rejected by itself."""
    with path.open(encoding=encoding_of(path), errors="replace") as lines:
        for count, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            if len(line) > LINE_LIMIT:
                yield Rejected(count, "", f"{named}the line is over {LINE_LIMIT // 2**20} MB long")
                continue
            try:
                found = json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                yield Rejected(count, "", f"{named}is not JSON ({str(error)[:80]})")
                continue
            yield object_record(count, found, named)


def whole(path: Path) -> Any:
    """The value of a JSON file. Raises BadInput where it is none, or too large to be read at once."""
    if path.stat().st_size > WHOLE_LIMIT:
        raise BadInput(f"{path.name} is over {WHOLE_LIMIT // 2**20} MB of JSON: write one object a line and name it .jsonl")
    try:
        return json.loads(path.read_text(encoding=encoding_of(path), errors="replace"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInput(f"{path.name} is not valid JSON ({str(error)[:80]})") from None


def list_records(path: Path, found: Any, named: str = "") -> Iterator[Record | Rejected]:
    """The products of a JSON value: of the list it is, or of the longest list of objects it holds (Shopify's {"products": [...]}). Raises BadInput."""
    products = found if isinstance(found, list) else _longest_list(found)
    if products is None:
        raise BadInput(f"{path.name} holds no list of products: a JSON list of objects is needed")
    for count, each in enumerate(products, start=1):
        yield object_record(count, each, named)


def _longest_list(found: Any) -> list[Any] | None:
    if not isinstance(found, Mapping):
        return None
    lists = [value for value in found.values() if isinstance(value, list) and any(isinstance(each, Mapping) for each in value)]
    inner = [held for value in found.values() if isinstance(value, Mapping) and (held := _longest_list(value)) is not None]
    return max((*lists, *inner), key=len, default=None)


def object_record(count: int, found: Any, named: str) -> Record | Rejected:
    """A record of one JSON object."""
    if not isinstance(found, Mapping):
        return Rejected(count, "", f"{named}is not a JSON object")
    cells = opened(found)
    long = next((name for name, cell in cells.items() if len(cell if isinstance(cell, str) else "".join(cell)) > CELL_LIMIT), None)
    if long is not None:
        return Rejected(count, long, f"{named}a value is over {CELL_LIMIT // 1024} KB long")
    return Record(count, cells, named)
