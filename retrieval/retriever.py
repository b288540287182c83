"""Answers a query over one catalog: filter first, gather candidates from every channel, score, explain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from core.errors import BadInput, NotFound
from retrieval.assortment import Assortment
from retrieval.catalog import Catalog
from retrieval.constraints import Constraint
from retrieval.encoders import Encoders, TextEncoder
from retrieval.evidence import Evidence, EvidenceFinder
from retrieval.extent import extent
from retrieval.frame_words import telling_words
from retrieval.item import Item
from retrieval.matching import denials, heard, matches
from retrieval.meanings import Meanings
from retrieval.query import PhotoReading, Query, Relaxation, Suggestion
from retrieval.ranking import TERMS, Candidates, ScoreTerm, scores
from retrieval.reasons import reasons
from retrieval.relaxing import relaxations
from retrieval.seeing import PhotoReader
from retrieval.store import PICTURE, TEXT, Store
from retrieval.styles import BY_NAME
from retrieval.synonyms import MOOD
from retrieval.vocabulary import Vocabulary

POOL = 200  # candidates a channel may bring; the scores of all channels are then computed for all of them
TEXT_LIMIT = 2000  # characters of a query
RELEVANT = 0.6  # with a sort order and no kind asked for, items that score less than this share of the best are left out first


class Retriever:
    """One open catalog. Safe to share between conversations and threads: it only reads."""

    def __init__(self, catalog: Catalog, store: Store, encoders: Encoders, meanings: Meanings, terms: Sequence[ScoreTerm] = TERMS) -> None:
        self.catalog = catalog
        learned = catalog.learned
        self.vocabulary = Vocabulary(catalog.items, learned)
        self.assortment = Assortment(learned.heads)
        self.store = store
        self._encoders = encoders
        self._terms = terms
        self._meanings = meanings
        place = {name: at for at, name in enumerate(meanings.names)}
        self._moods: dict[str, np.ndarray] = {}  # word of style -> its vector, filled as directions are asked for
        self._themes = np.array([*(place.get(name, -1) for name in learned.kinds), -1])[learned.kind_of]
        self._evidence = EvidenceFinder(encoders.text, self.get)
        self._photos = PhotoReader(encoders, meanings, catalog.items, store, self.vocabulary)

    @property
    def items(self) -> Sequence[Item]:
        return self.catalog.items

    @property
    def text_encoder(self) -> TextEncoder:
        return self._encoders.text

    def search(self, query: Query) -> list[Suggestion]:
        """The k best items that meet every hard constraint, ranked, each with its reasons; fewer where fewer match.

        What the text denies ("not leather", "without a hood") is filtered as well; nothing else of the text is.

        Raises BadInput for a text over TEXT_LIMIT or a k below 1, NotFound for an unknown id in `like`.
        """
        self._check(query)
        rows, channels = self._candidates(query)
        items = [self.items[row] for row in rows]
        found = scores(Candidates(items, channels), query, self._terms)
        order = _order(items, found, query)[: query.k]
        suggestions = []
        for rank, place in enumerate(order, start=1):
            near = {name: float(values[place]) for name, values in channels.items()}
            suggestions.append(Suggestion(items[place], rank, round(float(found[place]), 4), reasons(items[place], query, near)))
        return suggestions

    def get(self, id: str) -> Item:
        """The item with this id. Raises NotFound."""
        if id not in self.catalog.rows:
            raise NotFound(f"the catalog {self.catalog.name} has no item {id!r}")
        return self.items[self.catalog.rows[id]]

    def count(self, constraints: Sequence[Constraint]) -> int:
        """How many items meet all these constraints, hard or soft."""
        return self.store.count(constraints)

    def matching(self, constraints: Sequence[Constraint]) -> list[Item]:
        """All items that meet these constraints, in catalog order."""
        return [self.items[row] for row in self.store.match(constraints)]

    def closeness(self, text: str, constraints: Sequence[Constraint] = ()) -> float:
        """Cosine between the words and the nearest item that meets the constraints: below about 0.25 nothing there is about that."""
        near = self.store.by_vector(TEXT, self._encoders.text.encode([text])[0], constraints, (), 1)
        return max(near.values(), default=0.0)

    def evidence(self, id: str, question: str) -> tuple[Evidence, ...]:
        """The item's own facts that bear on a question, the closest first; empty where none does. Raises NotFound for an unknown id."""
        return self._evidence.bearing_on(id, question)

    def weighed_facts(self, id: str, question: str) -> list[Evidence]:
        """All facts of the item, the closest to the question first. Raises NotFound for an unknown id."""
        return self._evidence.weighed(id, question)

    def understand_photo(self, data: bytes) -> PhotoReading:
        """What an encoded photo shows. Raises BadInput for what is no usable photo."""
        return self._photos.read(data)

    def relaxations(self, query: Query) -> list[Relaxation]:
        """Changes to one hard constraint each that bring results, the least harmful first; kind and category last."""
        return relaxations(query, self.matching)

    def similar(self, id: str, k: int = 6) -> list[Suggestion]:
        """More like this one: near in words and picture, the item itself left out. Raises NotFound."""
        return self.search(Query(like=(self.get(id).id,), exclude=frozenset({id}), k=k))

    def picture(self, id: str) -> Path | None:
        """The file with the picture of an item, None where it has none. Raises NotFound for an unknown id."""
        return self.catalog.picture(id)

    def warm(self) -> None:
        """Loads both encoders now rather than at the first query that needs them."""
        self.warm_words()
        self.warm_photos()

    def warm_words(self) -> None:
        self._encoders.text.encode(["warm"])

    def warm_photos(self) -> None:
        self._encoders.image.encode([Image.new("RGB", (64, 64))])

    def _check(self, query: Query) -> None:
        if len(query.text) > TEXT_LIMIT:
            raise BadInput(f"the text has {len(query.text)} characters, the limit is {TEXT_LIMIT}: say it in fewer words")
        if query.k < 1:
            raise BadInput(f"k is {query.k}: ask for at least 1")
        slot = self.vocabulary.slot(query.sort.removeprefix("-")) if query.sort else None
        if query.sort and (slot is None or (slot.type != "number" and slot.name != "size")):
            raise BadInput(f"sort is {query.sort!r}: choose price or another slot of numbers, with a minus for the highest first")

    def _vectors(self, query: Query, text: str) -> Mapping[str, tuple[str, np.ndarray]]:
        """Channel -> the store's column and the vector to look for there."""
        found: dict[str, tuple[str, np.ndarray]] = {}
        if text:
            found["meaning"] = (TEXT, self._encoders.text.encode([text])[0])
        if query.photo is not None:
            found["photo"] = (PICTURE, query.photo.features)
            found["photo meaning"] = (TEXT, query.photo.meaning)
        if query.like:
            rows = [self.catalog.rows[self.get(id).id] for id in query.like]
            found["like text"] = (TEXT, _centre(self.store.vectors(TEXT, rows)))
            found["like picture"] = (PICTURE, _centre(self.store.vectors(PICTURE, rows)))
        return found

    def _candidates(self, query: Query) -> tuple[list[int], dict[str, np.ndarray]]:
        """Rows that meet the hard constraints and are near in some channel, with all channel scores for each."""
        exclude = [self.catalog.rows[id] for id in query.exclude if id in self.catalog.rows]
        mentions = self.vocabulary.mentions(query.text)
        text = heard(query.text, mentions)
        hard = (*query.hard, *denials(query.text, mentions))
        vectors = self._vectors(query, text)
        telling = " ".join(telling_words(text))
        by_words = self.store.by_words(telling, hard, exclude, POOL) if telling else {}
        rows: Iterable[int] = {*by_words}
        for column, vector in vectors.values():
            rows = {*rows, *self.store.by_vector(column, vector, hard, exclude, POOL)}
        if not vectors or query.sort or query.soft or query.lean:
            rows = {*rows, *self.store.match(hard, exclude)}
        ordered = sorted(rows)
        if not ordered:
            return [], {}
        channels = {name: self.store.vectors(column, ordered) @ vector for name, (column, vector) in vectors.items()}
        if text and self._meanings.names:
            near = np.append(self._meanings.themes @ vectors["meaning"][1], 0.0)  # -1: an item without a kind
            channels["theme"] = near[self._themes[ordered]]
        if text:
            channels["words"] = np.array([by_words.get(row, 0.0) for row in ordered])
        likes = [channels.pop(name) for name in ("like text", "like picture") if name in channels]
        if likes:
            channels["like"] = np.mean(likes, axis=0)
        if query.lean:
            channels["lean"] = self._leaning([self.items[row] for row in ordered], self.store.vectors(TEXT, ordered), query.lean)
        items = [self.items[row] for row in ordered]
        return ordered, channels | matches(items, query, mentions)

    def _leaning(self, items: Sequence[Item], texts: np.ndarray, lean: Sequence[str]) -> np.ndarray:
        """(items,) how far each lies in the directions: by its text, (items, text_dim), and by its words of style, occasion and season."""
        ends = self._encoders.text.encode([end for name in lean for end in (BY_NAME[name].toward, BY_NAME[name].away)])
        axis = np.asarray(ends[0::2].sum(axis=0) - ends[1::2].sum(axis=0), dtype=np.float32)
        words = [mood_words(item) for item in items]
        unknown = sorted({word for each in words for word in each} - self._moods.keys())
        if unknown:
            self._moods.update(zip(unknown, self._encoders.text.encode(unknown), strict=True))
        moods = [float(np.mean([self._moods[word] @ axis for word in each])) if each else 0.0 for each in words]
        return np.asarray(texts @ axis + np.array(moods), dtype=np.float32)


