"""`ingest`: builds or refreshes a catalog from a product file and a folder of pictures."""

from __future__ import annotations

import argparse
import json
import re
import sys
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from core.errors import BadInput, NotFound
from core.progress import tell
from core.settings import Settings
from retrieval.catalog import home_of, read_generation
from retrieval.encoders import Encoders
from retrieval.generations import roll_back
from retrieval.importing import Products
from retrieval.ingest import IngestReport, Shelf, ingest
from retrieval.opening import STARTER, open_encoders
from retrieval.pictures import FolderPictures, PicturesOfProducts
from retrieval.progress import Shown
from retrieval.reading.arrow_records import TablePictures
from retrieval.web_pictures import WebPictures

SHOWN_REJECTED = 20  # rows named without --json


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit status 0 also where rows were rejected: they are reported, the rest is in the catalog."""
    if arguments.rollback:
        return rollback(arguments, settings)
    path: Path = arguments.path
    mapping = read_mapping(arguments.map) if arguments.map else None
    name = arguments.name or name_of(path)
    if name == STARTER:
        raise BadInput(f"{STARTER} is the catalog that comes with the program: choose another --name")
    products = Products(path, mapping)
    tell(products.layout.in_words())
    images = arguments.images or _images_beside(path)
    web = WebPictures(settings.home / "fetched") if arguments.fetch_images else None
    pictures = PicturesOfProducts(FolderPictures(images) if images else None, TablePictures(products.source.files), web)
    progress = Shown(f"ingesting {path.name}")
    shelf = Shelf(name, products, pictures, products.rows, products.rejected)
    with embedding(settings) as encoders:
        report = ingest(settings.catalogs, shelf, encoders, progress)
    if pictures.left_out:
        tell(f"{len(pictures.left_out)} pictures are addresses on the web and were left out: --fetch-images fetches them")
    if arguments.json:
        print(json.dumps(report.as_json()))
        return 0
    print(in_words(report))
    return 0


def embedding(settings: Settings) -> AbstractContextManager[Encoders]:
    """The encoders here, or on the workers of the Ray cluster that the settings name."""
    here = open_encoders(settings)
    if not settings.ray:
        return nullcontext(here)
    from retrieval.ray_encoders import spread

    return spread(partial(open_encoders, settings), settings.ray, settings.ray_workers)


def rollback(arguments: argparse.Namespace, settings: Settings) -> int:
    """Goes back to the generation before the current one. Raises NotFound, StorageError."""
    catalog = roll_back(home_of(settings.catalogs, arguments.name), read_generation)
    told = {"name": arguments.name, "generation": catalog.folder.name, "items": len(catalog.items)}
    print(json.dumps(told) if arguments.json else f"{arguments.name}: back to {catalog.folder.name} with {len(catalog.items)} products")
    return 0


def read_mapping(path: Path) -> dict[str, str]:
    """Column -> field, from a JSON file such as {"Artikel": "title", "Preis": "price", "intern": ""}. Raises BadInput, NotFound."""
    if not path.is_file():
        raise NotFound(f"there is no file {path}")
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadInput(f"{path.name} is not valid JSON ({error})") from None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise BadInput(f'{path.name} must map column names to field names, such as {{"Artikel": "title"}}')
    return {str(column): field for column, field in found.items()}


def name_of(path: Path) -> str:
    """A catalog's name from its file's."""
    return re.sub(r"[^0-9a-z._-]+", "-", path.resolve().stem.casefold()).strip("-._") or "catalog"


def _images_beside(path: Path) -> Path | None:
    """The folder `images` beside the file, where there is one."""
    beside = (path if path.is_dir() else path.parent) / "images"
    return beside if beside.is_dir() else None


def in_words(report: IngestReport) -> str:
    lines = [f"{report.name}: {report.items} products, {report.added} added, {report.changed} changed, {report.removed} removed, {report.seconds:.1f} s"]
    lines += [f"  row {each.row}: {each.field + ': ' if each.field else ''}{each.reason}" for each in report.rejected[:SHOWN_REJECTED]]
    if len(report.rejected) > SHOWN_REJECTED:
        lines.append(f"  and {len(report.rejected) - SHOWN_REJECTED} more; --json lists them all")
    if report.rejected:
        print(f"vitrine: {len(report.rejected)} cells or rows could not be taken", file=sys.stderr)
    return "\n".join(lines)
