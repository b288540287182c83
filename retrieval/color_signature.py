"""The colours of the thing in a photo as numbers to learn from: soft histograms in CIELAB."""

from __future__ import annotations

import numpy as np

TINTS = np.arange(-80.0, 81.0, 16.0)  # of a* and of b*: middles of the cells
LIGHTNESSES = np.array([20.0, 40.0, 60.0, 80.0])
TINT_WIDTH, LIGHTNESS_WIDTH = 10.0, 12.0  # CIELAB units: how softly a pixel falls into neighbouring cells
SIGNATURE = len(TINTS) ** 2 + len(LIGHTNESSES)  # numbers


def color_signature(lab: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(SIGNATURE,) float32 of (n, 3) CIELAB pixels that tell (n,) much each: square roots of the shares, so that products compare
    distributions (Bhattacharyya 1943)."""
    told = weights / weights.sum()
    tints = np.einsum("n,na,nb->ab", told, _soft(lab[:, 1], TINTS, TINT_WIDTH), _soft(lab[:, 2], TINTS, TINT_WIDTH))
    lightness = told @ _soft(lab[:, 0], LIGHTNESSES, LIGHTNESS_WIDTH)
    return np.sqrt(np.concatenate([tints.ravel(), lightness])).astype(np.float32)


def _soft(values: np.ndarray, middles: np.ndarray, width: float) -> np.ndarray:
    """(n, cells): the share of each value that falls into each cell."""
    near = np.exp(-(((values[:, None] - middles) / width) ** 2) / 2)
    return np.asarray(near / np.maximum(near.sum(axis=1, keepdims=True), 1e-12))
