"""Times the stages of a turn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Milliseconds a stage, from the moment it was made. `timings_ms` is filled as the stages end."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self.timings_ms: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.timings_ms[stage] = round((time.perf_counter() - start) * 1000, 1)

    def mark(self, name: str) -> None:
        """Notes the time since the start, once a name."""
        self.timings_ms.setdefault(name, round((time.perf_counter() - self._start) * 1000, 1))

    def stop(self) -> None:
        self.mark("total")
