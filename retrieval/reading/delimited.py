"""Comma-, semicolon-, tab- or bar-separated files, read row by row in whatever encoding they are in."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from core.errors import BadInput
from retrieval.cells import CELL_LIMIT, clean, number
from retrieval.reading.record import Record, Rejected

DELIMITERS = ",;\t|"
LOOK = 1 << 20  # bytes read at once
LONGEST = 1 << 28  # characters of a cell; the csv module's own limit would end the file, ours rejects the row


def delimited_records(path: Path, named: str = "") -> Iterator[Record | Rejected]:
    """Rows under their header. Raises BadInput for a file that is no table of products; `named` is put before every reason."""
    csv.field_size_limit(LONGEST)
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as lines:
        delimiter = _delimiter(lines.read(LOOK))
        lines.seek(0)
        reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=delimiter)
        header = next((row for row in reader if any(cell.strip() for cell in row)), [])
        if len(header) > 1 and any(number(cell) is not None for cell in header):
            raise BadInput(f"{path.name} has no header row: its first row must name the columns, such as id,title,price")
        names = [clean(name) for name in header]
        for count, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield _record(count, cells, names, named)


def _record(count: int, cells: list[str], header: list[str], named: str) -> Record | Rejected:
    if any(cell.strip() for cell in cells[len(header) :]):
        return Rejected(count, "", f"{named}has {len(cells)} cells under {len(header)} columns")
    long = next((name for name, cell in zip(header, cells, strict=False) if len(cell) > CELL_LIMIT), None)
    if long is not None:
        return Rejected(count, long, f"{named}a cell is over {CELL_LIMIT // 1024} KB long")
    return Record(count, {name: clean(cell) for name, cell in zip(header, cells, strict=False) if name}, named)


def encoding_of(path: Path) -> str:
    """UTF-8 (a byte order mark is dropped), UTF-16 with a mark, else Windows-1252 or Latin-1; the whole file is looked through, not held."""
    with path.open("rb") as file:
        start = file.read(3)
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        for encoding in ("utf-8-sig", "cp1252"):
            file.seek(0)
            decoder = codecs.getincrementaldecoder(encoding)()
            try:
                while block := file.read(LOOK):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    return "latin-1"


def _delimiter(text: str) -> str:
    header = re.sub(r'"[^"]*"', "", text.lstrip("\ufeff \r\n").split("\n", 1)[0])
    return max(DELIMITERS, key=header.count) if any(mark in header for mark in DELIMITERS) else ","
