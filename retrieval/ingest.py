"""Builds a catalog's next generation from items and pictures. What has not changed is not embedded again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import islice
from operator import eq
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
from retrieval.kept import Kept, open_kept
from retrieval.learned_file import write_learned
from retrieval.learning import Learner
from retrieval.meanings import Middles, write_meanings
from retrieval.pictures import Pictures, thumbnail
from retrieval.planning import Plan, Planned
from retrieval.stores.local import build_store
from retrieval.stores.protocol import PICTURE, TEXT, Batch
from retrieval.tuning.learning import learn
from retrieval.tuning.pairs import Pairs, Seen, look

CHUNK = 1024  # items in memory at once; their texts are embedded together, so that the encoder can put like lengths side by side
BATCH = 32  # pictures opened at once

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, how many there are


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Shelf:
    """What is to be a catalog: its items, where their pictures are, which row each came from and what was refused on the way.

    `items` is gone through twice, to plan and to build, and need not be in memory; `rows` and `rejected` may fill on the way.
    Where the pictures are `drawn` nothing is learned from them: it would be true of drawings, and photos are what is shown to a shop.
    """

    name: str
    items: Iterable[Item]
    pictures: Pictures
    rows: Mapping[str, int] = field(default_factory=dict)
    rejected: Sequence[Rejected] = ()
    drawn: bool = False


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
            plan.add(item, shelf.pictures)
            if len(plan) % CHUNK == 0:
                progress("reading", len(plan), 0)
        if not len(plan):
            raise BadInput(f"no row of {shelf.name} can be taken: {shelf.rejected[0].reason if shelf.rejected else 'there are none'}")
        found = _old(catalogs, shelf.name)
        before = {each.item.id: bytes.fromhex(each.row) for each in found.items.stored()} if found else {}
        names = (encoders.text.name, encoders.image.name)
        if found and found.encoders == names and len(before) == len(plan) and all(map(eq, before.items(), plan.rows())):
            refused = [Stored(item, "", "", refused=each.refused) for item, each in zip(found.items, found.items.stored(), strict=True) if each.refused]
        else:
            with new_generation(home, found.folder if found else _whole(home)) as folder:
                old = open_kept(found) if found and found.encoders == names else None
                refused = Building(folder, shelf, plan, old, encoders, progress).run()
    kept, changed = _compared(before, plan)
    return IngestReport(
        name=shelf.name,
        items=len(plan),
        added=len(plan) - kept,
        changed=changed,
        removed=len(before) - kept,
        rejected=tuple(sorted([*shelf.rejected, *(_without_picture(each, shelf) for each in refused)], key=lambda each: each.row)),
        seconds=round(time.perf_counter() - began, 3),
    )


def _compared(before: Mapping[str, bytes], plan: Plan) -> tuple[int, int]:
    """How many items were there before, and how many of these have changed."""
    kept = changed = 0
    for id, row in plan.rows():
        if id in before:
            kept += 1
            changed += before[id] != row
    return kept, changed


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


class Building:
    """Writes a whole generation into a folder, some items at a time."""

    def __init__(self, folder: Path, shelf: Shelf, plan: Plan, old: Kept | None, encoders: Encoders, progress: Progress) -> None:
        self._folder = folder
        self._shelf = shelf
        self._plan = plan
        self._old = old
        self._encoders = encoders
        self._progress = progress
        self._learner = Learner()
        self._middles = Middles(plan.names, encoders.text.dim)
        self._pairs = Pairs()
        self._refused: list[Stored] = []

    def run(self) -> list[Stored]:
        """The items whose picture could not be taken. Raises StorageError where the items are no longer those that were planned."""
        (self._folder / "pictures").mkdir()
        dims = (self._encoders.text.dim, self._encoders.image.dim)
        with ItemWriter(self._folder) as writer:
            try:
                build_store(self._folder, self._plan.columns.columns(), dims, self._batches(writer))
            except RuntimeError as error:  # what LanceDB makes of a full disk
                raise StorageError(
                    f"cannot write the table of the catalog {self._shelf.name}: is the disk full? ({str(error).splitlines()[0][:120]})"
                ) from None
        write_learned(self._folder, self._learner.learned())
        write_meanings(self._folder, self._middles, self._encoders, self._old.folder if self._old else None)
        learn(self._folder, self._pairs)
        names = (self._encoders.text.name, self._encoders.image.name)
        write_manifest(self._folder, self._shelf.name, self._plan.currency, names, len(self._plan))
        return self._refused

    def _batches(self, writer: ItemWriter) -> Iterator[Batch]:
        done = 0
        items = iter(self._shelf.items)
        while chunk := list(islice(items, CHUNK)):
            planned = self._plan.between(done, done + len(chunk))
            if [item.id for item in chunk] != [each.id for each in planned]:
                raise StorageError(f"the products of {self._shelf.name} changed while they were read: ingest them again")
            self._progress("products", done, len(self._plan))
            text = self._text_vectors(chunk, planned)
            stored, pictures = self._picture_vectors(chunk, planned, done)
            self._middles.add(chunk, text)
            for each in stored:
                writer.write(each)
                self._learner.see(each.item)
            self._refused += [each for each in stored if each.refused]
            yield Batch([each.item for each in stored], [search_words(item) for item in chunk], text, pictures)
            done += len(chunk)
        if done != len(self._plan):
            raise StorageError(f"the products of {self._shelf.name} changed while they were read: ingest them again")

    def _text_vectors(self, items: Sequence[Item], planned: Sequence[Planned]) -> np.ndarray:
        """(items, text_dim): from the old generation where the text is the same, else embedded, a text that several items share once."""
        found = np.zeros((len(items), self._encoders.text.dim), np.float32)
        fresh = set(range(len(items))) - self._kept_vectors(TEXT, [each.text for each in planned], found)
        places = _alike([planned[place].text for place in sorted(fresh)], sorted(fresh))
        if places:
            vectors = self._encoders.text.encode([passage(items[same[0]]) for same in places])
            for vector, same in zip(vectors, places, strict=True):
                found[same] = vector
        return found

    def _picture_vectors(self, items: Sequence[Item], planned: Sequence[Planned], first_row: int) -> tuple[list[Stored], np.ndarray]:
        """The items with the names of their thumbnails, and (items, image_dim): kept or embedded; zeros where there is no picture."""
        stored = [Stored(replace(item, image=""), each.row, each.text, each.picture, each.refused) for item, each in zip(items, planned, strict=True)]
        found = np.zeros((len(items), self._encoders.image.dim), np.float32)
        digests = [each.picture for each in planned]
        kept = self._kept_vectors(PICTURE, digests, found)
        for place in sorted(kept):
            if self._old is None or not (name := self._old.take_picture(digests[place], self._folder / "pictures")):
                kept.discard(place)
                continue
            stored[place] = replace(stored[place], item=replace(stored[place].item, image=name))
            if (seen := self._old.seen.get(digests[place])) is not None:
                self._sample(items[place], first_row + place, digests[place], partial(_itself, seen))
        fresh = [place for place, each in enumerate(digests) if each and place not in kept]
        places = _alike([digests[place] for place in fresh], fresh)
        for first in range(0, len(places), BATCH):
            images, shown = [], []
            for same in places[first : first + BATCH]:
                try:
                    image, encoded, suffix = thumbnail(self._shelf.pictures.read(items[same[0]]))
                except (BadInput, NotFound) as error:
                    for place in same:
                        stored[place] = replace(stored[place], refused=str(error))
                    continue
                name = digests[same[0]] + suffix
                (self._folder / "pictures" / name).write_bytes(encoded)
                for place in same:
                    stored[place] = replace(stored[place], item=replace(stored[place].item, image=name))
                images.append(framed(image))
                shown.append(same)
            vectors, classes = self._encoders.image.encode(images) if images else ((), ())
            for image, vector, probabilities, same in zip(images, vectors, classes, shown, strict=True):
                found[same] = vector
                self._sample(items[same[0]], first_row + same[0], digests[same[0]], partial(look, image, probabilities))
        return stored, found

    def _sample(self, item: Item, row: int, digest: str, seen: Callable[[], Seen]) -> None:
        """Offers a photo to those that are learned from; it is looked at only where it is wanted."""
        if not self._shelf.drawn and self._pairs.wants(digest):
            self._pairs.add(item, row, digest, seen())

    def _kept_vectors(self, column: str, digests: Sequence[str], found: np.ndarray) -> set[int]:
        """Fills in the rows of `found` whose vectors the old generation has, and says which."""
        rows = {place: row for place, each in enumerate(digests) if self._old and (row := self._old.row(column, each)) is not None}
        if not self._old or not rows:
            return set()
        vectors = self._old.vectors(column, list(rows.values()))
        whole = np.abs(np.linalg.norm(vectors, axis=1) - 1) < 1e-3  # what a damaged table gives is embedded again
        places = np.array(list(rows))[whole]
        found[places] = vectors[whole]
        return {int(place) for place in places}


def _itself(seen: Seen) -> Seen:
    return seen


def _alike(digests: Sequence[str], places: Sequence[int]) -> list[list[int]]:
    """The places that share a digest, in the order of their first."""
    found: dict[str, list[int]] = {}
    for digest, place in zip(digests, places, strict=True):
        found.setdefault(digest, []).append(place)
    return list(found.values())
