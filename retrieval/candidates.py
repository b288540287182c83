"""Which items are looked at closely, of a catalog too large to look at all: the near ones of every channel, and of those the best."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from retrieval.constraints import Constraint
from retrieval.stores.arrays import dots
from retrieval.stores.protocol import Store

EVERY = 1000  # so many items that meet the constraints are all scored
POOL = 200  # of more, those that each channel brings; the scores of all channels are then computed for all of them
KEPT = 100  # that are read, ordered and explained, the best by their scores; at least SPARE for each result
SPARE = 4
PARTS = 2  # of a scan, one for each thread: pictures alone take longer than all texts
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


def candidate_rows(store: Store, looked: Looked, passing: np.ndarray, threads: Executor | None) -> np.ndarray:
    """The rows to score, in catalog order.

    Every item that meets the constraints, where those are few or can be scanned; else what each channel brings, once by itself and once among the items that
    also meet all facts named or seen: without that an item of the right kind and colour could lie outside of every pool.
    """
    pool = max(POOL, looked.k)
    everything = len(passing) <= (store.scans if looked.closed else EVERY) or not (looked.vectors or looked.words or looked.along)
    if everything:
        return passing
    filters = [looked.hard, *((*looked.hard, *(wish for wish, _ in wishes)) for wishes in looked.facts.values())]
    places = [*looked.vectors.values(), *looked.along]
    searches = [_by_vector(store, *place, filter, looked.exclude, pool) for filter in dict.fromkeys(filters) for place in places]
    if looked.words:
        searches.insert(0, lambda: store.by_words(looked.words, looked.hard, looked.exclude, pool))
    found = (threads.map if threads else map)(lambda each: each(), searches)
    return np.array(sorted({row for each in found for row in each}), np.int64)


def _by_vector(
    store: Store, column: str, vector: np.ndarray, filter: tuple[Constraint, ...], exclude: tuple[int, ...], n: int
) -> Callable[[], dict[int, float]]:
    return lambda: store.by_vector(column, vector, filter, exclude, n)


def raw_scores(store: Store, looked: Looked, rows: np.ndarray, threads: Executor | None) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Channel -> (rows,) cosines, and BM25 (rows,).

    Of few rows as exactly as they are stored, each column read once; of many by the store's scans, side by side, the widest first.
    """

    def by_words() -> np.ndarray:
        return store.word_scores(looked.words, rows) if looked.words else np.zeros(len(rows), np.float32)

    vectors = looked.vectors
    if len(rows) <= EVERY:
        read = {column: store.vectors(column, rows) for column in {column for column, _ in vectors.values()}}
        return {name: dots(vector, read[column]) for name, (column, vector) in vectors.items()}, by_words()
    names = sorted(vectors, key=lambda name: -len(vectors[name][1]))
    parts = np.array_split(rows, PARTS if threads else 1)
    scans: list[Callable[[], np.ndarray]] = [partial(store.cosines, *vectors[name], part) for name in names for part in parts]
    *cosines, words = (threads.map if threads else map)(lambda each: each(), [*scans, by_words])
    return {name: np.concatenate(cosines[at * len(parts) : (at + 1) * len(parts)]) for at, name in enumerate(names)}, words


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
