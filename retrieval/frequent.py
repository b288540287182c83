"""Counting what may be without end in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Frequent(Generic[K]):
    """Counts of at most `limit` keys; where there would be more, the rarer half is forgotten (after lossy counting, Manku and Motwani 2002).

    With fewer keys the counts are exact, and keys stay in the order in which they came.
    """

    def __init__(self, limit: int) -> None:
        self.counts: Counter[K] = Counter()
        self._limit = limit

    def see(self, key: K) -> frozenset[K]:
        """Counts one more; the keys that were forgotten over it, mostly none."""
        self.counts[key] += 1
        if len(self.counts) <= self._limit:
            return frozenset()
        kept = {each for each, _ in self.counts.most_common(self._limit // 2)}
        gone = frozenset(self.counts.keys() - kept)
        for each in gone:
            del self.counts[each]
        return gone
