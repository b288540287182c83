"""Which items are looked at closely, of a catalog too large to look at all: the near ones of every channel, and of those the best."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

import numpy as np

from retrieval.constraints import Constraint
from retrieval.stores.arrays import dots
from retrieval.stores.protocol import Store

EVERY = 1000  # so many items that meet the constraints are all scored
POOL = 200  # of more, those that each channel brings; the scores of all channels are then computed for all of them
KEPT = 100  # that are read, ordered and explained, the best by their scores; at least SPARE for each result
SPARE = 4
THREADS_FROM = 20_000  # items from which the channels search side by side


@dataclass(frozen=True, eq=False)
class Looked:
    """What a query looks for: channel -> the store's column and a vector, words for the full text, facts that raise an item, constraints that decide.

    `facts` are wishes by channel; `known` are scores by row of channels that are 0 elsewhere; `along` are vectors that only bring candidates.
    """

    vectors: Mapping[str, tuple[str, np.ndarray]]
    words: str
    hard: tuple[Constraint, ...]
    exclude: tuple[int, ...]
    facts: Mapping[str, Sequence[tuple[Constraint, float]]] = field(default_factory=dict)
    along: Sequence[tuple[str, np.ndarray]] = ()
    k: int = POOL
    known: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    closed: bool = True  # whether all channels are arrays: then many items are scored at once, and none has to be read for it


def candidate_rows(store: Store, looked: Looked, passing: np.ndarray, threads: Executor | None) -> tuple[np.ndarray, dict[int, float]]:
    """The rows to score, in catalog order, and BM25 of those among them that have the words.

    Every item that meets the constraints, where those are few or can be scanned; else what each channel brings, once by itself and once among the items that
    also meet all facts named or seen: without that an item of the right kind and colour could lie outside of every pool.
    """
    pool = max(POOL, looked.k)
    everything = len(passing) <= (store.scans if looked.closed else EVERY) or not (looked.vectors or looked.words or looked.along)
    searches: list[Callable[[], dict[int, float]]] = []
    if not everything:
        filters = [looked.hard, *((*looked.hard, *(wish for wish, _ in wishes)) for wishes in looked.facts.values())]
        places = [*looked.vectors.values(), *looked.along]
        searches = [_by_vector(store, *place, filter, looked.exclude, pool) for filter in dict.fromkeys(filters) for place in places]

    def by_words() -> dict[int, float]:
        return store.by_words(looked.words, looked.hard, looked.exclude, len(passing) if everything else pool) if looked.words else {}

    found = [each() for each in (by_words, *searches)] if threads is None else list(threads.map(lambda each: each(), (by_words, *searches)))
    if everything:
        return passing, found[0]
    return np.array(sorted({row for each in found for row in each}), np.int64), found[0]


def _by_vector(
    store: Store, column: str, vector: np.ndarray, filter: tuple[Constraint, ...], exclude: tuple[int, ...], n: int
) -> Callable[[], dict[int, float]]:
    return lambda: store.by_vector(column, vector, filter, exclude, n)


def cosines(store: Store, vectors: Mapping[str, tuple[str, np.ndarray]], rows: np.ndarray, threads: Executor | None) -> dict[str, np.ndarray]:
    """Channel -> (rows,) cosines: of few rows as exactly as they are stored, each column read once; of many by the store's scan, side by side."""
    if len(rows) > EVERY:
        found = (threads.map if threads else map)(lambda pair: store.cosines(pair[0], pair[1], rows), vectors.values())
        return dict(zip(vectors, found, strict=True))
    read = {column: store.vectors(column, rows) for column in {column for column, _ in vectors.values()}}
    return {name: dots(vector, read[column]) for name, (column, vector) in vectors.items()}


def spread_out(scored: Mapping[int, float], rows: np.ndarray) -> np.ndarray:
    """(rows,) the scores of some rows, 0 for the others; `rows` are in catalog order."""
    found = np.zeros(len(rows))
    known = np.fromiter(scored.keys(), np.int64, len(scored))
    places = np.searchsorted(rows, known)
    here = places < len(rows)
    here[here] = rows[places[here]] == known[here]
    found[places[here]] = np.fromiter(scored.values(), np.float64, len(scored))[here]
    return found


def best_places(found: np.ndarray, channels: Mapping[str, np.ndarray], price: np.ndarray, k: int) -> np.ndarray:
    """Places, in order, of the best of many candidates; ties go by price.

    The highest and lowest of each channel stay among them, because scores are relative to those: what is kept scores the same as before.
    """
    count = max(KEPT, SPARE * k)
    if len(found) <= count:
        return np.arange(len(found))
    least = np.partition(found, len(found) - count)[len(found) - count]
    places = np.flatnonzero(found >= least)
    places = places[np.lexsort((places, np.nan_to_num(price[places], nan=np.inf), -found[places]))][:count]
    ends = [end for values in channels.values() for end in (int(values.argmax()), int(values.argmin()))]
    return np.array(sorted({*places.tolist(), *ends}), np.int64)
