"""Standard measures of ranked lists by ir-measures, with bootstrap intervals over the queries (after Sakai 2006)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

DEPTH = 10
MEASURES = {"ndcg@10": nDCG @ DEPTH, "r@1": R @ 1, "r@5": R @ 5, "r@10": R @ DEPTH, "mrr": RR}
RESAMPLES = 2000
SEED = 1

Run = Sequence[Sequence[str]]  # for each query the ids found, the best first


@dataclass(frozen=True)
class Figure:
    """The mean of a measure over the queries, with the ends of its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} ({self.low:.3f} to {self.high:.3f})"


def by_query(grades: Sequence[Mapping[str, int]], run: Run, exact: int = 1) -> dict[str, np.ndarray]:
    """Measure -> (queries,) values. Recall and reciprocal rank count what has at least the grade `exact`; nDCG gains by the grade itself."""
    qrels = [ir_measures.Qrel(str(at), id, grade) for at, each in enumerate(grades) for id, grade in each.items()]
    docs = [ir_measures.ScoredDoc(str(at), id, float(-place)) for at, ids in enumerate(run) for place, id in enumerate(ids)]
    docs += [ir_measures.ScoredDoc(str(at), "\0nothing", -1e9) for at, ids in enumerate(run) if not ids]  # a query without an answer counts 0
    asked = {name: measure if name.startswith("ndcg") else measure(rel=exact) for name, measure in MEASURES.items()}
    values = {name: np.zeros(len(grades)) for name in asked}
    names = {measure: name for name, measure in asked.items()}
    for found in ir_measures.iter_calc(list(asked.values()), qrels, docs):
        values[names[found.measure]][int(found.query_id)] = found.value
    return values


def interval(values: np.ndarray, seed: int = SEED) -> Figure:
    """The mean of (queries,) values with its 95 % percentile bootstrap interval."""
    drawn = np.random.default_rng(seed).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[drawn].mean(axis=1), (2.5, 97.5))
    return Figure(float(values.mean()), float(low), float(high))


def figures(grades: Sequence[Mapping[str, int]], run: Run, exact: int = 1) -> dict[str, Figure]:
    """Measure -> its mean and interval over the queries."""
    return {name: interval(values) for name, values in by_query(grades, run, exact).items()}
