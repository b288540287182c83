"""How far items lie in a direction of style: "a bit dressier". An axis of the text encoder's space, from what is left to what is sought."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.encoders import TextEncoder
from retrieval.item import Item
from retrieval.styles import BY_NAME
from retrieval.synonyms import MOOD


class Leaning:
    """Remembers the vectors of the words that shops use of style."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._moods: dict[str, np.ndarray] = {}

    def axis(self, lean: Sequence[str]) -> np.ndarray:
        """(text_dim,) float32: from what the directions lead away from to what they lead toward."""
        ends = self._encoder.encode([end for name in lean for end in (BY_NAME[name].toward, BY_NAME[name].away)])
        return np.asarray(ends[0::2].sum(axis=0) - ends[1::2].sum(axis=0), dtype=np.float32)

    def along(self, axis: np.ndarray, items: Sequence[Item], texts: np.ndarray) -> np.ndarray:
        """(items,) how far each lies along the axis: by its text, (items, text_dim), and by its words of style, occasion and season."""
        words = [mood_words(item) for item in items]
        unknown = sorted({word for each in words for word in each} - self._moods.keys())
        if unknown:
            self._moods.update(zip(unknown, self._encoder.encode(unknown), strict=True))
        moods = [float(np.mean([self._moods[word] @ axis for word in each])) if each else 0.0 for each in words]
        return np.asarray(texts @ axis + np.array(moods), dtype=np.float32)


def mood_words(item: Item) -> tuple[str, ...]:
    """What the shop says of an item's style, occasion, season and the like."""
    values = [item.attributes[name] for name in item.attributes if name in MOOD]
    return tuple(str(word) for value in values for word in (value if isinstance(value, tuple) else (value,)))
