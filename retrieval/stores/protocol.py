"""What a retriever asks of a store, and what a store is built from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from retrieval.constraints import Constraint
from retrieval.item import Item

TEXT, PICTURE = "text_vector", "picture_vector"


class Store(Protocol):
    """Finds rows (places in the catalog's item list). Constraints are applied before the cut to n; `exclude` are rows never to return."""

    @property
    def scans(self) -> int:
        """Up to how many rows `cosines` compares one by one in less time than it takes to find the near ones of every channel."""

    def cosines(self, column: str, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """(rows,) float32, true to 0.001."""

    def word_scores(self, words: str, rows: np.ndarray) -> np.ndarray:
        """(rows,) float32: what `by_words` gives these rows, 0 for those that have none of the words."""

    def match(self, constraints: Sequence[Constraint], exclude: Iterable[int] = ()) -> np.ndarray:
        """All rows that meet the constraints, (rows,) int64 in catalog order."""

    def count(self, constraints: Sequence[Constraint]) -> int:
        """How many rows meet the constraints."""

    def by_words(self, words: str, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]:
        """Row -> score above 0 of the n best, the best first."""

    def by_vector(self, column: str, vector: np.ndarray, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]:
        """Row -> cosine of the n nearest, the nearest first (all vectors are normalised; a missing picture is all zeros and scores 0)."""

    def vectors(self, column: str, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """(rows, dim) float32 of a vector column."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Some items on their way into a store: `text` is (items, text_dim), `pictures` (items, image_dim), zeros where there is none."""

    items: Sequence[Item]
    words: Sequence[str]
    text: np.ndarray
    pictures: np.ndarray
