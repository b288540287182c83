"""Things that take long to load."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """Loaded once, by the first who asks; the others wait. An error is raised to everyone who asks."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._loaded: list[T] = []
        self._error: Exception | None = None

    def get(self) -> T:
        with self._lock:
            if not self._loaded and self._error is None:
                try:
                    self._loaded.append(self._load())
                except Exception as error:  # kept for everyone who asks later: loading is not tried twice
                    self._error = error
        if self._error is not None:
            raise self._error
        return self._loaded[0]

    @property
    def ready(self) -> bool:
        return bool(self._loaded)
