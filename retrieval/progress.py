"""Progress of an ingest on stderr, with rate and remaining time."""

from __future__ import annotations

import time

from core.progress import Progress


class Shown:
    """The progress callback of an ingest as one line; each step ("texts", "pictures") has its own rate."""

    def __init__(self, title: str) -> None:
        self._line = Progress(title)
        self._step = ""
        self._began = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._step:
            self._step, self._began = what, time.monotonic()
            self._line.show(f"{what} {done:,} of {total:,}" if total else f"{what} {done:,}")
            return
        if not total:
            self._line.show(f"{what} {done:,}")
            return
        rate = done / max(time.monotonic() - self._began, 1e-3)
        self._line.show(f"{what} {done:,} of {total:,}, {rate:.0f} a second, {(total - done) / rate:.0f} s left")

    def end(self, outcome: str) -> None:
        self._line.end(outcome)
