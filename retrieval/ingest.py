"""Builds a catalog's next generation from items and pictures. What has not changed is not embedded again."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np

from core.errors import BadInput, NotFound, StorageError
from retrieval.catalog import Catalog, Stored, checked_name, list_catalogs, locked, new_generation, open_catalog, write_generation
from retrieval.documents import passage, search_words
from retrieval.encoders import Encoders
from retrieval.importing import Rejected
from retrieval.item import Item
from retrieval.meanings import write_meanings
from retrieval.pictures import Pictures, thumbnail
from retrieval.store import PICTURE, TEXT, build_store, open_store

BATCH = 32  # texts or pictures embedded between two progress reports

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, how many there are


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Shelf:
    """What is to be a catalog: its items, where their pictures are, which row each came from and what was refused on the way."""

    name: str
    items: Sequence[Item]
    pictures: Pictures
    rows: Mapping[str, int] = field(default_factory=dict)
    rejected: Sequence[Rejected] = ()


@dataclass(frozen=True)
class IngestReport:
    """What an ingest did; as a dict it is the answer of `launch.py ingest --json`."""

    name: str
    items: int
    added: int
    changed: int
    removed: int
    rejected: tuple[Rejected, ...]
    seconds: float

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def ingest(catalogs: Path, shelf: Shelf, encoders: Encoders, progress: Progress = silent) -> IngestReport:
    """Builds or refreshes `shelf.name`. A second run over the same content writes nothing; a changed row embeds only itself.

    Raises BadInput for a name that cannot be or for no items at all, StorageError where the disk refuses; the old generation then stays.
    """
    began = time.perf_counter()
    home = catalogs / checked_name(shelf.name)
    if not shelf.items:
        raise BadInput(f"no row of {shelf.name} can be taken: {shelf.rejected[0].reason if shelf.rejected else 'there are none'}")
    with locked(home):
        old = _old(catalogs, shelf.name)
        planned = [_planned(item, shelf.pictures) for item in shelf.items]
        before = {each.item.id: each.row for each in old.stored} if old else {}
        now = {each.item.id: each.row for each in planned}
        names = (encoders.text.name, encoders.image.name)
        if old and old.encoders == names and list(before.items()) == list(now.items()):
            stored = list(old.stored)
        else:
            with new_generation(home) as folder:
                stored = _build(folder, shelf, planned, old if old and old.encoders == names else None, encoders, progress)
    refused = [_without_picture(each, shelf) for each in stored if each.refused]
    changed = sum(1 for id in now.keys() & before.keys() if now[id] != before[id])
    return IngestReport(
        name=shelf.name,
        items=len(stored),
        added=len(now.keys() - before.keys()),
        changed=changed,
        removed=len(before.keys() - now.keys()),
        rejected=tuple(sorted([*shelf.rejected, *refused], key=lambda each: each.row)),
        seconds=round(time.perf_counter() - began, 3),
    )


def _without_picture(each: Stored, shelf: Shelf) -> Rejected:
    return Rejected(shelf.rows.get(each.item.id, 0), "image", f"{each.refused}: {each.item.id} is kept without a picture")


def _old(catalogs: Path, name: str) -> Catalog | None:
    """The current generation; a damaged one is built anew, as if there were none."""
    if name not in list_catalogs(catalogs):
        return None
    try:
        return open_catalog(catalogs, name)
    except StorageError:
        return None


def _planned(item: Item, pictures: Pictures) -> Stored:
    """The item with its digests, before anything is embedded."""
    refused = picture = ""
    try:
        picture = pictures.fingerprint(item)
    except (BadInput, NotFound) as error:
        refused = str(error)
    row = _digest(json.dumps([asdict(item), picture, refused], sort_keys=True))
    return Stored(item, row, _digest(passage(item) + "\0" + search_words(item)), picture, refused)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()[:32]


def _build(folder: Path, shelf: Shelf, planned: Sequence[Stored], old: Catalog | None, encoders: Encoders, progress: Progress) -> list[Stored]:
    """Writes a whole generation into `folder`; `old` lends what has not changed."""
    text = _text_vectors(planned, old, encoders, progress)
    (folder / "pictures").mkdir()
    stored, pictures = _picture_vectors(folder, shelf, planned, old, encoders, progress)
    items = [each.item for each in stored]
    (folder / "table").mkdir()
    build_store(folder / "table", items, [search_words(item) for item in items], text, pictures)
    write_meanings(folder, items, text, encoders, old.folder if old else None)
    write_generation(folder, shelf.name, items[0].currency, (encoders.text.name, encoders.image.name), stored)
    return stored


def _text_vectors(planned: Sequence[Stored], old: Catalog | None, encoders: Encoders, progress: Progress) -> np.ndarray:
    """(items, text_dim): from the old generation where the text is the same, else embedded."""
    known = {each.text: row for row, each in enumerate(old.stored)} if old else {}
    found = np.zeros((len(planned), encoders.text.dim), np.float32)
    kept = [place for place, each in enumerate(planned) if each.text in known]
    if old and kept:
        found[kept] = open_store(old.folder / "table").vectors(TEXT, [known[planned[place].text] for place in kept])
    fresh = [place for place, each in enumerate(planned) if each.text not in known]
    for first in range(0, len(fresh), BATCH):
        progress("texts", first, len(fresh))
        places = fresh[first : first + BATCH]
        found[places] = encoders.text.encode([passage(planned[place].item) for place in places])
    return found


def _picture_vectors(
    folder: Path, shelf: Shelf, planned: Sequence[Stored], old: Catalog | None, encoders: Encoders, progress: Progress
) -> tuple[list[Stored], np.ndarray]:
    """The items with the names of their thumbnails, and (items, image_dim): kept or embedded; zeros where there is no picture."""
    stored = [replace(each, item=replace(each.item, image="")) for each in planned]
    found = np.zeros((len(planned), encoders.image.dim), np.float32)
    known = {each.picture: row for row, each in enumerate(old.stored) if each.item.image} if old else {}
    kept = [place for place, each in enumerate(planned) if each.picture in known]
    if old and kept:
        found[kept] = open_store(old.folder / "table").vectors(PICTURE, [known[planned[place].picture] for place in kept])
        for place in kept:
            name = old.stored[known[planned[place].picture]].item.image
            shutil.copyfile(old.folder / "pictures" / name, folder / "pictures" / name)
            stored[place] = replace(stored[place], item=replace(stored[place].item, image=name))
    fresh = [place for place, each in enumerate(planned) if each.picture and each.picture not in known]
    for first in range(0, len(fresh), BATCH):
        progress("pictures", first, len(fresh))
        images, shown = [], []
        for place in fresh[first : first + BATCH]:
            try:
                image, encoded, suffix = thumbnail(shelf.pictures.read(planned[place].item))
            except (BadInput, NotFound) as error:
                stored[place] = replace(stored[place], refused=str(error))
                continue
            name = planned[place].picture + suffix
            (folder / "pictures" / name).write_bytes(encoded)
            stored[place] = replace(stored[place], item=replace(stored[place].item, image=name))
            images.append(image)
            shown.append(place)
        if images:
            found[shown] = encoders.image.encode(images)[0]
    return stored, found
