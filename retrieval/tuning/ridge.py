"""Ridge regression from picture features to several targets, solved in the smaller of its two forms, and predictions for what was not learned from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Ridge:
    """`middle` (features,), `weights` (features, targets), `offset` (targets,), all float32."""

    middle: np.ndarray
    weights: np.ndarray
    offset: np.ndarray

    def predict(self, features: np.ndarray) -> np.ndarray:
        """(n, targets) of (n, features)."""
        return np.asarray((features - self.middle) @ self.weights + self.offset, dtype=np.float32)


def fit(features: np.ndarray, targets: np.ndarray, strength: float) -> Ridge:
    """Least squares with an L2 penalty of `strength` times the mean eigenvalue of the Gram matrix (Hoerl and Kennard 1970).

    `features` is (n, width), `targets` (n, targets). Works on the n by n Gram matrix where n is below the width (Saunders et al. 1998), else on the
    width by width one: memory is the square of the smaller.
    """
    middle, offset = features.mean(axis=0), targets.mean(axis=0)
    x, y = (features - middle).astype(np.float64), (targets - offset).astype(np.float64)
    dual = x.shape[0] <= x.shape[1]
    gram = x @ x.T if dual else x.T @ x
    gram[np.diag_indices_from(gram)] += max(strength * float(np.trace(gram)) / len(x), 1e-9)
    weights = x.T @ np.linalg.solve(gram, y) if dual else np.linalg.solve(gram, x.T @ y)
    return Ridge(middle.astype(np.float32), weights.astype(np.float32), offset.astype(np.float32))


def held_out(features: np.ndarray, targets: np.ndarray, folds: np.ndarray, strength: float) -> np.ndarray:
    """(n, targets): each fold predicted by what the others teach."""
    found = np.zeros(targets.shape, np.float32)
    for rest, here in splits(folds):
        found[here] = fit(features[rest], targets[rest], strength).predict(features[here])
    return found


def splits(folds: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each fold of (n,) ints the places outside and inside it."""
    for fold in np.unique(folds):
        yield np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
