"""Text vectors a photo is read against: the image encoder's classes and the catalog's kinds. Computed at ingest, kept with the generation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from core.errors import StorageError
from retrieval.encoders import Encoders
from retrieval.item import Item

FILE = "meanings.npz"
PROMPT = "a photo of a {}"
NAME_SHARE = 0.4  # of a kind's name in its theme, beside the mean of its items


@dataclass(frozen=True, eq=False)
class Meanings:
    """`labels` is (classes, text_dim); `kinds` and `themes` are (len(names), text_dim); all float32, L2-normalised.

    A kind is its bare name; a theme also has what its items have in common, so that "keep my coffee hot" finds mugs whose own text is about glaze.
    """

    labels: np.ndarray
    names: tuple[str, ...]
    kinds: np.ndarray
    themes: np.ndarray


def narrowest(item: Item) -> str:
    """The kind of an item, its category where the shop gives no kind."""
    return str(item.value("kind") or item.category)


class Middles:
    """The mean text vector of the items of each kind, added up batch by batch."""

    def __init__(self, names: Iterable[str], dim: int) -> None:
        self.names = tuple(sorted(names))
        self._place = {name: place for place, name in enumerate(self.names)}
        self._sums = np.zeros((len(self.names), dim))

    def add(self, items: Sequence[Item], texts: np.ndarray) -> None:
        """`texts` is (items, text_dim)."""
        known = [(row, self._place[name]) for row, item in enumerate(items) if (name := narrowest(item)) in self._place]
        if known:
            rows, places = zip(*known, strict=True)
            np.add.at(self._sums, list(places), texts[list(rows)])

    @property
    def vectors(self) -> np.ndarray:
        """(names, text_dim) float32, L2-normalised."""
        return np.asarray(self._sums / np.maximum(np.linalg.norm(self._sums, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def write_meanings(folder: Path, middles: Middles, encoders: Encoders, old: Path | None) -> None:
    """Writes the vectors of the kinds; the labels of an older generation are taken over."""
    names = middles.names
    before = read_meanings(old) if old is not None and (old / FILE).is_file() else None
    labels = before.labels if before is not None else encoders.text.encode([PROMPT.format(label) for label in encoders.image.classes])
    kinds = encoders.text.encode([PROMPT.format(name) for name in names]).reshape(len(names), encoders.text.dim)
    themes = [_normal(middle + NAME_SHARE * name) for middle, name in zip(middles.vectors, encoders.text.encode(names), strict=True)] if names else kinds
    np.savez(folder / FILE, labels=labels, names=np.array(names, dtype=np.str_), kinds=kinds, themes=np.asarray(themes, dtype=np.float32))


def _normal(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def read_meanings(folder: Path) -> Meanings:
    """The vectors of a generation. Raises StorageError for a damaged file."""
    try:
        with np.load(folder / FILE, allow_pickle=False) as stored:
            return Meanings(stored["labels"], tuple(str(name) for name in stored["names"]), stored["kinds"], stored["themes"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise StorageError(f"{folder / FILE} is damaged ({str(error)[:80]}): ingest the catalog again") from None
