"""The vectors of one column, scanned exactly: as they are while they are few, as 8-bit codes in a memory-mapped file when they are many.

A scan is bound by memory and a code is a fourth of a float32: 100,000 x 1,280 take 46 ms as float32 on two cores and 8 ms as codes on one.
The near ones are compared with the query itself rather than with its code.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np

CHUNK = 4096  # rows compared at a time: 5 MB of codes stay in the cache
DENSE = 0.3  # share of a stretch of rows from which scanning all of it in order is faster than picking them out (500,000 codes of 384 and of 1,280)
SPARE = 2  # times as many near rows as are asked for are compared once more with the query itself


class Vectors(Protocol):
    """The vectors of one column."""

    def near(self, vector: np.ndarray, rows: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        """The n of `rows`, which are sorted, nearest to the vector, the nearest first, and their cosines."""

    def cosines(self, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """(rows,) float32, of sorted rows."""

    def at(self, rows: np.ndarray) -> np.ndarray:
        """(rows, dim) float32."""


class Floats:
    """Vectors in memory, (items, dim) float32."""

    def __init__(self, matrix: np.ndarray) -> None:
        self._matrix = matrix

    def near(self, vector: np.ndarray, rows: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        found = self.cosines(vector, rows)
        best = largest(found, n)
        return rows[best], found[best]

    def cosines(self, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        first, last = spanned(rows)
        dense = len(rows) > DENSE * (last - first)
        return dots(vector, self._matrix[first:last])[rows - first] if dense else dots(vector, self._matrix[rows])

    def at(self, rows: np.ndarray) -> np.ndarray:
        return np.asarray(self._matrix[rows])


class Codes:
    """Vectors as (items, dim) int8, each with the (items,) float32 that a step of its code is worth."""

    def __init__(self, codes: np.ndarray, steps: np.ndarray) -> None:
        self._codes = codes
        self._steps = steps

    def near(self, vector: np.ndarray, rows: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        short = np.sort(rows[largest(self.cosines(vector, rows), SPARE * n)])
        found = dots(vector, self._codes[short].astype(np.float32)) * self._steps[short]
        best = largest(found, n)
        return short[best], found[best]

    def at(self, rows: np.ndarray) -> np.ndarray:
        return self._codes[rows].astype(np.float32) * self._steps[rows, None]

    def cosines(self, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """By the vector's own code."""
        codes, step = coded(vector[None])
        return self._dots(codes[0], rows) * (self._steps[rows] * step[0])

    def _dots(self, code: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """(rows,) dot products of codes."""
        start, end = spanned(rows)
        if len(rows) > DENSE * (end - start):
            return dots(code, self._codes[start:end])[rows - start]
        found, picked = np.empty(len(rows), np.float32), np.empty((min(CHUNK, len(rows)), self._codes.shape[1]), np.int8)
        for first in range(0, len(rows), CHUNK):
            chunk = rows[first : first + CHUNK]
            np.take(self._codes, chunk, axis=0, out=picked[: len(chunk)], mode="clip")  # "raise" would copy twice
            found[first : first + CHUNK] = dots(code, picked[: len(chunk)])
        return found


def spanned(rows: np.ndarray) -> tuple[int, int]:
    """From the first of the sorted rows to behind the last."""
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)


def dots(vector: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """(items,) dot products of one vector with (items, dim), both float32 or both int8.

    On the calling thread alone: BLAS starts threads for a millisecond's work, and where other threads are busy it waits for them.
    """
    import numkong

    return np.asarray(numkong.cdist(vector[None], vectors, "dot"), np.float32)[0] if len(vectors) else np.zeros(0, np.float32)


def coded(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Codes (items, dim) int8 and what a step is worth, (items,) float32."""
    steps = (np.abs(vectors).max(axis=1) / 127).astype(np.float32)
    return np.rint(vectors / np.where(steps > 0, steps, 1)[:, None]).astype(np.int8), steps


def largest(values: np.ndarray, n: int) -> np.ndarray:
    """Places of the n largest values, the largest first, the earlier of equals first."""
    least = np.partition(values, len(values) - n)[len(values) - n] if n < len(values) else -np.inf
    some = np.flatnonzero(values >= least)
    return some[np.argsort(-values[some], kind="stable")][:n]


class CodesWriter:
    """Writes the codes of a column, some vectors at a time."""

    def __init__(self, folder: Path, column: str, dim: int) -> None:
        self._paths = _paths(folder, column)
        self._dim = dim
        self._file = self._paths[0].open("wb")
        self._steps: list[np.ndarray] = []

    def __enter__(self) -> CodesWriter:
        return self

    def write(self, vectors: np.ndarray) -> None:
        codes, steps = coded(vectors.reshape(-1, self._dim))
        self._file.write(codes.tobytes())
        self._steps.append(steps)

    def __exit__(self, *error: object) -> None:
        self._file.close()
        np.save(self._paths[1], np.concatenate([np.zeros(0, np.float32), *self._steps]), allow_pickle=False)


def open_codes(folder: Path, column: str, count: int, dim: int) -> Codes:
    """The codes of a column. Raises OSError or ValueError where a file is missing or cut short."""
    codes, steps = _paths(folder, column)
    if codes.stat().st_size != count * dim:
        raise ValueError(f"{codes.name} has {codes.stat().st_size} bytes of {count * dim}")
    return Codes(np.memmap(codes, np.int8, "r", shape=(count, dim)), np.load(steps, allow_pickle=False))


def _paths(folder: Path, column: str) -> tuple[Path, Path]:
    return folder / f"{column}.codes", folder / f"{column}.steps.npy"
