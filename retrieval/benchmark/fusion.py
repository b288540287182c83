"""Ours beside what else could be done with the same channels: reciprocal rank fusion, and every channel alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.benchmark.measures import Figure, Run, by_query, interval
from retrieval.benchmark.queries import EXACT
from retrieval.benchmark.table import ScoredQuery, alone, fused, grades_of

OURS, FUSED, BARE = "ours", "reciprocal rank fusion", "text vectors, the words as they stand"
NO_RANKING = ("rating",)  # a prior that knows nothing of the query: alone it is no channel to compare with


@dataclass(frozen=True)
class Compared:
    """One way to rank: its figures by measure, and the gain of ours in nDCG@10 over it with its interval, query by query."""

    name: str
    figures: Mapping[str, Figure]
    gain: Figure


def compare(table: Sequence[ScoredQuery], ours: Run, terms: Sequence[str], others: Mapping[str, Run] | None = None) -> list[Compared]:
    """Ours first, then fusion, then the channels and `others`, the best first. `ours` holds the ids that were shown for each query.

    Fusion and channels get the filters and the reading of the words that ours gets.
    """
    grades = grades_of(table)
    used = [at for at, name in enumerate(terms) if name not in NO_RANKING and any(each.used[at] for each in table)]
    runs: dict[str, Run] = {OURS: ours, FUSED: fused(table, used), **{f"{terms[at]} alone": alone(table, at) for at in used}, **(others or {})}
    values = {name: by_query(grades, run, EXACT) for name, run in runs.items()}
    found = [
        Compared(name, {measure: interval(each) for measure, each in measured.items()}, interval(values[OURS]["ndcg@10"] - measured["ndcg@10"]))
        for name, measured in values.items()
    ]
    return [*found[:2], *sorted(found[2:], key=lambda each: -each.figures["ndcg@10"].mean)]


def by_type(table: Sequence[ScoredQuery], ours: Run) -> dict[str, Mapping[str, Figure]]:
    """Type of query -> the figures of ours."""
    values = by_query(grades_of(table), ours, EXACT)
    types = np.array([each.judged.type for each in table])
    return {name: {measure: interval(each[types == name]) for measure, each in values.items()} for name in dict.fromkeys(types.tolist())}
