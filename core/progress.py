"""How far a long step has come, on standard error. Standard library only: the set-up uses it before anything is installed."""

from __future__ import annotations

import shutil
import sys
import time

MEGABYTE = 1_000_000
LINE_EVERY_S = 10.0  # where the output is no terminal, a log gets one line this often


def tell(text: str) -> None:
    """One line for the person at the terminal; standard output stays free for results."""
    print(text, file=sys.stderr, flush=True)


class Progress:
    """One line that rewrites itself on a terminal, and a line now and then elsewhere."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.live = sys.stderr.isatty()
        self.started = self.told = time.monotonic()
        self.last = ""

    def show(self, how_far: str) -> None:
        """Says where the step stands; cheap enough to be called several times a second."""
        now = time.monotonic()
        if how_far == self.last:
            return
        if self.live:
            line = f"{self.what}: {how_far}"[: shutil.get_terminal_size().columns - 1]
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif now - self.told >= LINE_EVERY_S:
            tell(f"{self.what}: {how_far}")
            self.told = now
        self.last = how_far

    def end(self, outcome: str) -> None:
        """Closes the line with what came of it and the seconds it took."""
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr)
        tell(f"{self.what}: {outcome} in {time.monotonic() - self.started:.0f} s")

    def abandon(self) -> None:
        """Leaves the terminal's line free for an error."""
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def megabytes(done: int, total: int) -> str:
    return f"{done // MEGABYTE:,} of {total // MEGABYTE:,} MB"
