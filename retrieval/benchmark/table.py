"""The scores of every term for every judged query, taken from the retriever once, so that weights can be tried without searching again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.asking import asked
from retrieval.benchmark.measures import DEPTH
from retrieval.benchmark.queries import JudgedQuery
from retrieval.documents import passage
from retrieval.needs import NeedReader
from retrieval.ranking import OUT_OF_STOCK
from retrieval.retriever import Retriever

RRF_K = 60  # Cormack, Clarke & Buettcher 2009


@dataclass(frozen=True, eq=False)
class ScoredQuery:
    """A judged query with its candidates: `ids` (items,), `values` (items, terms) from 0 to 1 and `used` (terms,), `available` (items,) as a factor."""

    judged: JudgedQuery
    ids: tuple[str, ...]
    values: np.ndarray
    used: np.ndarray
    available: np.ndarray

    def mixed(self, weights: np.ndarray) -> np.ndarray:
        """(items,): what `ranking.scores` gives with these weights, (terms,)."""
        share = weights * self.used
        return np.asarray(self.values @ (share / max(share.sum(), 1e-9)) * self.available)

    def best(self, scores: np.ndarray) -> list[str]:
        """The ids of the best, ties in catalog order."""
        return [self.ids[place] for place in np.argsort(-scores, kind="stable")[:DEPTH]]


def score_queries(retriever: Retriever, queries: Sequence[JudgedQuery], needs: NeedReader | None) -> Iterator[ScoredQuery]:
    """The table, one query after another."""
    for judged in queries:
        query = asked(retriever, judged.text, k=DEPTH, needs=needs)
        found = retriever.candidates(query)
        columns = [term.score(found, query) for term in retriever.terms]
        empty = np.zeros(len(found.items))
        values = np.stack([empty if column is None else column for column in columns], axis=1)
        used = np.array([column is not None for column in columns], float)
        available = np.array([OUT_OF_STOCK if item.stock == 0 else 1.0 for item in found.items])
        yield ScoredQuery(judged, tuple(item.id for item in found.items), values, used, available)


def alone(table: Sequence[ScoredQuery], term: int) -> list[list[str]]:
    """The run of one channel by itself; nothing is found for a query that does not use it."""
    return [each.best(each.values[:, term]) if each.used[term] else [] for each in table]


def fused(table: Sequence[ScoredQuery], terms: Sequence[int]) -> list[list[str]]:
    """The run of reciprocal rank fusion over these channels; items that a channel cannot tell apart share their mean rank."""
    runs = []
    for each in table:
        total = np.zeros(len(each.ids))
        for term in terms:
            if each.used[term] and each.values.size:
                total += 1 / (RRF_K + mean_ranks(each.values[:, term]))
        runs.append(each.best(total))
    return runs


def bare_vectors(retriever: Retriever, texts: Sequence[str]) -> list[list[str]]:
    """The run of the text encoder by itself: the nearest products to the words as they stand, nothing read out of them, nothing filtered."""
    items = list(retriever.items)
    near = retriever.text_encoder.encode(texts) @ retriever.text_encoder.encode([passage(item) for item in items]).T
    return [[items[place].id for place in np.argsort(-row, kind="stable")[:DEPTH]] for row in near]


def mean_ranks(values: np.ndarray) -> np.ndarray:
    """(items,) ranks from 1, the highest value first; equal values share the mean of their ranks."""
    _, group, counts = np.unique(-values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[group.reshape(-1)])


def grades_of(table: Sequence[ScoredQuery]) -> list[Mapping[str, int]]:
    return [each.judged.grades for each in table]
