"""Encoders that load at their first use, so that opening a catalog does not wait for libraries it may never need."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL.Image import Image

from core.later import Later
from retrieval.encoders import ImageEncoder, TextEncoder


class LazyText:
    """The TextEncoder protocol around a loader. Name and width are known before loading."""

    def __init__(self, name: str, dim: int, later: Later[TextEncoder]) -> None:
        self.name = name
        self.dim = dim
        self._later = later

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return self._later.get().encode(texts)


class LazyImage:
    """The ImageEncoder protocol around a loader."""

    def __init__(self, name: str, dim: int, classes: Sequence[str], later: Later[ImageEncoder]) -> None:
        self.name = name
        self.dim = dim
        self.classes = classes
        self._later = later

    def encode(self, images: Sequence[Image]) -> tuple[np.ndarray, np.ndarray]:
        return self._later.get().encode(images)
