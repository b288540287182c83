"""The starter catalog's words, without weights: rules are tested on what the shop really sells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from chat.llm import ScriptedModel
from chat.parts import Parts
from chat.state import DialogueState
from chat.understanding.by_model import ModelReader
from core.later import Later
from retrieval.catalog import open_catalog
from retrieval.constraints import Constraint
from retrieval.encoders import Encoders
from retrieval.importing import read_products
from retrieval.ingest import Shelf, ingest
from retrieval.item import Item
from retrieval.meanings import read_meanings
from retrieval.pictures import NoPictures
from retrieval.retriever import Retriever
from retrieval.stores.local import open_store
from retrieval.vocabulary import Vocabulary
from speech.clip import Clip
from speech.engines import PLAIN, Manner, Transcript
from tests.retrieval.conftest import HashedWords, SmallGray

PRODUCTS = Path(__file__).parents[2] / "retrieval" / "starter" / "products"


@pytest.fixture(scope="session")
def items() -> list[Item]:
    return list(read_products(PRODUCTS).items)


@pytest.fixture(scope="session")
def vocabulary(items: list[Item]) -> Vocabulary:
    return Vocabulary(items)


@pytest.fixture(scope="session")
def boots(items: list[Item]) -> list[Item]:
    return [item for item in items if item.value("kind") == "hiking boots"][:6]


@pytest.fixture
def looking_at_boots(boots: list[Item]) -> DialogueState:
    """A search for hiking boots with six of them on the table."""
    return DialogueState(constraints=(Constraint("kind", "==", "hiking boots"),), shown=tuple(item.id for item in boots))


class CannedTranscriber:
    """Hears what it is told to."""

    def __init__(self, text: str) -> None:
        self.text = text

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        return Transcript(self.text, "en", 0.9 if self.text else 0.0, clip.seconds)


class Beeps:
    """A voice of a tenth of a second a sentence; remembers what it spoke."""

    def __init__(self) -> None:
        self.spoken: list[str] = []

    def speaks(self, language: str) -> bool:
        return language == "en"

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        if not self.speaks(manner.language):
            return
        self.spoken.append(text)
        yield Clip(np.zeros(1600, np.float32), 16_000)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """The starter catalog in a real store, its texts embedded by hashed words, without pictures."""
    catalogs = tmp_path_factory.mktemp("catalogs")
    encoders = Encoders(HashedWords(), SmallGray())
    read = read_products(PRODUCTS)
    ingest(catalogs, Shelf("starter", read.items, NoPictures(), read.rows), encoders)
    catalog = open_catalog(catalogs, "starter")
    return Retriever(catalog, open_store(catalog.folder, catalog.facts), encoders, read_meanings(catalog.folder))


@pytest.fixture
def make_parts(shop: Retriever) -> Callable[..., Parts]:
    """Parts around the shop: what is heard, how the model answers (None: no model)."""

    def make(heard: str = "", labels: Sequence[str] | None = None) -> Parts:
        reader = ModelReader(ScriptedModel([f'{{"{label}":[]}}' for label in labels])) if labels is not None else None
        return Parts(shop, Later(lambda: CannedTranscriber(heard)), Later(Beeps), reader)

    return make
