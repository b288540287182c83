"""Who may take a turn now: so many at once, the others in line in the order they came, and a friendly no when the line is long."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.errors import VitrineError

TURNS_AT_ONCE = 8  # conversations answered side by side; the models themselves take one after another
LINE = 24  # turns that may wait; with those being answered and as many calls of the API they fill the 40 events that Gradio runs at once
LOOK_SECONDS = 0.5  # how soon a turn that was stopped while it waited leaves the line


class Full(VitrineError):
    """No place, and nowhere to wait for one."""


class Places:
    """A turn draws a ticket, waits until fewer than `at_once` are before it, and gives the ticket back at its end."""

    def __init__(self, at_once: int = TURNS_AT_ONCE, line: int = LINE) -> None:
        self._at_once = at_once
        self._line = line
        self._tickets: list[Ticket] = []  # in the order they were drawn: the first `at_once` of them have a place
        self._changed = threading.Condition()

    @contextmanager
    def ticket(self) -> Iterator[Ticket]:
        """A place in the line until the block ends. Raises Full."""
        ticket = Ticket(self)
        with self._changed:
            if len(self._tickets) >= self._at_once + self._line:
                raise Full(f"{self._at_once} turns are being answered and {self._line} are waiting: try again in a minute")
            self._tickets.append(ticket)
        try:
            yield ticket
        finally:
            with self._changed:
                self._tickets.remove(ticket)
                self._changed.notify_all()

    def wait(self, ticket: Ticket, cancelled: Callable[[], bool], moved: Callable[[int], None]) -> None:
        told = 0
        with self._changed:
            while (before := max(self._tickets.index(ticket) + 1 - self._at_once, 0)) and not cancelled():
                if before != told:
                    moved(before)
                    told = before
                self._changed.wait(LOOK_SECONDS)


class Ticket:
    """A turn's own place in the line."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def wait(self, cancelled: Callable[[], bool], moved: Callable[[int], None]) -> None:
        """Until it is this turn's turn, or it is cancelled. `moved` hears how many must end before, whenever that changes."""
        self._places.wait(self, cancelled, moved)