def _centre(vectors: np.ndarray) -> np.ndarray:
    """The normalised mean; zeros stay zeros (no picture)."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def _order(items: Sequence[Item], found: np.ndarray, query: Query) -> list[int]:
    """Places by score, or by the number sorted by among the relevant ones; ties by price, then by catalog order."""
    price = [item.price if item.price is not None else float("inf") for item in items]
    best = sorted(range(len(items)), key=lambda place: (-found[place], price[place], place))
    if not query.sort or not best:
        return best
    described = bool(query.text.strip() or query.photo is not None or query.like)
    settled = not described or any(each.slot in ("kind", "category") for each in query.hard)
    relevant = [place for place in best if settled or found[place] >= RELEVANT * found[best[0]]]
    numbers = {place: value for place in relevant if (value := number_of(items[place], query.sort.removeprefix("-"))) is not None}
    sign = -1 if query.sort.startswith("-") else 1
    return sorted(numbers, key=lambda place: sign * numbers[place]) + [place for place in relevant if place not in numbers]


def mood_words(item: Item) -> tuple[str, ...]:
    """What the shop says of an item's style, occasion, season and the like."""
    values = [item.attributes[name] for name in item.attributes if name in MOOD]
    return tuple(str(word) for value in values for word in (value if isinstance(value, tuple) else (value,)))


def number_of(item: Item, slot: str) -> float | None:
    """The item's number for a slot, None where the shop does not say or says it in words; a size in words is as large as its sides."""
    value = item.value(slot)
    if slot == "size" and isinstance(value, str):
        return extent(value)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
