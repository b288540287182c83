"""What an older generation lends to the next: the vectors of texts and pictures that have not changed, and the thumbnails."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.errors import StorageError
from retrieval.catalog import Catalog
from retrieval.stores.lance import Table, open_table
from retrieval.stores.local import FOLDER
from retrieval.stores.protocol import PICTURE, TEXT
from retrieval.tuning.pairs import read_seen


class Kept:
    """Vectors by the digest of what they were made from. A million items take 300 MB."""

    def __init__(self, catalog: Catalog, table: Table) -> None:
        self.folder = catalog.folder
        self.seen = read_seen(catalog.folder)
        self._items = catalog.items
        self._table = table
        self._rows: dict[str, dict[bytes, int]] = {TEXT: {}, PICTURE: {}}
        for row, each in enumerate(catalog.items.stored()):
            self._rows[TEXT][bytes.fromhex(each.text)] = row
            if each.item.image:
                self._rows[PICTURE][bytes.fromhex(each.picture)] = row

    def row(self, column: str, digest: str) -> int | None:
        """Where the vector of that column lies, None where there is none."""
        return self._rows[column].get(bytes.fromhex(digest)) if digest else None

    def vectors(self, column: str, rows: Sequence[int]) -> np.ndarray:
        """(rows, dim); zeros where a damaged table gives nothing."""
        try:
            return self._table.at(column, rows)
        except (OSError, RuntimeError, ValueError, KeyError, StorageError):
            return np.zeros((len(rows), 1), np.float32)

    def take_picture(self, digest: str, folder: Path) -> str:
        """Puts the thumbnail into `folder` as well; its name, "" where it is gone."""
        row = self.row(PICTURE, digest)
        name = self._items[row].image if row is not None else ""
        source, target = self.folder / "pictures" / name, folder / name
        if not name or not source.is_file():
            return ""
        if target.is_file():
            return name
        shutil.copyfile(source, target)  # no link: damage to one generation must not reach the other
        return name


def open_kept(catalog: Catalog) -> Kept | None:
    """None where the old table is damaged: then everything is embedded again."""
    try:
        return Kept(catalog, open_table(catalog.folder / FOLDER))
    except (StorageError, OSError, RuntimeError, ValueError):
        return None
