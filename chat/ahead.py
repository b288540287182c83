"""A turn taken before it is certain: the shopper pauses, and while the silence lasts the answer and its first sound are made.

A turn changes nothing but the state it returns, so that one taken in vain is simply forgotten, and the model stops at its next token.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from chat.acts import Utterance
from chat.hearing import cut_short
from chat.parts import Parts
from chat.reply import Reply
from chat.session import Session
from chat.state import DialogueState
from chat.turn import take_turn
from speech.clip import Clip

LOOK_S = 0.02  # how soon a turn that waits for its answer notices that it was stopped

log = logging.getLogger(__name__)


class Ahead:
    """What the shop would say if these words were all. Runs in a thread of its own from `start` until it is done or cancelled."""

    def __init__(self, parts: Parts, session: Session, said: Utterance, *, aloud: bool) -> None:
        self.said = said
        self._parts = parts
        self._aloud = aloud
        self._from = session.state
        self._before = cut_short(session.state, session.playing)
        self._stopped = threading.Event()
        self._done = threading.Event()
        self._taken: tuple[DialogueState, Reply] | None = None

    def start(self) -> None:
        threading.Thread(target=self._run, name="ahead", daemon=True).start()

    def cancel(self) -> None:
        """The shopper went on: what was begun is dropped."""
        self._stopped.set()

    def taken(self, state: DialogueState, before: DialogueState, cancelled: Callable[[], bool]) -> tuple[DialogueState, Reply] | None:
        """The turn from that state, waited for; None where it was taken from another, or failed: then it has to be taken once more.

        `before` is the state with what was heard of the reply before; that may have changed as well.
        """
        if state is not self._from or before.heard != self._before.heard:
            self.cancel()
        while not self._done.wait(LOOK_S):
            if cancelled():
                self.cancel()
        return None if self._stopped.is_set() else self._taken

    def _run(self) -> None:
        try:
            state, reply = take_turn(self._parts, self._before, self.said, aloud=self._aloud, cancelled=self._stopped.is_set)
            self._taken = state, replace(reply, audio=begun(reply.audio)) if self._aloud else reply
        except Exception as error:  # nothing is kept, and the turn that is taken in earnest says what is wrong
            log.debug("a turn ahead came to nothing: %s", error)
        finally:
            self._done.set()


def begun(audio: Iterator[tuple[str, Clip]]) -> Iterator[tuple[str, Clip]]:
    """The same sound, its first clip made already. A voice that fails does so when the sound is drawn."""
    try:
        first = next(audio, None)
    except Exception as error:  # of any engine
        return failing(error)
    return chain([first], audio) if first else iter(())


def failing(error: Exception) -> Iterator[tuple[str, Clip]]:
    raise error
    yield
