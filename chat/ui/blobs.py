"""Small files in memory under names nobody can guess: the voice's sentences and the shoppers' photos."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

MEGABYTE = 1_000_000


class Blobs:
    """Bounded in bytes and in time; the oldest makes room."""

    def __init__(self, most_bytes: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[str, tuple[bytes, float]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def put(self, data: bytes) -> str:
        """Keeps the bytes and returns their token."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._kept[token] = (data, self._clock())
            self._bytes += len(data)
            while self._bytes > self._most_bytes and len(self._kept) > 1:
                self._remove(next(iter(self._kept)))
            self._expire()
        return token

    def get(self, token: str) -> bytes | None:
        """The bytes, None for an unknown or expired token."""
        with self._lock:
            self._expire()
            found = self._kept.get(token)
        return found[0] if found else None

    def drop(self, tokens: Iterable[str]) -> None:
        with self._lock:
            for each in tokens:
                if each in self._kept:
                    self._remove(each)

    def __len__(self) -> int:
        return len(self._kept)

    def _expire(self) -> None:
        oldest = self._clock() - self._seconds
        for token in [token for token, (_, since) in self._kept.items() if since < oldest]:
            self._remove(token)

    def _remove(self, token: str) -> None:
        data, _ = self._kept.pop(token)
        self._bytes -= len(data)
