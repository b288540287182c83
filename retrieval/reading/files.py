"""Which files a path means, and which reader reads each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from core.errors import BadInput, NotFound
from retrieval.reading.arrow_records import arrow_records, dataset_files
from retrieval.reading.delimited import delimited_records
from retrieval.reading.exports import tidied
from retrieval.reading.json_records import line_records, list_records, whole
from retrieval.reading.merchant import feed_records, is_feed, product_of_feed
from retrieval.reading.product_ld import is_product_ld, of_page, product_records
from retrieval.reading.record import Record, Rejected

DELIMITED, LINES, JSON, ARROW = (".csv", ".tsv", ".tab", ".txt"), (".jsonl", ".ndjson"), (".json", ".jsonld"), (".parquet", ".arrow", ".feather")
PAGE, FEED = (".html", ".htm"), (".xml", ".rss", ".atom")
READ = (*DELIMITED[:3], *LINES, *JSON, *ARROW, *PAGE, *FEED)  # in a folder; .txt only by its own name
NOT_TEXT = {
    b"PK\x03\x04": "a zip archive: unpack it first",
    b"\x1f\x8b": "a gzip archive: unpack it first",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office document: save it as CSV",
}
LOOK = 4096  # bytes that show what a file is
FIRST = 20  # rows that show what a table is
OWN_FILES = ("dataset_info.json", "state.json", "dataset_dict.json")  # of a saved dataset; they hold no products


@dataclass(frozen=True)
class Source:
    """A shop's files, in reading order; read from the start every time `records` is called."""

    path: Path
    files: tuple[Path, ...]

    def records(self) -> Iterator[Record | Rejected]:
        """Every row of every file. Raises BadInput for a file that cannot be read at all."""
        for file in self.files:
            yield from tidied(_records(file, f"{file.name}: " if len(self.files) > 1 else ""))


def open_source(path: Path) -> Source:
    """The file itself; of a folder the tables that `datasets` saved there, else its product files by name. Raises BadInput, NotFound."""
    if not path.exists():
        raise NotFound(f"there is no file {path}")
    if path.is_dir():
        found = dataset_files(path) or sorted(each for each in path.iterdir() if each.is_file() and each.suffix.lower() in READ and each.name not in OWN_FILES)
        if not found:
            raise BadInput(f"the folder {path} holds no product file ({', '.join(READ)}): name the file itself")
        return Source(path, tuple(found))
    return Source(path, (path,))


def _records(path: Path, named: str) -> Iterator[Record | Rejected]:
    suffix = path.suffix.lower()
    if not path.is_file():
        raise NotFound(f"there is no file {path}")
    if path.stat().st_size == 0:
        raise BadInput(f"{path.name} is empty: a header row and one row a product are needed")
    with path.open("rb") as file:
        start = file.read(LOOK)
    if start.startswith(b"PK") and b"xl/" in start:
        raise BadInput(f"{path.name} is an Excel workbook: save it as CSV")
    if not start.strip(b"\xef\xbb\xbf \t\r\n") and path.stat().st_size <= LOOK:
        raise BadInput(f"{path.name} holds nothing but white space: a header row and one row a product are needed")
    kind = next((says for mark, says in NOT_TEXT.items() if start.startswith(mark)), None)
    if kind is not None:
        raise BadInput(f"{path.name} is no product file, it is {kind}")
    if start.startswith((b"PAR1", b"ARROW1")) or suffix in ARROW:
        return arrow_records(path, named)
    if b"\0" in start and start[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise BadInput(f"{path.name} is not text: a table of products is needed")
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix in FEED or head.startswith((b"<?xml", b"<rss", b"<feed")):
        return feed_records(path, named)
    if suffix in PAGE or head[:15].lower().startswith((b"<!doctype html", b"<html")):
        return product_records(of_page(path), named)
    if suffix in LINES:
        return line_records(path, named)
    if suffix in JSON:
        found = whole(path)
        return product_records(found, named) if is_product_ld(found) else list_records(path, found, named)
    return _table(path, named)


def _table(path: Path, named: str) -> Iterator[Record | Rejected]:
    """Rows of a delimited file; those of a Merchant feed under our names."""
    rows = delimited_records(path, named)
    first = list(islice(rows, FIRST))
    feed = any(isinstance(each, Record) and is_feed(set(each.cells)) for each in first)
    for each in chain(first, rows):
        yield (
            Record(each.number, product_of_feed({_of_feed(name): cell for name, cell in each.cells.items()}), named)
            if feed and isinstance(each, Record)
            else each
        )


def _of_feed(column: str) -> str:
    return column.removeprefix("g:").strip().casefold().replace(" ", "_")
