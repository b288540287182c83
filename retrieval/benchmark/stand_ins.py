"""Encoders that need no weights and no time, of the width of the real ones: for measuring everything beside the encoders.

Vectors of words fall off along their dimensions as MiniLM's do, so that texts which share words lie together: uniform noise would make
approximate search look worse than it is on any shop.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PIL import Image

from retrieval.encoders import Encoders

WORD = re.compile(r"[a-z0-9]+")
SHORTEST = 3  # letters of a word that counts
WORDS = 1 << 14  # rows of the table words are hashed into
DECAY = 0.35  # the n-th dimension has n^-0.35 of the first one's spread
COMMON = 0.35  # of the mean vector that all texts share; two texts of the starter catalog have a cosine of about .2 on average
SIDE = 8  # pixels a side an image is reduced to


class StandInText:
    """The TextEncoder protocol: the sum of hashed word vectors."""

    name = "stand-in-text"

    def __init__(self, dim: int = 384) -> None:
        self.dim = dim
        random = np.random.default_rng(1)
        spread = np.arange(1, dim + 1) ** -DECAY
        self._words = (random.normal(size=(WORDS, dim)) * spread / np.linalg.norm(spread)).astype(np.float32)
        self._common = random.normal(size=dim).astype(np.float32) * COMMON / np.sqrt(dim)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        found = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            words = {place(word) for word in WORD.findall(text.casefold()) if len(word) >= SHORTEST}
            if words:
                found[row] = self._words[list(words)].sum(axis=0) / np.sqrt(len(words))
        found += self._common
        return found / np.linalg.norm(found, axis=1, keepdims=True)


class StandInImage:
    """The ImageEncoder protocol: rectified random projections of the picture, reduced; all features are positive, as EfficientNet's are."""

    name = "stand-in-image"
    classes = ("backpack", "desk", "hiking boot", "lamp")

    def __init__(self, dim: int = 1280) -> None:
        self.dim = dim
        self._weights = np.random.default_rng(2).normal(size=(SIDE * SIDE * 3, dim)).astype(np.float32)

    def encode(self, images: Sequence[Image.Image]) -> tuple[np.ndarray, np.ndarray]:
        pixels = np.stack([np.asarray(image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX), np.float32).ravel() for image in images]) / 255 - 0.5
        features = np.maximum(pixels @ self._weights, 0) + 1e-3
        shares = np.full((len(images), len(self.classes)), 1 / len(self.classes), np.float32)
        return features / np.linalg.norm(features, axis=1, keepdims=True), shares


@lru_cache(maxsize=50_000)
def place(word: str) -> int:
    """The row of a word in the table."""
    return zlib.crc32(word.encode()) % WORDS


def stand_ins(text_dim: int = 384, image_dim: int = 1280) -> Encoders:
    return Encoders(StandInText(text_dim), StandInImage(image_dim))
