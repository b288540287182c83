"""A catalog and its home on disk: generations beside each other, and one small file that says which is current.

catalogs/NAME/CURRENT                 the name of the current generation, replaced in one step
catalogs/NAME/LOCK                    held by the one ingest that may write
catalogs/NAME/g-000001/items.jsonl    one item a line with its digests        offsets.npy     where each line begins
catalogs/NAME/g-000001/manifest.json  name, currency, encoders, digests of all files
catalogs/NAME/g-000001/facts.parquet  typed columns    table/      the store         pictures/      thumbnails
catalogs/NAME/g-000001/meanings.npz   text vectors for photos                        learned.*      what opening has to know of all items
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.errors import BadInput, NotFound, StorageError
from retrieval.chosen import RowsById
from retrieval.facts import Facts, read_facts
from retrieval.generations import first_readable
from retrieval.item_file import ItemFile
from retrieval.learned_file import read_learned
from retrieval.learning import Learned, learn
from retrieval.seals import MANIFEST, damaged, seal_of, seals

FORMAT = 4  # of the folder; a catalog of another format is built again
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Catalog:
    """One generation of a catalog, read only. `encoders` are the names of the encoders its vectors come from, `seal` the digest of all its content."""

    name: str
    folder: Path
    currency: str
    encoders: tuple[str, str]
    items: ItemFile
    facts: Facts
    seal: str

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
    """The current generation; where it is damaged the one before, with a warning. Raises NotFound, StorageError where no generation is whole."""
    return first_readable(home_of(catalogs, name), read_generation)


def home_of(catalogs: Path, name: str) -> Path:
    """The folder of a catalog. Raises NotFound naming the catalogs that exist."""
    known = list_catalogs(catalogs)
    if not NAME.fullmatch(name) or name not in known:
        raise NotFound(f"there is no catalog {name!r}: {'choose one of ' + ', '.join(known) if known else 'none has been ingested yet'}")
    return catalogs / name


def read_generation(folder: Path) -> Catalog:
    """A generation's items. Raises StorageError where a file is missing or damaged."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise ValueError(f"format {manifest['format']}, this program reads {FORMAT}")
        seal = manifest.pop("seal")
        if seal != seal_of(json.dumps(manifest)):
            raise ValueError("its manifest is not what was written")
        if names := damaged(folder, manifest["files"]):
            raise ValueError(f"{names[0]} is not what was written" if len(names) == 1 else f"{names[0]} and {len(names) - 1} more are not what was written")
        items = ItemFile(folder)
        if len(items) != manifest["items"]:
            raise ValueError(f"{len(items)} items of {manifest['items']}")
        facts = read_facts(folder)
        if facts.count != len(items):
            raise ValueError(f"the facts of {facts.count} items of {len(items)}")
        return Catalog(manifest["name"], folder, manifest["currency"], (manifest["encoders"][0], manifest["encoders"][1]), items, facts, seal)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StorageError(f"the catalog {folder.parent.name} is damaged ({str(error)[:120]}): ingest it again") from None


def write_manifest(folder: Path, name: str, currency: str, encoders: tuple[str, str], items: int) -> None:
    """What makes a folder with items a generation; written last, because it has the digests of all other files."""
    manifest: dict[str, object] = {"format": FORMAT, "name": name, "currency": currency, "encoders": list(encoders), "items": items, "files": seals(folder)}
    (folder / MANIFEST).write_text(json.dumps({**manifest, "seal": seal_of(json.dumps(manifest))}, indent=1), encoding="utf-8")
