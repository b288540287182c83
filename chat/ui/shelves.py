"""The other catalogs of this machine: each is opened when it is first chosen, and shares the engines that hear, read and speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chat.parts import Parts
from chat.ui.opening import Opening, opening
from core.errors import BadInput
from core.later import Later
from retrieval.landscape import Landscape, draw


@dataclass(frozen=True)
class Shelf:
    """One catalog as the page shows it."""

    parts: Parts
    opening: Opening
    landscape: Later[Landscape]


def shelf_of(parts: Parts) -> Shelf:
    """The map is drawn when it is first looked at."""
    return Shelf(parts, opening(parts.retriever), Later(lambda: draw(parts.retriever)))


class Shelves:
    """`names` are the catalogs to choose from, `opened` gives the parts of one."""

    def __init__(self, names: Sequence[str] = (), opened: Callable[[str], Parts] | None = None) -> None:
        self.names = tuple(names)
        self._shelves: Mapping[str, Later[Shelf]] = {name: _later(opened, name) for name in names} if opened else {}

    def get(self, name: str) -> Shelf:
        """Raises BadInput for a catalog that is not offered, StorageError for one that cannot be opened."""
        if name not in self._shelves:
            raise BadInput(f"there is no catalog {name[:60]!r} here: choose one of {', '.join(self.names) or 'none'}")
        return self._shelves[name].get()


def _later(opened: Callable[[str], Parts], name: str) -> Later[Shelf]:
    return Later(lambda: shelf_of(opened(name)))
