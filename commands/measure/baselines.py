"""What search is measured beside: an exact scan by numpy, faiss (IVF, Johnson et al. 2019) and usearch (HNSW, Malkov and Yashunin 2018)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Vectors = Mapping[str, np.ndarray]
OVERSAMPLED = 8  # times more neighbours are asked of usearch, which cannot filter, than the share of items that pass calls for
MOST_SAMPLED = 5000
PROBES = 32  # lists of the inverted file that are looked through
TRAINED_ON = 40  # vectors a list


@dataclass(frozen=True, eq=False)
class Filtered:
    """Nearest rows of a column to `vector`, (dim,), among `passing`, the (rows,) that meet the constraints."""

    column: str
    vector: np.ndarray
    passing: np.ndarray

    def exact(self, vectors: np.ndarray, k: int) -> list[int]:
        """The k nearest of all that pass."""
        near = vectors[self.passing] @ self.vector
        best = np.argpartition(-near, min(k, len(near) - 1))[:k] if len(near) else np.zeros(0, np.int64)
        return [int(self.passing[place]) for place in best[np.argsort(-near[best])]]


Scan = Callable[[Filtered, int], Sequence[int]]


def numpy_scan(vectors: Vectors) -> Scan:
    return lambda task, k: task.exact(vectors[task.column], k)


def faiss_scan(vectors: Vectors) -> Scan:
    import faiss

    indexes = {}
    for column, matrix in vectors.items():
        lists = max(1, int(4 * np.sqrt(len(matrix))) if len(matrix) > 10_000 else len(matrix) // 64)
        index = faiss.IndexIVFFlat(faiss.IndexFlatIP(matrix.shape[1]), matrix.shape[1], lists, faiss.METRIC_INNER_PRODUCT)
        index.train(matrix[np.random.default_rng(0).permutation(len(matrix))[: lists * TRAINED_ON]])
        index.add(matrix)
        indexes[column] = index

    def scan(task: Filtered, k: int) -> list[int]:
        options = faiss.SearchParametersIVF(sel=faiss.IDSelectorBatch(task.passing.astype(np.int64)), nprobe=PROBES)  # type: ignore[call-arg]
        _, rows = indexes[task.column].search(task.vector[None, :], k, params=options)
        return [int(row) for row in rows[0] if row >= 0]

    return scan


def usearch_scan(vectors: Vectors) -> Scan:
    from usearch.index import Index

    indexes = {}
    for column, matrix in vectors.items():
        indexes[column] = Index(ndim=matrix.shape[1], metric="ip", dtype="f16")
        indexes[column].add(np.arange(len(matrix)), matrix)

    def scan(task: Filtered, k: int) -> list[int]:
        index = indexes[task.column]
        sampled = min(len(index), MOST_SAMPLED, int(OVERSAMPLED * k * len(index) / max(1, len(task.passing))))
        rows = index.search(task.vector, sampled).keys
        return [int(row) for row in rows[np.isin(rows, task.passing)][:k]]

    return scan


SCANS: Mapping[str, Callable[[Vectors], Scan]] = {
    "numpy, exact scan": numpy_scan,
    "faiss, IVF": faiss_scan,
    "usearch, HNSW": usearch_scan,
}
