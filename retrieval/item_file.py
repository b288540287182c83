"""The items of a generation on disk, one JSON object a line: a small shop is read at once, of a large one only what is asked for."""

from __future__ import annotations

import json
import mmap
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, overload

import numpy as np

from retrieval.item import Item, Value

LINES, OFFSETS = "items.jsonl", "offsets.npy"
AT_ONCE = 20_000  # items that are held in memory; of more, the last used
KEPT = 8192


@dataclass(frozen=True)
class Stored:
    """One line of items.jsonl: the item and the digests of its row, of the text that is embedded and of its picture ("" for none).

    `refused` says why the picture could not be taken.
    """

    item: Item
    row: str
    text: str
    picture: str = ""
    refused: str = ""


class ItemFile(Sequence[Item]):
    """Items by their row. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError or ValueError where a file is missing or damaged."""
        self._path = folder / LINES
        self._offsets = np.load(folder / OFFSETS, allow_pickle=False)
        if self._path.stat().st_size != self._offsets[-1]:
            raise ValueError(f"{self._path.stat().st_size} bytes of items, {self._offsets[-1]} were written")
        self._all: tuple[Item, ...] | None = None
        self._kept: OrderedDict[int, Item] = OrderedDict()
        self._lock = Lock()
        if len(self) <= AT_ONCE:
            self._all = tuple(each.item for each in self.stored())
            return
        with self._path.open("rb") as file:
            self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, row: int) -> Item: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[Item]: ...

    def __getitem__(self, row: int | slice) -> Item | Sequence[Item]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if self._all is not None:
            return self._all[row]
        place = row if row >= 0 else row + len(self)
        with self._lock:
            if place in self._kept:
                self._kept.move_to_end(place)
                return self._kept[place]
        item = stored_of(json.loads(self._mapped[self._offsets[place] : self._offsets[place + 1]])).item
        with self._lock:
            self._kept[place] = item
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return item

    def __iter__(self) -> Iterator[Item]:
        """All items in order; what is passed is not kept."""
        return iter(self._all) if self._all is not None else (each.item for each in self.stored())

    def stored(self) -> Iterator[Stored]:
        """Every line in order."""
        with self._path.open(encoding="utf-8") as lines:
            for line in lines:
                yield stored_of(json.loads(line))


class ItemWriter:
    """Writes items.jsonl line by line, and the offsets at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / LINES).open("wb")
        self._offsets = [0]

    def __enter__(self) -> ItemWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()
        np.save(self._folder / OFFSETS, np.array(self._offsets, np.int64))

    def write(self, each: Stored) -> None:
        cells = {**vars(each), "item": {**vars(each.item), "attributes": dict(each.item.attributes)}}
        line = json.dumps(cells).encode("ascii") + b"\n"
        self._file.write(line)
        self._offsets.append(self._offsets[-1] + len(line))


def stored_of(line: dict[str, Any]) -> Stored:
    cells = dict(line.pop("item"))
    attributes: dict[str, Value] = {slot: tuple(value) if isinstance(value, list) else value for slot, value in cells.pop("attributes").items()}
    return Stored(Item(**cells, attributes=attributes), **line)
