"""A shop of sixteen products, and encoders that need no weights: deterministic, fast, and honest about what they are."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from PIL import Image

from retrieval.catalog import open_catalog
from retrieval.encoders import Encoders
from retrieval.importing import read_products
from retrieval.ingest import Shelf, ingest
from retrieval.meanings import read_meanings
from retrieval.pictures import DrawnPictures, Pictures
from retrieval.retriever import Retriever
from retrieval.stores.local import open_store
from retrieval.words import plain_words

hypothesis.settings.register_profile("repeatable", derandomize=True, database=None)  # the same examples in every run, nothing stored
hypothesis.settings.load_profile("repeatable")
SHOP = Path(__file__).parent / "shop.csv"


class HashedWords:
    """A text encoder of hashed words: texts are near where they share words. Counts what it embeds."""

    name, dim = "hashed-words", 64

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.embedded += texts
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            for word in plain_words(text):
                vectors[row, int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big") % self.dim] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


class SmallGray:
    """An image encoder whose features are the picture itself, 8 by 8 and gray, and whose classes are made up."""

    name, dim, classes = "small-gray", 64, ("hiking boot", "backpack", "table lamp")

    def __init__(self) -> None:
        self.embedded = 0

    def encode(self, images: Sequence[Image.Image]) -> tuple[np.ndarray, np.ndarray]:
        self.embedded += len(images)
        pixels = np.stack([np.asarray(image.convert("L").resize((8, 8)), np.float32).ravel() for image in images])
        features = pixels - pixels.mean(axis=1, keepdims=True) + 1e-3
        return features / np.linalg.norm(features, axis=1, keepdims=True), np.tile(np.array([0.8, 0.15, 0.05], np.float32), (len(images), 1))


@pytest.fixture
def encoders() -> Encoders:
    return Encoders(HashedWords(), SmallGray())


@pytest.fixture
def shelf() -> Callable[..., Shelf]:
    """The shop as a shelf, with some of its items replaced or left out."""

    def make(pictures: Pictures | None = None, **changes: object) -> Shelf:
        read = read_products(SHOP)
        items = changes.get("items", read.items)
        return Shelf("shop", items, pictures or DrawnPictures(), read.rows, read.rejected)  # type: ignore[arg-type]

    return make


def opened(catalogs: Path, encoders: Encoders, name: str = "shop") -> Retriever:
    catalog = open_catalog(catalogs, name)
    return Retriever(catalog, open_store(catalog.folder, catalog.facts), encoders, read_meanings(catalog.folder))


@pytest.fixture(scope="session")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """The shop, ingested once and opened from disk."""
    catalogs = tmp_path_factory.mktemp("catalogs")
    encoders = Encoders(HashedWords(), SmallGray())
    read = read_products(SHOP)
    ingest(catalogs, Shelf("shop", read.items, DrawnPictures(), read.rows), encoders)
    return opened(catalogs, encoders)


@pytest.fixture
def open_shop() -> Callable[[Path, Encoders], Retriever]:
    return opened


@pytest.fixture
def as_bytes() -> Callable[..., bytes]:
    """A picture encoded in a format."""

    def encode(image: Image.Image, format: str = "PNG", **options: object) -> bytes:
        out = io.BytesIO()
        image.save(out, format, **options)
        return out.getvalue()

    return encode
