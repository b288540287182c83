"""A catalog and its home on disk: generations beside each other, and one small file that says which is current.

catalogs/NAME/CURRENT                 the name of the current generation, replaced in one step
catalogs/NAME/LOCK                    held by the one ingest that may write
catalogs/NAME/g-000001/items.jsonl    one item a line with its digests        offsets.npy     where each line begins
catalogs/NAME/g-000001/manifest.json  name, currency, encoders
catalogs/NAME/g-000001/table/         the store        pictures/   thumbnails        meanings.npz   text vectors for photos
catalogs/NAME/g-000001/learned.*      what opening has to know of all items
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.errors import BadInput, NotFound, StorageError
from core.lock import held
from core.progress import tell
from retrieval.chosen import RowsById
from retrieval.item_file import ItemFile
from retrieval.learned_file import read_learned
from retrieval.learning import Learned, learn

FORMAT = 3  # of the folder; a catalog of another format is built again
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.IGNORECASE)
KEPT = 2  # generations: the current one and the one before, which open readers may still use


@dataclass(frozen=True, eq=False)
class Catalog:
    """One generation of a catalog, read only. `encoders` are the names of the encoders its vectors come from."""

    name: str
    folder: Path
    currency: str
    encoders: tuple[str, str]
    items: ItemFile

    @cached_property
    def learned(self) -> Learned:
        """What was learned of the items at ingest; of a generation that keeps nothing of it, by going through them now."""
        found = read_learned(self.folder)
        return found if found and found.count == len(self.items) else learn(self.items)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Id -> place in `items`, which is its row in the store."""
        return RowsById(self.items, self.learned.ids)

    def picture(self, id: str) -> Path | None:
        """The thumbnail of an item, None where it has none. Raises NotFound for an unknown id."""
        if id not in self.rows:
            raise NotFound(f"the catalog {self.name} has no item {id!r}")
        image = self.items[self.rows[id]].image
        return self.folder / "pictures" / image if image else None


def list_catalogs(catalogs: Path) -> list[str]:
    """Names of the catalogs that are complete."""
    return sorted(each.parent.name for each in catalogs.glob("*/CURRENT")) if catalogs.is_dir() else []


def checked_name(name: str) -> str:
    """The name itself, fit to be a folder. Raises BadInput."""
    if not NAME.fullmatch(name):
        raise BadInput(f"{name!r} cannot name a catalog: use up to 64 letters, digits, points, dashes or underscores")
    return name


def open_catalog(catalogs: Path, name: str) -> Catalog:
    """The current generation. Raises NotFound naming the catalogs that exist, StorageError for a damaged one."""
    known = list_catalogs(catalogs)
    if not NAME.fullmatch(name) or name not in known:
        raise NotFound(f"there is no catalog {name!r}: {'choose one of ' + ', '.join(known) if known else 'none has been ingested yet'}")
    generation = (catalogs / name / "CURRENT").read_text(encoding="utf-8").strip()
    return read_generation(catalogs / name / generation)


def read_generation(folder: Path) -> Catalog:
    """A generation's items. Raises StorageError where a file is missing or damaged."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise ValueError(f"format {manifest['format']}, this program reads {FORMAT}")
        items = ItemFile(folder)
        if len(items) != manifest["items"]:
            raise ValueError(f"{len(items)} items of {manifest['items']}")
        return Catalog(manifest["name"], folder, manifest["currency"], (manifest["encoders"][0], manifest["encoders"][1]), items)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(f"the catalog {folder.parent.name} is damaged ({str(error)[:120]}): ingest it again") from None


def write_manifest(folder: Path, name: str, currency: str, encoders: tuple[str, str], items: int) -> None:
    """What makes a folder with items a generation."""
    manifest = {"format": FORMAT, "name": name, "currency": currency, "encoders": list(encoders), "items": items}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Holds the catalog's lock; a second ingest says so and waits. Raises StorageError where the disk refuses."""
    with ExitStack() as stack:
        try:
            home.mkdir(parents=True, exist_ok=True)
            stack.enter_context(held(home / "LOCK", lambda: tell(f"another ingest of the catalog {home.name} is running: waiting for it")))
        except OSError as error:
            raise StorageError(f"cannot write to {home}: {error.strerror or error}") from None
        yield


@contextmanager
def new_generation(home: Path) -> Iterator[Path]:
    """A folder to build in. If the block ends well it becomes the current generation in one step, else it vanishes."""
    for left in home.glob(".building-*"):  # of an ingest that was killed; we hold the lock
        shutil.rmtree(left, ignore_errors=True)
    building = home / f".building-{os.getpid()}"
    try:
        building.mkdir()
        yield building
        final = home / f"g-{_next(home):06d}"
        os.replace(building, final)
        pointer = home / ".CURRENT"
        with pointer.open("w", encoding="utf-8") as file:
            file.write(final.name + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(pointer, home / "CURRENT")
    except OSError as error:
        raise StorageError(f"cannot write the catalog {home.name}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    for old in sorted(home.glob("g-*"))[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _next(home: Path) -> int:
    return max((int(each.name[2:]) for each in home.glob("g-*") if each.name[2:].isdigit()), default=0) + 1
