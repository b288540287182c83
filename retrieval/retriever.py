"""Answers a query over one catalog: filter first, gather candidates from every channel, score, explain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from core.errors import BadInput, NotFound
from retrieval.assortment import Assortment
from retrieval.candidates import EVERY, KEPT, SPARE, THREADS_FROM, Looked, best_places, candidate_rows, raw_scores, spread_out
from retrieval.catalog import Catalog
from retrieval.chosen import Chosen
from retrieval.complements import Complements
from retrieval.constraints import Constraint
from retrieval.encoders import Encoders, TextEncoder
from retrieval.evidence import Evidence, EvidenceFinder
from retrieval.grouping import model_key, one_of_each
from retrieval.item import Item
from retrieval.leaning import Leaning
from retrieval.matching import denials, facts_wished, heard, helping, looked_up
from retrieval.meanings import Meanings
from retrieval.ordering import number_of, ordered, relevant
from retrieval.query import PhotoReading, Query, Relaxation, Suggestion
from retrieval.ranking import Candidates, ScoreTerm, availability, fitted_terms, full_text, scores, trusted_ratings
from retrieval.reasons import reasons
from retrieval.relaxing import relaxations
from retrieval.resembling import Resembling
from retrieval.seeing import PhotoReader
from retrieval.stores.protocol import PICTURE, TEXT, Store
from retrieval.title_names import entitled, title_names
from retrieval.tuning.tuned import Tuned
from retrieval.vocabulary import Vocabulary

TEXT_LIMIT = 2000  # characters of a query
UNTUNED = Tuned()


class Retriever:
    """One open catalog. Safe to share between conversations and threads: it only reads."""

    def __init__(self, catalog: Catalog, store: Store, encoders: Encoders, meanings: Meanings, terms: Sequence[ScoreTerm] = (), tuned: Tuned = UNTUNED) -> None:
        self.catalog = catalog
        learned = catalog.learned
        self.vocabulary = Vocabulary(catalog.items, learned)
        self.assortment = Assortment(learned.heads)
        self.store = store
        self._encoders = encoders
        self.terms = tuple(terms) or fitted_terms()
        self._meanings = meanings
        place = {name: at for at, name in enumerate(meanings.names)}
        self._leaning = Leaning(encoders.text)
        self._themes = np.array([*(place.get(name, -1) for name in learned.kinds), -1])[learned.kind_of]
        self._evidence = EvidenceFinder(encoders.text, self.get)
        self._facts = catalog.facts
        self._ratings = trusted_ratings(self._facts.numbers("rating"), self._facts.numbers("reviews"))
        self._available = availability(self._facts.numbers("stock"))
        self._threads = ThreadPoolExecutor(2, "search") if len(catalog.items) > THREADS_FROM else None
        self._tuned = tuned
        self._resembling = Resembling(store, catalog.items, self.vocabulary)
        self._photos = PhotoReader(encoders, meanings, self._resembling, catalog.items, self.vocabulary, tuned)

    @property
    def items(self) -> Sequence[Item]:
        return self.catalog.items

    @cached_property
    def _links(self) -> Complements:
        return Complements(self.items)

    @property
    def text_encoder(self) -> TextEncoder:
        return self._encoders.text

    def search(self, query: Query) -> list[Suggestion]:
        """The k best items that meet every hard constraint, ranked, each with its reasons; fewer where fewer match.

        What the text denies ("not leather", "without a hood") is filtered as well; nothing else of the text is.

        Raises BadInput for a text over TEXT_LIMIT or a k below 1, NotFound for an unknown id in `like`.
        """
        found = self.candidates(query)
        mixed = scores(found, query, self.terms)
        order = ordered(found.items, mixed, query)
        if not query.every_colorway:
            order = one_of_each(order, lambda place: model_key(found.items[place]))
        suggestions = []
        for rank, place in enumerate(order[: query.k], start=1):
            item = found.items[place]
            near = {name: float(values[place]) for name, values in found.channels.items()}
            also = tuple(each.color for each in self.vocabulary.colorways(item) if each is not item and each.color)
            suggestions.append(Suggestion(item, rank, round(float(mixed[place]), 4), reasons(item, query, near), also))
        return suggestions

    def candidates(self, query: Query) -> Candidates:
        """What may be shown for a query, with the raw scores of every channel. Raises what `search` raises."""
        self._check(query)
        rows, channels = self._candidates(query)
        return Candidates([self.items[row] for row in rows], channels)

    def shown_in(self, photo: PhotoReading) -> Item | None:
        """The item whose picture comes closest to a photo, None where none may be the same thing."""
        return self._resembling.shown(photo.features)

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
        return [self.items[row] for row in self.store.match(constraints).tolist()]

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
        """More like this one: near in words and picture; the item itself and its other colours, which it tells of, left out. Raises NotFound."""
        ways = self.vocabulary.colorways(self.get(id))
        return self.search(Query(like=(id,), exclude=frozenset({id, *(each.id for each in ways)}), k=k))

    def complements(self, id: str, k: int = 6) -> list[Suggestion]:
        """What goes with this one by the shop's own links; empty where its data gives none. Raises NotFound."""
        return self._links.of(self.get(id), k)

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
        """Rows that meet the hard constraints and are near in some channel, the best of them if they are many, with all channel scores for each."""
        mentions = self.vocabulary.mentions(query.text)
        text = heard(query.text, mentions)
        exclude = tuple(sorted(self.catalog.rows[id] for id in query.exclude if id in self.catalog.rows))
        looked = Looked(
            self._vectors(query, text),
            " ".join(looked_up(text)),
            (*query.hard, *denials(query.text, mentions)),
            exclude,
            facts_wished(query, mentions),
            [(TEXT, self._leaning.axis(query.lean))] if query.lean else (),
            query.k,
            closed=not (query.lean or query.helps),
            known=self._known(query),
        )
        passing = self.store.match(looked.hard, exclude)
        rows = candidate_rows(self.store, looked, passing, self._threads)
        if query.sort and len(rows) < len(passing):
            rows = np.union1d(rows, self._sorted(passing, query.sort)[: max(KEPT, SPARE * query.k)])
        if not len(rows):
            return [], {}
        channels = self._channels(query, looked, rows)
        if len(rows) > KEPT:
            places = self._best(query, rows, channels)
            many, rows = len(rows) > EVERY, rows[places]
            channels = self._channels(query, looked, rows) if many else {name: values[places] for name, values in channels.items()}
        return rows.tolist(), channels

    def _known(self, query: Query) -> dict[str, dict[int, float]]:
        """Channel -> row -> score, for channels that are 0 for nearly every item: colourways of what a photo may show, titles with a name that was said."""
        found: dict[str, dict[int, float]] = {}
        if query.photo is not None:
            found["same model"] = {self.catalog.rows[id]: share for id, share in self._resembling.of(query.photo.features).models.items()}
        if names := title_names(query.text, self.vocabulary):
            found["entitled"] = {self.catalog.rows[id]: share for id, share in entitled(names, self.vocabulary).items()}
        return found

    def _channels(self, query: Query, looked: Looked, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Channel -> (rows,) raw scores."""
        channels, by_words = raw_scores(self.store, looked, rows, self._threads)
        if "photo meaning" in channels:
            channels["photo meaning"] = self._tuned.scaled(channels["photo meaning"])
        if "meaning" in looked.vectors:
            channels["words"] = full_text(by_words, len(set(looked.words.split())))
            if self._meanings.names:
                near = np.append(self._meanings.themes @ looked.vectors["meaning"][1], 0.0)  # -1: an item without a kind
                channels["theme"] = near[self._themes[rows]]
        likes = [channels.pop(name) for name in ("like text", "like picture") if name in channels]
        if likes:
            channels["like"] = np.mean(likes, axis=0)
        if query.lean:
            items = [self.items[row] for row in rows.tolist()]
            channels["lean"] = self._leaning.along(self._leaning.axis(query.lean), items, self.store.vectors(TEXT, rows))
        if query.helps:
            channels["helps"] = helping([self.items[row] for row in rows.tolist()], query.helps)
        channels |= {name: self._facts.share(wishes, rows) for name, wishes in looked.facts.items()}
        channels |= {name: spread_out(scored, rows) for name, scored in looked.known.items()}
        return channels | {"rating": self._ratings[rows], "available": self._available[rows]}

    def _best(self, query: Query, rows: np.ndarray, channels: dict[str, np.ndarray]) -> np.ndarray:
        """Places of those that can be among the k best: only they are read."""
        found = scores(Candidates(Chosen(self.items, rows), channels), query, self.terms)
        places = best_places(found, channels, self._facts.numbers("price")[rows], query.k)
        if query.sort:
            first = self._sorted(rows[relevant(found, query)], query.sort)[: max(KEPT, SPARE * query.k)]
            places = np.union1d(places, np.searchsorted(rows, first))
        return places

    def _sorted(self, rows: np.ndarray, sort: str) -> np.ndarray:
        """The rows in order of a slot of numbers, those without one last; sizes told in words are read item by item."""
        slot = sort.removeprefix("-")
        if slot == "size":
            stated = np.array([value if (value := number_of(self.items[row], slot)) is not None else np.nan for row in rows.tolist()])
        else:
            stated = self._facts.numbers(slot)[rows]
        return np.asarray(rows[np.argsort(-stated if sort.startswith("-") else stated, kind="stable")])  # NaN comes last both ways


def _centre(vectors: np.ndarray) -> np.ndarray:
    """The normalised mean; zeros stay zeros (no picture)."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)
