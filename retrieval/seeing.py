"""Understands a photo: what kind of thing, in which colour, and the vectors that find it. A closed question, answered in the catalog's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from retrieval.colors import dominant_colors
from retrieval.encoders import Encoders
from retrieval.item import Item
from retrieval.meanings import Meanings, narrowest
from retrieval.photo import load_photo
from retrieval.query import PhotoAttribute, PhotoReading
from retrieval.store import PICTURE, Store
from retrieval.vocabulary import Vocabulary

LABELS = 10  # classes that make up the meaning (ConSE's T)
SHARPNESS = 0.05  # temperature of the step from a class name to the catalog's kinds
SAME_THING = 0.78  # cosine of image features above which two pictures most likely show the same kind of thing
SURELY_NOT = 0.48  # and below which the neighbours say nothing
NEIGHBOURS = 5
LEAST_CONFIDENCE = 0.15  # below it an attribute is not worth showing


class PhotoReader:
    """Reads photos against one catalog."""

    def __init__(self, encoders: Encoders, meanings: Meanings, items: Sequence[Item], store: Store, vocabulary: Vocabulary) -> None:
        self._encoders = encoders
        self._meanings = meanings
        self._items = items
        self._store = store
        self._vocabulary = vocabulary

    def read(self, data: bytes) -> PhotoReading:
        """What an encoded photo shows. Raises BadInput for what is no usable photo."""
        image = load_photo(data)
        features, probabilities = self._encoders.image.encode([image])
        top = probabilities[0].argsort()[::-1][:LABELS]
        meaning = probabilities[0][top] @ self._meanings.labels[top]
        meaning = (meaning / max(float(np.linalg.norm(meaning)), 1e-9)).astype(np.float32)
        labels = tuple((str(self._encoders.image.classes[place]), float(probabilities[0][place])) for place in top)
        attributes = (*self._kind(features[0], probabilities[0], top), *self._color(dominant_colors(image, self._vocabulary.values("color"))))
        return PhotoReading(tuple(each for each in attributes if each.confidence >= LEAST_CONFIDENCE), features[0], meaning, labels)

    def _kind(self, features: np.ndarray, probabilities: np.ndarray, top: np.ndarray) -> list[PhotoAttribute]:
        """Kind and category, from the class names in text space or from the catalog's own pictures, whichever is surer."""
        found = max(self._by_pictures(features), self._by_labels(probabilities, top), key=lambda guess: guess[1])
        name, confidence = found
        if not name:
            return []
        category = self._vocabulary.category_of(name)
        kind = [PhotoAttribute("kind", name, confidence)] if self._vocabulary.slot("kind") else []
        return [*kind, PhotoAttribute("category", category, confidence)] if category else kind

    def _by_labels(self, probabilities: np.ndarray, top: np.ndarray) -> tuple[str, float]:
        """Each class passes its probability on to the kinds its name is near to."""
        if not self._meanings.names:
            return "", 0.0
        near = self._meanings.labels[top] @ self._meanings.kinds.T
        passed = np.exp((near - near.max(axis=1, keepdims=True)) / SHARPNESS)
        passed /= passed.sum(axis=1, keepdims=True)
        shares = (probabilities[top, None] * passed * np.clip(near.max(axis=1, keepdims=True), 0, 1)).sum(axis=0)
        best = int(shares.argmax())
        return self._meanings.names[best], float(min(1.0, shares[best]))

    def _by_pictures(self, features: np.ndarray) -> tuple[str, float]:
        """The kind of the most similar pictures of the catalog."""
        near = self._store.by_vector(PICTURE, features, (), (), NEIGHBOURS)
        if not near or max(near.values()) <= SURELY_NOT:
            return "", 0.0
        best = max(near.values())
        votes: dict[str, float] = defaultdict(float)
        for row, score in near.items():
            votes[narrowest(self._items[row])] += np.exp((score - best) / SHARPNESS)
        name = max(votes, key=lambda each: votes[each])
        sure = (best - SURELY_NOT) / (SAME_THING - SURELY_NOT)
        return name, float(np.clip(sure, 0, 1) * votes[name] / sum(votes.values()))

    def _color(self, shares: list[tuple[str, float]]) -> list[PhotoAttribute]:
        """The dominant colour in the catalog's words; a colour the catalog does not have is named by the palette."""
        if not shares:
            return []
        name, share = shares[0]
        mentions = [mention.constraint for mention in self._vocabulary.mentions(f"in {name}") if mention.constraint.slot == "color"]
        value = mentions[0].value if mentions and isinstance(mentions[0].value, str) else name
        return [PhotoAttribute("color", value, share)]
