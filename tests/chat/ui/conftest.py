"""A small shop for the page's tests: the real turn, rules and vocabulary over a handful of things, with a voice of short tones and no heavy engine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import uvicorn
from PIL import Image

from chat.llm import Message, Schema, never
from chat.parts import Parts
from chat.ui.server import build_app
from chat.ui.shelves import Shelves
from chat.ui.shop import Shop, open_shop
from chat.ui.warming import Warming
from chat.understanding.by_model import ModelReader
from commands.serve import bound
from core.errors import NotFound
from core.later import Later
from retrieval.constraints import Constraint, holds
from retrieval.evidence import Evidence
from retrieval.item import Item
from retrieval.photo import load_photo
from retrieval.query import PhotoAttribute, PhotoReading, Query, Reason, Relaxation, Suggestion
from retrieval.vocabulary import Vocabulary
from speech.clip import Clip
from speech.engines import PLAIN, Manner, Transcript
from speech.voices_here import VoicesHere
from speech.wav import wav_bytes

INJECTION = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>{{window.ran=1}}${window.ran=1}</div>"\'[x](javascript:window.ran=1)'


def thing(id: str, title: str, kind: str, category: str, brand: str, price: float, color: str, image: str = "a.png") -> Item:
    return Item(id, title, f"About {title}.", category, brand, price, "USD", color, rating=4.5, reviews=12, image=image, attributes={"kind": kind})


ITEMS = (
    thing("hb-1", "Ridge Boots", "hiking boots", "footwear", "Marlow", 129.0, "brown"),
    thing("hb-2", "Larch Boots", "hiking boots", "footwear", "Marlow", 89.0, "black"),
    thing("hb-3", "Fen Boots", "hiking boots", "footwear", "Osk", 109.0, "brown"),
    thing("bp/1 ü", f"Evil Backpack {INJECTION}", "backpack", "bags", f"Brand {INJECTION}", 59.0, "red"),
    thing("bp-2", "Plain Backpack", "backpack", "bags", "Osk", 49.0, "blue", image=""),
    thing("tt-1", "Two-Person Tent", "tent", "outdoor", "Osk", 199.0, "green"),
)


@dataclass(frozen=True)
class Shelf:
    name: str = "test"
    currency: str = "USD"


class SmallVectors:
    """Vectors of four numbers that mean nothing, the same for the same thing."""

    def vectors(self, column: str, rows: Any) -> np.ndarray:
        return self.encode([str(each) for each in rows])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        found = np.array([np.random.default_rng(sum(each.encode())).normal(size=4) for each in texts], np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


class SmallRetriever:
    """Filters in memory, in catalog order; the photo is always of brown hiking boots."""

    def __init__(self, pictures: Path, items: Sequence[Item] = ITEMS, name: str = "test") -> None:
        self.items = tuple(items)
        self.catalog = Shelf(name)
        self.vocabulary = Vocabulary(self.items)
        self.store = self.text_encoder = SmallVectors()
        self._pictures = pictures

    def get(self, id: str) -> Item:
        found = next((each for each in self.items if each.id == id), None)
        if found is None:
            raise NotFound(f"no item {id!r}")
        return found

    def matching(self, constraints: Sequence[Constraint]) -> list[Item]:
        return [each for each in self.items if all(holds(one, each) for one in constraints)]

    def count(self, constraints: Sequence[Constraint]) -> int:
        return len(self.matching(constraints))

    def search(self, query: Query) -> list[Suggestion]:
        found = [each for each in self.matching(query.hard) if each.id not in query.exclude][: query.k]
        return [Suggestion(each, rank, 1 / rank, (Reason(f"from {each.brand}", "brand"),)) for rank, each in enumerate(found, start=1)]

    def similar(self, id: str, k: int = 6) -> list[Suggestion]:
        kind = self.get(id).value("kind")
        return [
            Suggestion(each, rank, 0.5) for rank, each in enumerate((each for each in self.items if each.value("kind") == kind and each.id != id), start=1)
        ][:k]

    def complements(self, id: str, k: int = 6) -> list[Suggestion]:
        return [Suggestion(self.get("tt-1"), 1, 1.0)] if id == "hb-1" else []

    def relaxations(self, query: Query) -> list[Relaxation]:
        return []

    def understand_photo(self, data: bytes) -> PhotoReading:
        load_photo(data)
        seen = (PhotoAttribute("color", "brown", 0.8), PhotoAttribute("kind", "hiking boots", 0.9))
        return PhotoReading(seen, np.zeros(4, np.float32), np.zeros(4, np.float32))

    def evidence(self, id: str, question: str) -> tuple[Evidence, ...]:
        return ()

    def picture(self, id: str) -> Path | None:
        return self._pictures / "a.png" if self.get(id).image else None


@dataclass
class Tones:
    """A voice: 0.25 s of sound a sentence. `gate` holds every sentence after the first back until it is set; a `fault` is raised after the first."""

    spoken: list[str] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    voices: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    seconds: float = 0.25
    fault: Exception | None = None

    def speaks(self, language: str) -> bool:
        return True

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        self.rates.append(manner.rate)
        self.voices.append(manner.voice)
        if self.spoken:
            assert self.gate.wait(10)
            if self.fault:
                raise self.fault
        self.spoken.append(text)
        yield Clip((0.1 * np.sin(np.arange(int(24_000 * self.seconds)) / 10)).astype(np.float32), 24_000)


@dataclass
class Ears:
    """Hears what it is told to hear; with `by_length` a clip of so many seconds or less is heard as those words."""

    words: str = "hiking boots under 120 dollars"
    by_length: dict[float, str] = field(default_factory=dict)
    languages: list[str | None] = field(default_factory=list)

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        self.languages.append(language)
        words = next((words for seconds, words in sorted(self.by_length.items()) if clip.seconds <= seconds), self.words)
        return Transcript(words, "en", 0.9, clip.seconds)


class Model:
    """Calls everything a product. With `endless` it writes until it is stopped, as a model does that was asked too much."""

    def __init__(self) -> None:
        self.endless = False
        self.asked = threading.Event()
        self.stopped = threading.Event()

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        self.asked.set()
        if not self.endless:
            yield '{"product":[]}'
            return
        until = time.monotonic() + 20
        while not cancelled() and time.monotonic() < until:
            time.sleep(0.02)
            yield " "
        self.stopped.set()


@dataclass
class House:
    """A served shop and the fakes inside it."""

    shop: Shop
    voice: Tones
    ears: Ears
    model: Model
    url: str = ""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    Image.new("RGB", (64, 64), "tan").save(tmp_path / "a.png")
    voice, ears, model = Tones(), Ears(), Model()
    voice.gate.set()
    retriever: Any = SmallRetriever(tmp_path)
    parts = Parts(retriever, Later(lambda: ears), Later(lambda: voice), ModelReader(model))
    second: Any = SmallRetriever(tmp_path, (thing("ky-1", "River Kayak", "kayak", "boats", "Osk", 499.0, "red"),), "second")
    shelves = Shelves(("test", "second"), lambda name: parts.beside(second))
    shop = open_shop(parts, tmp_path / "uploads", Warming(lambda: None), opinions=tmp_path / "opinions.jsonl", shelves=shelves)
    shop = replace(shop, voices=VoicesHere({"en": (("en-gb", "English (Great Britain)"),)}, frozenset({"fr"})))
    yield House(shop, voice, ears, model)
    shop.close()


@pytest.fixture
def served(house: House) -> Iterator[House]:
    """The whole web application on a free port of this machine."""
    listener = bound("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(build_app(house.shop), log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until, "the page did not start"
        time.sleep(0.02)
    house.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    yield house
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A JPEG that says where it was taken."""
    path = tmp_path / "my boots <img src=x onerror=window.ran=1>.jpg"
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (900, 600), "saddlebrown").save(path, exif=exif)
    return path


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """One second of sound."""
    path = tmp_path / "wish.wav"
    path.write_bytes(wav_bytes(Clip((0.1 * np.sin(np.arange(16_000) / 10)).astype(np.float32), 16_000)))
    return path
