"""Reads a shop's file of products. Every row becomes an Item or is rejected with a reason; a file that cannot be read at all is BadInput."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import BadInput, NotFound
from retrieval.cells import CELL_LIMIT, amount, clean, currency, number, typed, unfolded
from retrieval.columns import KIND, TARGETS, fields_of, plain
from retrieval.item import Item, Value

FILE_LIMIT = 256 * 1024 * 1024  # bytes read into memory at once
DELIMITERS = ",;\t|"
NOT_TEXT = {
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PAR1": "a Parquet file",
}


@dataclass(frozen=True)
class Rejected:
    """What could not be taken. `row` is the row as a spreadsheet counts it: the header is 1."""

    row: int
    field: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """What a file gave: items, what was refused, and the row each item came from."""

    items: tuple[Item, ...]
    rejected: tuple[Rejected, ...]
    rows: Mapping[str, int]


class _Refused(Exception):
    """A row that cannot become an Item."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


@dataclass
class _Row:
    """One row on its way: cells by field, attribute cells by slot, where it came from."""

    number: int
    file: str
    cells: dict[str, str]
    attributes: dict[str, str | tuple[str, ...]]


def read_csv(path: Path, mapping: Mapping[str, str] | None = None) -> Reading:
    """Items and rejected rows of a CSV file, or of all CSV files of a folder. Raises BadInput, NotFound."""
    files = csv_files(path)
    rejected: list[Rejected] = []
    rows: list[_Row] = []
    for file in files:
        for row in _rows(file, mapping, named=len(files) > 1):
            rows.append(row) if isinstance(row, _Row) else rejected.append(row)
    attributes = _attributes(rows)
    items: dict[str, Item] = {}
    places: dict[str, int] = {}
    seen: Counter[str] = Counter()
    for row, found in zip(rows, attributes, strict=True):
        try:
            item = _item(row, found, seen)
            if item.id in items:
                raise _Refused("id", f"the id {item.id!r} was used by an earlier row")
            items[item.id] = item
            places[item.id] = row.number
        except _Refused as error:
            rejected.append(Rejected(row.number, error.field, row.file + str(error)))
    if not items and not rejected:
        raise BadInput(f"{path.name} has a header but no products under it")
    usual = Counter(item.currency for item in items.values() if item.currency).most_common(1)
    fallback = usual[0][0] if usual else "USD"
    priced = tuple(item if item.currency else replace(item, currency=fallback) for item in items.values())
    return Reading(priced, tuple(sorted(rejected, key=lambda each: each.row)), places)


def csv_files(path: Path) -> list[Path]:
    """The file itself, or the CSV files of a folder by name."""
    if path.is_dir():
        found = sorted(each for each in path.iterdir() if each.suffix.lower() == ".csv" and each.is_file())
        if not found:
            raise BadInput(f"the folder {path} holds no CSV file: name the product file itself")
        return found
    if not path.is_file():
        raise NotFound(f"there is no file {path}")
    return [path]


def _rows(path: Path, mapping: Mapping[str, str] | None, named: bool) -> Iterator[_Row | Rejected]:
    """Rows with their cells under field and slot names. Raises BadInput for a file that is no table of products."""
    text = _text(path)
    csv.field_size_limit(FILE_LIMIT)  # the limit of the csv module would end the file; ours rejects the row
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = next((row for row in reader if any(cell.strip() for cell in row)), [])
    if len(header) > 1 and any(number(cell) is not None for cell in header):
        raise BadInput(f"{path.name} has no header row: its first row must name the columns, such as id,title,price")
    fields = fields_of(header, mapping)
    if "title" not in fields.values():
        raise BadInput(f"{path.name} has the columns {', '.join(header)[:200]}, none of which names the products: call one title or give --map")
    file = f"{path.name}: " if named else ""
    for count, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            yield Rejected(count, "", f"{file}has {len(cells)} cells under {len(header)} columns")
            continue
        long = next((name for name, cell in zip(header, cells, strict=False) if len(cell) > CELL_LIMIT), None)
        if long is not None:
            yield Rejected(count, fields.get(long, plain(long)), f"{file}a cell is over {CELL_LIMIT // 1024} KB long")
            continue
        named_cells = {fields[name]: clean(cell) for name, cell in zip(header, cells, strict=False) if name in fields}
        own = {slot: cell for slot, cell in named_cells.items() if slot in TARGETS and slot != KIND}
        yield _Row(count, file, own, {slot: cell for slot, cell in named_cells.items() if slot not in own})


