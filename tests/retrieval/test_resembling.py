"""What a photo resembles: asked of the store once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import cast

import numpy as np

from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.resembling import Resembling
from retrieval.stores.protocol import Store
from retrieval.vocabulary import Vocabulary

ITEMS = [
    Item("1", "Breeze Tee, red", category="clothing", color="red"),
    Item("2", "Breeze Tee, blue", category="clothing", color="blue"),
    Item("3", "Anvil Mug, red", category="kitchen", color="red"),
]


class Pictures:
    """A store that counts how often it is asked; item 3 has no picture near anything."""

    def __init__(self, cosines: Sequence[float]) -> None:
        self.cosines = cosines
        self.asked = 0

    def by_vector(self, column: str, vector: np.ndarray, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]:
        self.asked += 1
        return dict(enumerate(self.cosines))


def resembling(*cosines: float) -> tuple[Resembling, Pictures]:
    pictures = Pictures(cosines)
    ways = SimpleNamespace(colorways=lambda item: [each for each in ITEMS if each.title.split(",")[0] == item.title.split(",")[0]])
    return Resembling(cast(Store, pictures), ITEMS, cast(Vocabulary, ways)), pictures


def test_one_photo_is_looked_for_once_however_many_searches_use_it() -> None:
    found, pictures = resembling(0.95, 0.6, 0.1)
    photo = np.array([1, 0], np.float32)
    assert found.of(photo) is found.of(photo.copy())
    assert found.shown(photo) is ITEMS[0]
    assert pictures.asked == 1
    found.of(np.array([0, 1], np.float32))
    assert pictures.asked == 2


def test_every_colourway_of_the_model_counts_and_nothing_else() -> None:
    models = resembling(0.95, 0.6, 0.1)[0].of(np.zeros(2, np.float32)).models
    assert models == {"1": 1.0, "2": 1.0}


def test_a_photo_of_something_else_shows_nothing_of_the_shop() -> None:
    found = resembling(0.5, 0.4, 0.1)[0]
    assert found.of(np.zeros(2, np.float32)).models == {}
    assert found.shown(np.zeros(2, np.float32)) is None
