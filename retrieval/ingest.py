"""Builds a catalog's next generation from items and pictures. What has not changed is not embedded again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from core.errors import BadInput, NotFound, StorageError
from retrieval.catalog import Catalog, checked_name, list_catalogs, read_generation, write_manifest
from retrieval.documents import passage, search_words
from retrieval.encoders import Encoders
from retrieval.framing import framed
from retrieval.generations import current, first_readable, locked, new_generation
from retrieval.importing import Rejected
from retrieval.item import Item
from retrieval.item_file import ItemWriter, Stored
from retrieval.meanings import Middles, write_meanings
from retrieval.pictures import Pictures, thumbnail
from retrieval.planning import Plan, Planned
from retrieval.stores.lance import open_table
from retrieval.stores.local import FOLDER, build_store
from retrieval.stores.protocol import PICTURE, TEXT, Batch
from retrieval.tuning.learning import learn
from retrieval.tuning.pairs import Pairs, Seen, look, read_seen

CHUNK = 1024  # items in memory at once; their texts are embedded together, so that the encoder can put like lengths side by side
BATCH = 32  # pictures opened at once

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, how many there are


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Shelf:
    """What is to be a catalog: its items, where their pictures are, which row each came from and what was refused on the way.

    `items` is gone through twice, to plan and to build, and need not be in memory; `rows` and `rejected` may fill on the way.
    """

    name: str
    items: Iterable[Item]
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
    with locked(home):
        plan = Plan()
        for item in shelf.items:
            if len(plan.planned) % CHUNK == CHUNK - 1:
                progress("reading", len(plan.planned), 0)
            plan.add(item, shelf.pictures)
        if not plan.planned:
            raise BadInput(f"no row of {shelf.name} can be taken: {shelf.rejected[0].reason if shelf.rejected else 'there are none'}")
        found = _old(catalogs, shelf.name)
        before = {each.item.id: each.row for each in found.items.stored()} if found else {}
        now = plan.rows
        names = (encoders.text.name, encoders.image.name)
        if found and found.encoders == names and list(before.items()) == list(now.items()):
            refused = [Stored(item, "", "", refused=each.refused) for item, each in zip(found.items, found.items.stored(), strict=True) if each.refused]
        else:
            with new_generation(home, found.folder if found else _whole(home)) as folder:
                old = Kept(found) if found and found.encoders == names else None
                refused = Building(folder, shelf, plan, old, encoders, progress).run()
    changed = sum(1 for id in now.keys() & before.keys() if now[id] != before[id])
    return IngestReport(
        name=shelf.name,
        items=len(plan.planned),
        added=len(now.keys() - before.keys()),
        changed=changed,
        removed=len(before.keys() - now.keys()),
        rejected=tuple(sorted([*shelf.rejected, *(_without_picture(each, shelf) for each in refused)], key=lambda each: each.row)),
        seconds=round(time.perf_counter() - began, 3),
    )


def _without_picture(each: Stored, shelf: Shelf) -> Rejected:
    return Rejected(shelf.rows.get(each.item.id, 0), "image", f"{each.refused}: {each.item.id} is kept without a picture")


def _old(catalogs: Path, name: str) -> Catalog | None:
    """The current generation; a damaged one is built anew, as if there were none."""
    if name not in list_catalogs(catalogs):
        return None
    try:
        return read_generation(current(catalogs / name))
    except StorageError:
        return None


def _whole(home: Path) -> Path | None:
    """The generation that is served in place of a damaged one."""
    try:
        return first_readable(home, read_generation).folder
    except StorageError:
        return None


class Kept:
    """What an older generation lends: the vectors of texts and pictures that have not changed."""

    def __init__(self, catalog: Catalog) -> None:
        self.folder = catalog.folder
        self._table = open_table(catalog.folder / FOLDER)
        self.seen = read_seen(catalog.folder)
        self.texts: dict[str, int] = {}
        self.pictures: dict[str, tuple[int, str]] = {}
        for row, each in enumerate(catalog.items.stored()):
            self.texts[each.text] = row
            if each.item.image:
                self.pictures[each.picture] = row, each.item.image

    def vectors(self, column: str, rows: Sequence[int]) -> np.ndarray:
        return self._table.at(column, rows)


class Building:
    """Writes a whole generation into a folder, some items at a time."""

    def __init__(self, folder: Path, shelf: Shelf, plan: Plan, old: Kept | None, encoders: Encoders, progress: Progress) -> None:
        self._folder = folder
        self._shelf = shelf
        self._plan = plan
        self._old = old
        self._encoders = encoders
        self._progress = progress
        self._middles = Middles(plan.names, encoders.text.dim)
        self._pairs = Pairs()
        self._refused: list[Stored] = []

    def run(self) -> list[Stored]:
        """The items whose picture could not be taken. Raises StorageError where the items are no longer those that were planned."""
        (self._folder / "pictures").mkdir()
        dims = (self._encoders.text.dim, self._encoders.image.dim)
        with ItemWriter(self._folder) as writer:
            build_store(self._folder, self._plan.columns.columns(), dims, self._batches(writer))
        write_meanings(self._folder, self._middles, self._encoders, self._old.folder if self._old else None)
        learn(self._folder, self._pairs)
        names = (self._encoders.text.name, self._encoders.image.name)
        write_manifest(self._folder, self._shelf.name, self._plan.currency, names, len(self._plan.planned))
        return self._refused

    def _batches(self, writer: ItemWriter) -> Iterator[Batch]:
        done = 0
        items = iter(self._shelf.items)
        while chunk := list(islice(items, CHUNK)):
            planned = self._plan.planned[done : done + len(chunk)]
            if [item.id for item in chunk] != [each.id for each in planned]:
                raise StorageError(f"the products of {self._shelf.name} changed while they were read: ingest them again")
            self._progress("products", done, len(self._plan.planned))
            text = self._text_vectors(chunk, planned)
            stored, pictures = self._picture_vectors(chunk, planned, done)
            self._middles.add(chunk, text)
            for each in stored:
                writer.write(each)
            self._refused += [each for each in stored if each.refused]
            yield Batch([each.item for each in stored], [search_words(item) for item in chunk], text, pictures)
            done += len(chunk)
        if done != len(self._plan.planned):
            raise StorageError(f"the products of {self._shelf.name} changed while they were read: ingest them again")

    def _text_vectors(self, items: Sequence[Item], planned: Sequence[Planned]) -> np.ndarray:
        """(items, text_dim): from the old generation where the text is the same, else embedded."""
        known = self._old.texts if self._old else {}
        found = np.zeros((len(items), self._encoders.text.dim), np.float32)
        kept = [place for place, each in enumerate(planned) if each.text in known]
        if self._old and kept:
            found[kept] = self._old.vectors(TEXT, [known[planned[place].text] for place in kept])
        fresh = [place for place, each in enumerate(planned) if each.text not in known]
        if fresh:
            found[fresh] = self._encoders.text.encode([passage(items[place]) for place in fresh])
        return found

    def _picture_vectors(self, items: Sequence[Item], planned: Sequence[Planned], first_row: int) -> tuple[list[Stored], np.ndarray]:
        """The items with the names of their thumbnails, and (items, image_dim): kept or embedded; zeros where there is no picture."""
        stored = [Stored(replace(item, image=""), each.row, each.text, each.picture, each.refused) for item, each in zip(items, planned, strict=True)]
        found = np.zeros((len(items), self._encoders.image.dim), np.float32)
        known, seen = (self._old.pictures, self._old.seen) if self._old else ({}, {})
        kept = [place for place, each in enumerate(planned) if each.picture in known]
        if self._old and kept:
            found[kept] = self._old.vectors(PICTURE, [known[planned[place].picture][0] for place in kept])
            for place in kept:
                name = known[planned[place].picture][1]
                shutil.copyfile(self._old.folder / "pictures" / name, self._folder / "pictures" / name)
                stored[place] = replace(stored[place], item=replace(stored[place].item, image=name))
                if planned[place].picture in seen:
                    self._sample(items[place], first_row + place, planned[place].picture, partial(seen.__getitem__, planned[place].picture))
        fresh = [place for place, each in enumerate(planned) if each.picture and each.picture not in known]
        for first in range(0, len(fresh), BATCH):
            images, shown = [], []
            for place in fresh[first : first + BATCH]:
                try:
                    image, encoded, suffix = thumbnail(self._shelf.pictures.read(items[place]))
                except (BadInput, NotFound) as error:
                    stored[place] = replace(stored[place], refused=str(error))
                    continue
                name = planned[place].picture + suffix
                (self._folder / "pictures" / name).write_bytes(encoded)
                stored[place] = replace(stored[place], item=replace(stored[place].item, image=name))
                images.append(framed(image))
                shown.append(place)
            if images:
                found[shown], classes = self._encoders.image.encode(images)
                for place, image, probabilities in zip(shown, images, classes, strict=True):
                    self._sample(items[place], first_row + place, planned[place].picture, partial(look, image, probabilities))
        return stored, found

    def _sample(self, item: Item, row: int, digest: str, seen: Callable[[], Seen]) -> None:
        """Offers a photo to those that are learned from; it is looked at only where it is wanted."""
        if self._pairs.wants(digest):
            self._pairs.add(item, row, digest, seen())
