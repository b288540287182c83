"""Understands a photo: what kind of thing, in which colour, and the vectors that find it. A closed question, answered in the catalog's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

import numpy as np

from retrieval.encoders import Encoders
from retrieval.framing import framed
from retrieval.item import Item
from retrieval.meanings import Meanings, narrowest
from retrieval.photo import load_photo
from retrieval.query import PhotoAttribute, PhotoReading
from retrieval.resembling import Resembling
from retrieval.tuning.pairs import Seen, look
from retrieval.tuning.tuned import LEARNED_ALIKE, NEIGHBOURS, Tuned, by_labels, by_palette, by_pictures, color_names, conse
from retrieval.tuning.votes import pooled
from retrieval.vocabulary import Vocabulary

LEAST_CONFIDENCE = 0.15  # below it an attribute is not worth showing
UNTUNED_KINDS = (1.0, 1.0)  # weights of class names and of the catalog's own pictures where nothing was learned
UNTUNED_ALIKE = (0.62, 0.75)  # cosines: photos of other shops' things lie below the first to drawings of ours, changed photos of our own above the second
UNTUNED_COLORS = (1.0,)  # of the palette: it names .77 of 196 garments rightly; shares of .6 to .8 are right in .76, larger ones in .82


class PhotoReader:
    """Reads photos against one catalog, with what the catalog has learned from its own."""

    def __init__(self, encoders: Encoders, meanings: Meanings, resembling: Resembling, items: Sequence[Item], vocabulary: Vocabulary, tuned: Tuned) -> None:
        self._encoders = encoders
        self._meanings = meanings
        self._items = items
        self._resembling = resembling
        self._vocabulary = vocabulary
        self._tuned = tuned

    def read(self, data: bytes) -> PhotoReading:
        """What an encoded photo shows. Raises BadInput for what is no usable photo."""
        image = framed(load_photo(data))
        features, probabilities = self._encoders.image.encode([image])
        seen = look(image, probabilities[0])
        meaning = self._tuned.meaning(features[0], conse(seen.places, seen.probabilities, self._meanings))
        labels = tuple((str(self._encoders.image.classes[place]), float(share)) for place, share in zip(seen.places, seen.probabilities, strict=True))
        attributes = (*self._kind(features[0], seen), *self._color(seen))
        return PhotoReading(tuple(each for each in attributes if each.confidence >= LEAST_CONFIDENCE), features[0], meaning, labels)

    def _kind(self, features: np.ndarray, seen: Seen) -> list[PhotoAttribute]:
        """Kind and category: by class names, by the catalog's own pictures and by what these taught, each as far as it was right."""
        names = self._meanings.names
        if not names:
            return []
        votes = [
            by_labels(seen.places, seen.probabilities, self._meanings)[None],
            self._by_pictures(features, LEARNED_ALIKE if self._tuned.kinds else UNTUNED_ALIKE)[None],
        ]
        chooser = self._tuned.kinds
        shares = (chooser.choose(votes, features[None]) if chooser else pooled(votes, UNTUNED_KINDS))[0]
        best = int(shares.argmax())
        kind = [PhotoAttribute("kind", names[best], float(shares[best]))] if self._vocabulary.slot("kind") else []
        categories: dict[str, float] = defaultdict(float)
        for name, share in zip(names, shares, strict=True):
            categories[self._vocabulary.category_of(name)] += float(share)
        category = self._vocabulary.category_of(names[best])
        return [*kind, PhotoAttribute("category", category, categories[category])] if category else kind

    def _by_pictures(self, features: np.ndarray, alike: tuple[float, float]) -> np.ndarray:
        """(kinds,) shares of the kinds of the most similar pictures of the catalog."""
        near = dict(islice(self._resembling.of(features).near.items(), NEIGHBOURS))
        place = {name: at for at, name in enumerate(self._meanings.names)}
        known = [(score, place[name]) for row, score in near.items() if (name := narrowest(self._items[row])) in place]
        return by_pictures(np.array([score for score, _ in known]), np.array([at for _, at in known], dtype=int), len(place), alike)

    def _color(self, seen: Seen) -> list[PhotoAttribute]:
        """The dominant colour in the catalog's words; a colour the catalog does not have is named by the palette."""
        chooser = self._tuned.colors
        names = chooser.names if chooser else color_names([each.casefold() for each in self._vocabulary.values("color")])
        votes = [by_palette(seen.palette, names)[None]]
        shares = (chooser.choose(votes, seen.signature[None]) if chooser else pooled(votes, UNTUNED_COLORS))[0]
        name, share = names[int(shares.argmax())], float(shares.max())
        mentions = [mention.constraint for mention in self._vocabulary.mentions(f"in {name}") if mention.constraint.slot == "color"]
        value = mentions[0].value if mentions and isinstance(mentions[0].value, str) else name
        return [PhotoAttribute("color", value, share)]
