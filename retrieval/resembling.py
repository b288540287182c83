"""Which of the catalog's pictures a photo resembles. They are looked for once a photo: every search with it asks for the same ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retrieval.grouping import model_key, models_seen
from retrieval.item import Item
from retrieval.ranking import MAYBE_THE_SAME
from retrieval.stores.protocol import PICTURE, Store
from retrieval.vocabulary import Vocabulary

NEAREST = 60  # pictures that are looked at
REMEMBERED = 256  # photos
LEAST = 0.01  # a share of a model that counts


@dataclass(frozen=True, eq=False)
class Resembled:
    """`near` is row -> cosine of the nearest pictures, the nearest first; `models` is id -> how likely it is a colourway of what the photo shows."""

    near: Mapping[int, float]
    models: Mapping[str, float]


class Resembling:
    """What the last photos resemble. Safe to share between threads."""

    def __init__(self, store: Store, items: Sequence[Item], vocabulary: Vocabulary) -> None:
        self._store = store
        self._items = items
        self._vocabulary = vocabulary
        self._of = lru_cache(REMEMBERED)(self._look)

    def of(self, features: np.ndarray) -> Resembled:
        """`features` is (image_dim,) float32."""
        return self._of(features.tobytes())

    def shown(self, features: np.ndarray) -> Item | None:
        """The item whose picture comes closest, None where none may be the same thing."""
        near = self.of(features).near
        return next((self._items[row] for row, cosine in near.items() if cosine >= MAYBE_THE_SAME), None)

    def _look(self, features: bytes) -> Resembled:
        near = self._store.by_vector(PICTURE, np.frombuffer(features, np.float32), (), (), NEAREST)
        seen = models_seen(near, self._items)
        pictured = {model_key(self._items[row]): self._items[row] for row in reversed(near)}
        models = {each.id: share for name, share in seen.items() if share >= LEAST for each in self._vocabulary.colorways(pictured[name])}
        return Resembled(near, models)