def _text(path: Path) -> str:
    """The file as text: UTF-8 (a BOM is dropped), UTF-16 with a BOM, else Windows-1252 or Latin-1."""
    size = path.stat().st_size
    if size == 0:
        raise BadInput(f"{path.name} is empty: a header row and one row a product are needed")
    if size > FILE_LIMIT:
        raise BadInput(f"{path.name} is {size // 2**20} MB, the limit is {FILE_LIMIT // 2**20}: split it into several files of one folder")
    data = path.read_bytes()
    kind = next((says for mark, says in NOT_TEXT.items() if data.startswith(mark)), None)
    if kind is not None:
        raise BadInput(f"{path.name} is {kind}, not a CSV file{': unpack it first' if 'archive' in kind else ''}")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[: CELL_LIMIT * 16]:
        raise BadInput(f"{path.name} is not text: a CSV file is needed")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _delimiter(text: str) -> str:
    header = re.sub(r'"[^"]*"', "", text.lstrip().split("\n", 1)[0])
    return max(DELIMITERS, key=header.count) if any(mark in header for mark in DELIMITERS) else ","


def _attributes(rows: list[_Row]) -> list[dict[str, Value]]:
    """Attributes of every row, typed by whole columns; a JSON column is unfolded first (a broken one rejects its row later)."""
    for row in rows:
        folded = row.cells.pop("attributes", "")
        try:
            opened = unfolded(folded) if folded else {}
        except ValueError as error:
            row.cells["attributes"] = str(error)
            continue
        for name, value in opened.items():
            slot = plain(name)
            if slot in TARGETS and slot != KIND and isinstance(value, str):
                row.cells[slot] = row.cells.get(slot) or value
            elif slot == "style" and not row.attributes.get(KIND) and isinstance(value, str):
                row.attributes[KIND] = value
            elif slot and not row.attributes.get(slot):
                row.attributes[slot] = value
    found: list[dict[str, Value]] = [{} for _ in rows]
    for slot in dict.fromkeys(slot for row in rows for slot in row.attributes):
        cells = [row.attributes.get(slot, "") for row in rows]
        words: list[Value | None]
        words = list(cells) if slot == KIND or any(isinstance(cell, tuple) for cell in cells) else typed([str(cell) for cell in cells])
        for row_attributes, value in zip(found, words, strict=True):
            if value not in (None, "", ()):
                row_attributes[slot] = value
    return found


def _item(row: _Row, attributes: dict[str, Value], seen: Counter[str]) -> Item:
    """One Item. Raises _Refused with the field that is wrong."""
    cells = row.cells
    if "attributes" in cells:
        raise _Refused("attributes", cells["attributes"])
    title = cells.get("title", "")
    if not title:
        raise _Refused("title", "has no title")
    price = _price(cells.get("price", ""))
    words = {name: cells.get(name, "") for name in ("description", "category", "brand", "color", "material", "audience", "size", "image", "url")}
    return Item(
        id=_id(cells, title, seen),
        title=title,
        price=price,
        currency=currency(cells.get("currency", "")) or cells.get("currency", "").upper() or currency(cells.get("price", "")),
        rating=_number(cells, "rating", highest=5.0),
        reviews=_whole(cells, "reviews"),
        stock=_whole(cells, "stock"),
        attributes=attributes,
        **words,
    )


def _id(cells: dict[str, str], title: str, seen: Counter[str]) -> str:
    """The shop's id; where the file has no id column, one made from the title."""
    if "id" in cells:
        if not cells["id"]:
            raise _Refused("id", "has no id")
        return cells["id"]
    slug = re.sub(r"[^0-9a-z]+", "-", title.casefold()).strip("-") or "item"
    seen[slug] += 1
    return slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"


def _price(text: str) -> float | None:
    if not text:
        return None
    if text.casefold() in ("nan", "inf", "-inf", "infinity", "none", "null", "n/a"):
        raise _Refused("price", f"{text!r} is not a price")
    try:
        return amount(text)
    except ValueError as error:
        raise _Refused("price", str(error)) from None


def _number(cells: dict[str, str], name: str, highest: float = float("inf")) -> float | None:
    text = cells.get(name, "")
    if not text:
        return None
    value = number(text.replace(",", "") if name != "rating" else text.replace(",", "."))
    if value is None or not 0 <= value <= highest:
        raise _Refused(name, f"{text[:40]!r} is not a number{' from 0 to 5' if highest == 5.0 else ' of 0 or more'}")
    return value


def _whole(cells: dict[str, str], name: str) -> int | None:
    value = _number(cells, name)
    return None if value is None else int(value)
