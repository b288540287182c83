"""A map of a catalog: every item in the plane, so that things whose texts mean the same lie close together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from retrieval.retriever import Retriever
from retrieval.stores.protocol import TEXT

MOST = 1200  # items on a map; of a larger catalog every n-th
FEW = 12  # items; below, the two main directions of their vectors are the map
PERPLEXITY = 20.0
STEPS = 300  # of t-SNE; with one thread 0.8 s for 314 items and 2.4 s for 1,200, where two threads on busy cores took 17 s for the 314
NEAR = 5  # items between which a vector is placed
SHARP = 12.0  # how much the nearer of them count more, per unit of cosine


@dataclass(frozen=True, eq=False)
class Landscape:
    """`rows` are the items on the map by their place in the catalog, `places` (rows, 2) from 0 to 1, `vectors` (rows, text_dim) their text vectors."""

    rows: np.ndarray
    places: np.ndarray
    vectors: np.ndarray

    def place_of(self, vector: np.ndarray) -> tuple[float, float]:
        """Where a vector of the text space belongs: between the items that come closest to it, nearer to the closer ones."""
        cosines = self.vectors @ vector
        near = np.argsort(-cosines)[:NEAR]
        weights = np.exp(SHARP * (cosines[near] - cosines[near[0]]))
        x, y = (self.places[near] * weights[:, None]).sum(axis=0) / weights.sum()
        return float(x), float(y)


def draw(retriever: Retriever) -> Landscape:
    """The map, by t-SNE (van der Maaten and Hinton 2008) of the text vectors; the same catalog gives the same map."""
    count = len(retriever.items)
    rows = np.unique(np.linspace(0, count - 1, min(count, MOST)).astype(int))
    vectors = np.asarray(retriever.store.vectors(TEXT, rows), dtype=np.float32)
    return Landscape(rows, _flat(vectors), vectors)


def _flat(vectors: np.ndarray) -> np.ndarray:
    """(n, 2) from 0 to 1."""
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE

    if len(vectors) < 3:
        return np.linspace(0.3, 0.7, 2 * len(vectors)).reshape(-1, 2)
    flat = PCA(2).fit_transform(vectors) if len(vectors) < FEW else _neighbours(TSNE, vectors)
    low, high = np.percentile(flat, 1, axis=0), np.percentile(flat, 99, axis=0)  # a few outliers do not press the rest together
    return np.clip((flat - low) / np.maximum(high - low, 1e-9), 0.0, 1.0)


def _neighbours(tsne: type, vectors: np.ndarray) -> np.ndarray:
    perplexity = min(PERPLEXITY, (len(vectors) - 1) / 3)
    with threadpool_limits(1):
        return np.asarray(tsne(init="pca", metric="cosine", perplexity=perplexity, random_state=0, max_iter=STEPS).fit_transform(vectors))
