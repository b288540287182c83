"""Loads the engines behind the page's back, and knows how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

from core.errors import VitrineError


class Warming:
    """Runs `load` once in a thread. `state` is cold, warming, warm or failed; `fault` is the sentence of a failure."""

    def __init__(self, load: Callable[[], None], then: Callable[[Warming], None] | None = None) -> None:
        self._load = load
        self._then = then
        self.state: Literal["cold", "warming", "warm", "failed"] = "cold"
        self.fault = ""
        self._abandoned = False

    def start(self) -> None:
        self.state = "warming"
        threading.Thread(target=self._run, name="warming", daemon=True).start()

    def abandon(self) -> None:
        """The page is closing: however the loading ends, nobody is told any more."""
        self._abandoned = True

    def _run(self) -> None:
        try:
            self._load()
            self.state = "warm"
        except VitrineError as error:
            self.fault = str(error)
            self.state = "failed"
        except Exception as error:  # the page stays up and says so: an engine of somebody else may raise anything
            self.fault = f"{type(error).__name__}: {error}"
            self.state = "failed"
        if self._then is not None and not self._abandoned:
            self._then(self)
