"""How high an item ranks: a convex combination of normalised channels. Each channel is a score term with a name and a weight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.errors import StorageError
from retrieval.item import Item
from retrieval.query import Query
from retrieval.weights import read_weights

GOOD_BM25 = 6.0  # a telling word that stands in a title scores about this much in a catalog of some hundred items
MAYBE_THE_SAME, SURELY_THE_SAME = 0.75, 0.83  # cosine of image features; in 95 of 100 a changed photo of an item has .71 (goods) or .81 (garments) to its own
UNLIKE = 0.4  # cosine of image features: most pictures of one shop are more alike
TELLS_APART = 0.015  # difference of cosines that counts
OUT_OF_STOCK = 0.75  # factor: what cannot be bought now goes lower, but an item asked for by name still appears


@dataclass(frozen=True)
class Candidates:
    """Items that meet every hard constraint, with their raw channel scores, each (items,) float; a channel the query lacks is absent.

    "rating" and "wishes" are shares already, and "available" is the factor for what can be bought now.
    """

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
    return np.asarray(np.clip(mixed, 0, 1) * candidates.channels.get("available", 1.0))


def full_text(bm25: np.ndarray, words: int) -> np.ndarray:
    """(items,) BM25 as a share of the best, or of what a good match of so many words would have: one rare word out of four is no full match."""
    return bm25 / max(float(bm25.max(initial=0.0)), GOOD_BM25 * words, 1e-9)


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
    found = alike(values)
    return found if found.any() else None


def alike(cosines: np.ndarray) -> np.ndarray:
    """How likely each of these pictures, by its cosine to a photo, shows the very thing: (pictures,) from 0 to 1."""
    best = float(cosines.max())
    sure = np.clip((best - MAYBE_THE_SAME) / (SURELY_THE_SAME - MAYBE_THE_SAME), 0, 1)
    return np.asarray(sure * np.exp((cosines - best) / TELLS_APART))


def leaning(candidates: Candidates, query: Query) -> np.ndarray | None:
    """How far an item lies in the direction of style asked for, among the candidates: the farthest is 1, the nearest 0."""
    values = candidates.channels.get("lean")
    if values is None or not values.size:
        return None
    span = float(values.max() - values.min())
    return (values - values.min()) / span if span > 1e-6 else np.full(values.shape, 0.5)


def availability(stock: np.ndarray) -> np.ndarray:
    """(items,) the factor of each score; NaN stands for a stock that the shop does not say."""
    return np.where(stock == 0, OUT_OF_STOCK, 1.0)


def trusted_ratings(ratings: np.ndarray, reviews: np.ndarray) -> np.ndarray:
    """(items,) from 0 to 1, a small prior: the rating, pulled towards the middle where few have rated; NaN stands for what the shop does not say.

    Bayesian mean with ten imagined ratings of 4.0.
    """
    count = np.maximum(np.nan_to_num(reviews, nan=10.0), 0.0)
    mean = (ratings * count + 4.0 * 10) / (count + 10)
    trusted = np.clip(mean / 5, 0, 1) * (0.9 + 0.1 * np.minimum(1.0, np.log10(1 + count) / 3))
    return np.asarray(np.where(np.isnan(ratings), 0.8, trusted))


CHANNELS: tuple[tuple[str, Callable[[Candidates, Query], np.ndarray | None]], ...] = (
    ("words", as_it_is("words")),
    ("meaning", by_range("meaning", 0.1, 0.7)),
    ("theme", by_range("theme", 0.1, 0.7)),
    ("named", as_it_is("named")),
    ("entitled", as_it_is("entitled")),
    ("helps", as_it_is("helps")),
    ("photo", looks),
    ("same thing", same_thing),
    ("same model", as_it_is("same model")),
    ("photo meaning", as_it_is("photo meaning")),
    ("seen", as_it_is("seen")),
    ("like", by_range("like", 0.4, 1.0)),
    ("lean", leaning),
    ("wishes", as_it_is("wishes")),
    ("rating", as_it_is("rating")),
)


@lru_cache(maxsize=1)
def fitted_terms() -> tuple[ScoreTerm, ...]:
    """Every channel with its weight of retrieval/weights.json. Raises StorageError where that file is damaged or names other channels."""
    values = read_weights().values
    if set(values) != {name for name, _ in CHANNELS}:
        raise StorageError(f"the weights name {', '.join(sorted(values))}: fit them with python -m retrieval.benchmark.fit")
    return tuple(ScoreTerm(name, values[name], score) for name, score in CHANNELS)
