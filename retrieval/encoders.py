"""What turns words and pictures into vectors, as two narrow protocols."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from PIL.Image import Image


class TextEncoder(Protocol):
    """Words to vectors: (texts, dim) float32, L2-normalised. `name` changes whenever the weights do."""

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> np.ndarray: ...


class ImageEncoder(Protocol):
    """Pictures to (images, dim) float32 L2-normalised features and (images, classes) float32 class probabilities."""

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    @property
    def classes(self) -> Sequence[str]: ...

    def encode(self, images: Sequence[Image]) -> tuple[np.ndarray, np.ndarray]: ...


@dataclass(frozen=True)
class Encoders:
    """The pair a catalog is embedded with."""

    text: TextEncoder
    image: ImageEncoder
