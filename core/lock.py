"""One process at a time. The system drops the lock when its holder dies, so a killed download blocks nobody."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def take(descriptor: int, flags: int) -> None:
        msvcrt.locking(descriptor, flags, 1)

    NOW, WAIT = msvcrt.LK_NBLCK, msvcrt.LK_LOCK
else:
    import fcntl

    def take(descriptor: int, flags: int) -> None:
        fcntl.flock(descriptor, flags)

    NOW, WAIT = fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_EX


@contextmanager
def held(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the lock on `path` (made if absent, never written); calls `waiting` once when another process has it. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            take(descriptor, NOW)
        except OSError:
            waiting()
            take(descriptor, WAIT)
        yield
    finally:
        os.close(descriptor)
