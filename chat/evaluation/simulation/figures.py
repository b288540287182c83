"""The figures of simulated dialogues: pass^k, and how far they may be off."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np

RESAMPLES = 2000
PERCENTILES = (2.5, 97.5)


def pass_k(successes: int, trials: int, k: int) -> float:
    """The chance that k trials of a task, drawn from those made, all succeed: comb(c, k) / comb(n, k), after Yao et al. 2024 (tau-bench)."""
    if not 1 <= k <= trials:
        raise ValueError(f"pass^{k} needs at least {k} trials, there are {trials}")
    return comb(successes, k) / comb(trials, k)


def chance(valid: int, among: int, shown: int) -> float:
    """The chance that a list of `shown` items drawn at random from `among` holds one of the `valid` ones."""
    return 1.0 - comb(among - valid, min(shown, among)) / comb(among, min(shown, among)) if among else 0.0


def interval(values: Sequence[float], seed: int) -> list[float]:
    """Bootstrap interval of the mean, 95 %, percentile method; `values` hold one figure a goal, since trials of one goal are not independent."""
    if not values:
        return [0.0, 0.0]
    generator = np.random.default_rng(seed)
    drawn = generator.integers(0, len(values), (RESAMPLES, len(values)))
    return [round(float(each), 4) for each in np.percentile(np.asarray(values, float)[drawn].mean(axis=1), PERCENTILES)]
