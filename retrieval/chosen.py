"""Some items of a catalog, by their rows: read when they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

import numpy as np

from retrieval.item import Item
from retrieval.learning import Places


class Chosen(Sequence[Item]):
    """The items at these rows, in their order."""

    def __init__(self, items: Sequence[Item], rows: Sequence[int] | np.ndarray) -> None:
        self._items = items
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return Chosen(self._items, self._rows[place])
        return self._items[int(self._rows[place])]


class RowsById(Mapping[str, int]):
    """Id -> row, without holding the ids: four bytes of each are enough to find the few rows to look at."""

    def __init__(self, items: Sequence[Item], places: Places) -> None:
        self._items = items
        self._places = places

    def __getitem__(self, id: str) -> int:
        for row in self._places.at(id):
            if self._items[row].id == id:
                return row
        raise KeyError(id)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[str]:
        return (item.id for item in self._items)
