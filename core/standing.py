"""Engines of one stage in the order in which they are asked, and which of them are down."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from core.errors import EngineDown

log = logging.getLogger(__name__)


class Standing:
    """Tells the log once when an engine goes down and once when it is back, not once a turn. `otherwise` says what is done without any."""

    def __init__(self, names: Sequence[str], otherwise: str) -> None:
        self._names = list(names)
        self._otherwise = otherwise
        self._down: set[str] = set()

    def down(self, name: str, error: EngineDown) -> None:
        if name not in self._down:
            self._down.add(name)
            left = [other for other in self._names if other not in self._down]
            log.warning("%s is down (%s): %s", name, error, f"{left[0]} answers" if left else self._otherwise)

    def up(self, name: str) -> None:
        if name in self._down:
            self._down.discard(name)
            log.warning("%s answers again", name)
