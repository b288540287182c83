"""Catalog-tuned alignment: the meaning of a photo in text space, as class names tell it (ConSE) and as the catalog's own photo-text pairs teach it.

Both are centred on the catalog's means, which takes away what all its photos and all its texts share. How much of the learned one is mixed in is
settled by cross-validation: nothing where it does not find texts better than the class names do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.tuning import ridge
from retrieval.tuning.ridge import Ridge

LEAST_PAIRS = 20  # with fewer nothing is learned
STRENGTHS = (0.01, 0.03, 0.1, 0.3, 1.0)  # of the ridge, in mean eigenvalues
SHARES = (0.0, 0.15, 0.3, 0.5, 0.7, 0.85, 1.0)  # of the learned meaning beside that of the class names
BEST = 99  # percentile of a held-out photo's score with its own text that counts as full
SURE = 1.0  # standard errors by which the learned meaning must be better


@dataclass(frozen=True, eq=False)
class Alignment:
    """`ridge` leads from features to texts; `labels_middle` and `text_middle` are the means of ConSE vectors and texts, (text_dim,).

    `low` and `high` are the scores of an unrelated text and of a photo's own text: 0 and 1 of the channel. `ranks` tells the mean reciprocal rank of
    a held-out photo's own text by class names, by the learned meaning and by the mixture.
    """

    ridge: Ridge
    labels_middle: np.ndarray
    text_middle: np.ndarray
    share: float
    strength: float
    low: float
    high: float
    ranks: tuple[float, float, float]

    def meaning(self, features: np.ndarray, named: np.ndarray) -> np.ndarray:
        """(n, text_dim), L2-normalised, of (n, image_dim) features and (n, text_dim) ConSE vectors. Orthogonal to the mean text, so that its
        product with a text is its product with what tells that text from the others."""
        learned = self.ridge.predict(features) - self.text_middle if self.share else np.zeros_like(named)
        mixed = _mixed(learned, named - self.labels_middle, self.share)
        common = _unit(self.text_middle[None])
        return _unit(mixed - (mixed @ common.T) * common)

    def scaled(self, scores: np.ndarray) -> np.ndarray:
        """Products of a meaning with texts as shares from 0 to 1."""
        return np.asarray(np.clip((scores - self.low) / max(self.high - self.low, 1e-6), 0, 1))


def fit_alignment(features: np.ndarray, named: np.ndarray, texts: np.ndarray, ways: Sequence[np.ndarray]) -> Alignment | None:
    """The alignment of (n, image_dim) features, (n, text_dim) ConSE vectors and (n, text_dim) texts; None for too few pairs or a single fold.

    `ways` are folds, (n,) each: the ways in which a photo can be new, a thing the shop has in other colours and one it has not; they count alike.
    """
    if len(texts) < LEAST_PAIRS or any(len(np.unique(folds)) < 2 for folds in ways):
        return None
    apart = texts - texts.mean(axis=0)
    told, labels = _unit(apart), [_centred(named, folds) for folds in ways]
    learned = {each: [ridge.held_out(features, texts, folds, each) - texts.mean(axis=0) for folds in ways] for each in STRENGTHS}
    strength = max(STRENGTHS, key=lambda each: sum(float(reciprocal_ranks(_unit(way) @ told.T).mean()) for way in learned[each]))
    pairs = list(zip(learned[strength], labels, strict=True))
    by_share = {share: np.mean([reciprocal_ranks(_mixed(way, label, share) @ told.T) for way, label in pairs], axis=0) for share in SHARES}
    best = max(SHARES, key=lambda each: float(by_share[each].mean()))
    gain = by_share[best] - by_share[0.0]
    share = best if gain.mean() > SURE * gain.std() / len(gain) ** 0.5 else 0.0
    scores = [_unit(_mixed(way, label, share)) @ apart.T for way, label in pairs]
    others = np.concatenate([each[~np.eye(len(texts), dtype=bool)] for each in scores])
    own = np.concatenate([np.diag(each) for each in scores])
    ranks = (float(by_share[0.0].mean()), float(by_share[1.0].mean()), float(by_share[share].mean()))
    low, high = float(np.median(others)), float(np.percentile(own, BEST))
    return Alignment(ridge.fit(features, texts, strength), named.mean(axis=0), texts.mean(axis=0), share, strength, low, high, ranks)


def reciprocal_ranks(scores: np.ndarray) -> np.ndarray:
    """(n,) one over the rank of the diagonal in each row of (n, n) scores."""
    return np.asarray(1.0 / (1 + (scores > np.diag(scores)[:, None]).sum(axis=1)))


def _centred(named: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Each fold without the mean of the others."""
    found = np.zeros_like(named)
    for rest, here in ridge.splits(folds):
        found[here] = named[here] - named[rest].mean(axis=0)
    return found


def _mixed(learned: np.ndarray, labels: np.ndarray, share: float) -> np.ndarray:
    return share * _unit(learned) + (1 - share) * _unit(labels)


def _unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9), dtype=np.float32)
