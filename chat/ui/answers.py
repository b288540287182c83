"""Turns on their way to the page: each is taken in a thread of its own, and whoever shows it waits for its view to change."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from chat.session import Session
from chat.session_turn import Turn
from chat.transcript import Line

HEARTBEAT_SECONDS = 0.5  # Gradio can close a generator only while it yields: this is how soon a shopper who left is noticed
LEFT_SECONDS = 5.0  # a page asks for the rest of a turn at once; where none has by then, the shopper has left


@dataclass(frozen=True)
class Sentence:
    """One spoken sentence: where its WAV is fetched ("": it could not be made), the number of the item it speaks of (0: none), its words as a caption."""

    source: str
    rank: int
    words: str


@dataclass(frozen=True)
class View:
    """The page at one moment. `pending` is what the shopper is saying until the transcript has it; `status` is what is being done about it."""

    turn: int
    pending: Line | None = None
    status: str = ""
    sentences: tuple[Sentence, ...] = ()
    busy: bool = True
    answered: bool = False


def nobody() -> None:
    """Nobody waits for news in the event loop."""


class Answer:
    """One turn of a session as the page sees it. The thread that takes it changes the view."""

    def __init__(self, session: Session, turn: Turn, view: View) -> None:
        self.session = session
        self.turn = turn
        self.view = view
        self._changed = threading.Condition()
        self._tell: Callable[[], None] = nobody

    def step(self, change: Callable[[View], View]) -> None:
        with self._changed:
            self.view = change(self.view)
            self._changed.notify_all()
            self._tell()

    def end(self) -> None:
        self.step(lambda view: replace(view, pending=None, status="", busy=False))

    def first(self, seconds: float) -> View:
        """The view with the answer in it; where that takes longer than `seconds`, the one there is by then."""
        with self._changed:
            self._changed.wait_for(lambda: self.view.answered or not self.view.busy, seconds)
            return self.view

    async def views(self) -> AsyncIterator[View]:
        """The view now and after every change, the same one again while nothing happens, up to the last. Closing the iterator stops the turn."""
        loop, news = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the server is closing, and its loop is gone
                loop.call_soon_threadsafe(news.set)

        self._tell = tell
        try:
            while True:
                news.clear()
                view = self.view
                yield view
                if not view.busy:
                    return
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(news.wait(), HEARTBEAT_SECONDS)
        finally:
            self._tell = nobody
            self.turn.stop()


class Answers:
    """Turns of which a page has seen the first view and has not asked for the rest yet. After `seconds` nobody will: the turn is stopped."""

    def __init__(self, seconds: float = LEFT_SECONDS) -> None:
        self._seconds = seconds
        self._waiting: list[Answer] = []
        self._guard = threading.Lock()

    def leave(self, answer: Answer) -> None:
        """Keeps a turn for the page that will go on with it."""
        with self._guard:
            self._waiting.append(answer)
        left = threading.Timer(self._seconds, self._left, [answer])
        left.daemon = True
        left.start()

    def take(self, name: str) -> Answer | None:
        """The turn of that conversation that has waited longest, None where there is none."""
        with self._guard:
            found = next((each for each in self._waiting if each.session.name == name), None)
            if found:
                self._waiting.remove(found)
        return found

    def _left(self, answer: Answer) -> None:
        with self._guard:
            if answer not in self._waiting:
                return
            self._waiting.remove(answer)
        answer.turn.stop()
