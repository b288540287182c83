"""The photos a catalog learns from: a sample of bounded size that stays the same when the catalog is refreshed."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from PIL import Image

from retrieval.color_signature import color_signature
from retrieval.colors import palette_shares, thing
from retrieval.item import Item
from retrieval.meanings import narrowest
from retrieval.models import model_of

FILE = "pairs.npz"
MOST = 2048  # photos; features and texts of so many take 14 MB
LABELS = 10  # classes kept of each photo (ConSE's T)


@dataclass(frozen=True, eq=False)
class Seen:
    """Kept of one photo: its likeliest classes and their probabilities, (LABELS,) each, its colour signature, (SIGNATURE,), and the palette's shares."""

    places: np.ndarray
    probabilities: np.ndarray
    signature: np.ndarray
    palette: np.ndarray


@dataclass(frozen=True)
class Pair:
    """A photo's item, as far as it is learned from: its row in the store, the kind, the colour, the model whose colourways belong together."""

    digest: str
    row: int
    kind: str
    color: str
    model: str


class Pairs:
    """The photos with the smallest digests: a uniform sample without replacement (Cohen and Kaplan 2007), one pair for each different photo."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._heap: list[tuple[int, str]] = []  # the largest digest first
        self._pairs: dict[str, Pair] = {}
        self._seen: dict[str, Seen] = {}

    def wants(self, digest: str) -> bool:
        """Whether a photo belongs to the sample as it stands."""
        return digest not in self._pairs and (len(self._heap) < self._most or -int(digest, 16) > self._heap[0][0])

    def add(self, item: Item, row: int, digest: str, seen: Seen) -> None:
        """Takes a photo that is wanted; the one with the largest digest makes room."""
        heapq.heappush(self._heap, (-int(digest, 16), digest))
        self._pairs[digest] = Pair(digest, row, narrowest(item), item.color.casefold(), f"{item.category}\0{model_of(item)}")
        self._seen[digest] = seen
        if len(self._heap) > self._most:
            _, gone = heapq.heappop(self._heap)
            del self._pairs[gone], self._seen[gone]

    @property
    def pairs(self) -> list[Pair]:
        """In the order of their rows."""
        return sorted(self._pairs.values(), key=lambda each: each.row)

    def seen(self, digest: str) -> Seen:
        return self._seen[digest]

    def write(self, folder: Path) -> None:
        digests = [each.digest for each in self.pairs]
        kept = [self._seen[digest] for digest in digests]
        np.savez(
            folder / FILE,
            digests=np.array(digests, dtype=np.str_),
            places=np.array([each.places for each in kept], np.int32),
            probabilities=np.array([each.probabilities for each in kept], np.float32),
            signatures=np.array([each.signature for each in kept], np.float32),
            palettes=np.array([each.palette for each in kept], np.float32),
        )


def look(image: Image.Image, probabilities: np.ndarray) -> Seen:
    """What is kept of a photo and its (classes,) probabilities."""
    top = likeliest(probabilities)
    colors = thing(image)
    return Seen(top, probabilities[top], color_signature(*colors), palette_shares(*colors))


def likeliest(probabilities: np.ndarray) -> np.ndarray:
    """The places of the LABELS likeliest classes, the likeliest first."""
    return np.asarray(probabilities.argsort()[::-1][:LABELS])


def read_seen(folder: Path) -> dict[str, Seen]:
    """Digest -> what an older generation kept; empty where it kept nothing that can be read."""
    try:
        with np.load(folder / FILE, allow_pickle=False) as stored:
            rows = zip(*(stored[name] for name in ("digests", "places", "probabilities", "signatures", "palettes")), strict=True)
            return {str(digest): Seen(*kept) for digest, *kept in rows}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}
