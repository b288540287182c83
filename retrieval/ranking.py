"""How high an item ranks: a convex combination of normalised channels. Each channel is a score term with a name and a weight."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.constraints import holds
from retrieval.frame_words import telling_words
from retrieval.item import Item
from retrieval.query import Query

GOOD_BM25 = 6.0  # a telling word that stands in a title scores about this much in a catalog of some hundred items
MAYBE_THE_SAME, SURELY_THE_SAME = 0.75, 0.83  # cosine of image features; in 95 of 100 a changed photo of an item has .71 (goods) or .81 (garments) to its own
UNLIKE = 0.4  # cosine of image features: most pictures of one shop are more alike
TELLS_APART = 0.015  # difference of cosines that counts
OUT_OF_STOCK = 0.75  # factor: what cannot be bought now goes lower, but an item asked for by name still appears


@dataclass(frozen=True)
class Candidates:
    """Items that meet every hard constraint, with their raw channel scores, each (items,) float; None for a channel the query lacks."""

    items: Sequence[Item]
    channels: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class ScoreTerm:
    """One channel: its weight among those the query uses, and its values from 0 to 1 (None where the query does not use it)."""

    name: str
    weight: float
    score: Callable[[Candidates, Query], np.ndarray | None]


def scores(candidates: Candidates, query: Query, terms: Sequence[ScoreTerm]) -> np.ndarray:
    """(items,) from 0 to 1: the weighted mean of the terms the query uses, lowered for what is out of stock."""
    used = [(term.weight, values) for term in terms if (values := term.score(candidates, query)) is not None]
    total = sum(weight for weight, _ in used)
    mixed = sum((weight * values for weight, values in used), np.zeros(len(candidates.items))) / total if total else np.zeros(len(candidates.items))
    available = np.array([OUT_OF_STOCK if item.stock == 0 else 1.0 for item in candidates.items])
    return np.asarray(np.clip(mixed, 0, 1) * available)


def full_text(candidates: Candidates, query: Query) -> np.ndarray | None:
    """BM25 as a share of the best, or of what a good match of so many words would have: one rare word out of four is no full match."""
    values = candidates.channels.get("words")
    if values is None or not values.size:
        return None
    telling = len(set(telling_words(query.text)))
    return values / max(float(values.max()), GOOD_BM25 * telling, 1e-9)


def as_it_is(name: str) -> Callable[[Candidates, Query], np.ndarray | None]:
    """A channel that is a share already."""

    def score(candidates: Candidates, query: Query) -> np.ndarray | None:
        return candidates.channels.get(name)

    return score


def by_range(name: str, low: float, high: float) -> Callable[[Candidates, Query], np.ndarray | None]:
    """A cosine channel: `low` and below is 0, `high` and above is 1."""

    def score(candidates: Candidates, query: Query) -> np.ndarray | None:
        values = candidates.channels.get(name)
        return None if values is None else np.clip((values - low) / (high - low), 0, 1)

    return score


def looks(candidates: Candidates, query: Query) -> np.ndarray | None:
    """How alike the pictures are. An item without a picture is taken to look as it reads: what reads as well as a tenth of the others looks as well."""
    values = candidates.channels.get("photo")
    if values is None:
        return None
    found = np.clip((values - UNLIKE) / (1 - UNLIKE), 0, 1)
    reads, seen = candidates.channels.get("photo meaning"), values != 0
    if reads is None or seen.all() or not seen.any():
        return found
    place = np.searchsorted(np.sort(reads[seen]), reads[~seen]) / seen.sum()
    found[~seen] = np.quantile(found[seen], place)
    return found


def same_thing(candidates: Candidates, query: Query) -> np.ndarray | None:
    """Near 1 only for what looks as much like the photo as the best does, where that is so alike that it may be the very item.

    Colourways of one product have cosines of .97; without this term a guessed colour would outweigh the last .02 that tell them apart.
    """
    values = candidates.channels.get("photo")
    if values is None or not values.size:
        return None
    best = float(values.max())
    sure = np.clip((best - MAYBE_THE_SAME) / (SURELY_THE_SAME - MAYBE_THE_SAME), 0, 1)
    return np.asarray(sure * np.exp((values - best) / TELLS_APART)) if sure > 0 else None


def wishes(candidates: Candidates, query: Query) -> np.ndarray | None:
    """The share of soft wishes an item meets."""
    if not query.soft:
        return None
    return np.array([sum(holds(wish, item) for wish in query.soft) / len(query.soft) for item in candidates.items])


def leaning(candidates: Candidates, query: Query) -> np.ndarray | None:
    """How far an item lies in the direction of style asked for, among the candidates: the farthest is 1, the nearest 0."""
    values = candidates.channels.get("lean")
    if values is None or not values.size:
        return None
    span = float(values.max() - values.min())
    return (values - values.min()) / span if span > 1e-6 else np.full(values.shape, 0.5)


def liking(candidates: Candidates, query: Query) -> np.ndarray | None:
    """A small prior: the rating, pulled towards the middle where few have rated."""
    return np.array([_trusted_rating(item) for item in candidates.items])


def _trusted_rating(item: Item) -> float:
    """0 to 1. Bayesian mean with ten imagined ratings of 4.0."""
    if item.rating is None:
        return 0.8
    count = item.reviews if item.reviews is not None else 10
    mean = (item.rating * count + 4.0 * 10) / (count + 10)
    return min(1.0, max(0.0, mean / 5)) * (0.9 + 0.1 * min(1.0, math.log10(1 + count) / 3))


# Text weights: the best of a grid on 60 queries by use over the starter catalog (P@5 .67, the text vector alone .57); the rest by hand.
# What helps, by examples of needs (retrieval/needs.py): of 54 stories 36 find a right kind first at 0.15 and 38 at 0.4, and 53 among six against 48 without it.
TERMS: tuple[ScoreTerm, ...] = (
    ScoreTerm("words", 0.2, full_text),
    ScoreTerm("meaning", 0.5, by_range("meaning", 0.1, 0.7)),
    ScoreTerm("theme", 0.7, by_range("theme", 0.1, 0.7)),
    ScoreTerm("named", 0.4, as_it_is("named")),
    ScoreTerm("helps", 0.4, as_it_is("helps")),
    ScoreTerm("photo", 0.9, looks),
    ScoreTerm("same thing", 0.6, same_thing),
    ScoreTerm("photo meaning", 0.2, as_it_is("photo meaning")),
    ScoreTerm("seen", 0.3, as_it_is("seen")),
    ScoreTerm("like", 0.6, by_range("like", 0.4, 1.0)),
    ScoreTerm("lean", 1.5, leaning),
    ScoreTerm("wishes", 0.5, wishes),
    ScoreTerm("rating", 0.05, liking),
)
