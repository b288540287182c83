"""Several voters on one closed question, weighed by how right they were on photos they had not seen: the outcome is a calibrated distribution.

A logarithmic opinion pool (Genest and Zidek 1986): the probabilities of the voters are multiplied, each raised to its weight. The weights minimise the
log loss of held-out photos; as they may be below one together, they also cure overconfidence, as a temperature does (Guo et al. 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

WEIGHTS = (0.0, 0.3, 0.6, 1.0, 1.5, 2.2, 3.2)  # tried for each voter
FLOOR = 0.01  # of each voter's probability goes to all names alike, so that none can veto
MOST = 400  # photos the weights are found on


def pooled(votes: Sequence[np.ndarray], weights: Sequence[float]) -> np.ndarray:
    """(n, names) probabilities from the votes, each (n, names) from 0 to 1."""
    logits = sum(weight * np.log((1 - FLOOR) * vote + FLOOR / vote.shape[1]) for vote, weight in zip(votes, weights, strict=True))
    raised = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def weigh(votes: Sequence[np.ndarray], truth: np.ndarray) -> tuple[float, ...]:
    """The weights with the least log loss. `truth` is (n,): the place of the right name. Votes are those on photos that were held out."""
    drawn = np.linspace(0, len(truth) - 1, min(len(truth), MOST)).round().astype(int)
    some, right = [vote[drawn] for vote in votes], truth[drawn]
    return min(product(WEIGHTS, repeat=len(votes)), key=lambda each: log_loss(pooled(some, each), right))


def log_loss(probabilities: np.ndarray, truth: np.ndarray) -> float:
    return float(-np.log(np.maximum(probabilities[np.arange(len(truth)), truth], 1e-12)).mean())


def as_vote(outputs: np.ndarray) -> np.ndarray:
    """The outputs of a regression onto yes and no, (n, names), as shares that sum to 1."""
    clipped = np.clip(outputs, 1e-3, None)
    return np.asarray(clipped / clipped.sum(axis=1, keepdims=True))


def spread(shares: np.ndarray) -> np.ndarray:
    """Shares that sum to at most 1: what is left goes to all names alike."""
    left = np.clip(1 - shares.sum(axis=-1, keepdims=True), 0, 1)
    return np.asarray(shares + left / shares.shape[-1])
