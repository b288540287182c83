"""One turn of a session: it can be stopped from outside, hushed, and talked into."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from chat.acts import Utterance
from chat.begun import Begun
from chat.hearing import cut_short
from chat.parts import Parts
from chat.reply import Reply
from chat.turn import Notify, ignore, take_turn
from core.errors import Cancelled, VitrineError

if TYPE_CHECKING:
    from chat.session import Session


class Turn:
    """One turn of a session, from the moment it is asked for until its last sentence is spoken."""

    def __init__(self, session: Session, number: int, words: str) -> None:
        self.number = number  # milliseconds since 1970: grows from turn to turn, over every session and every server
        self.answered = False
        self.words = words  # what was spoken into the open microphone: it can be gone on with
        self.continued = False  # the shopper went on talking: the words are part of the next turn, and nothing is said of this one
        self._session = session
        self._flag = threading.Event()
        self._hushed = threading.Event()

    def stop(self) -> None:
        """The model stops at the next token, the voice before the next sentence."""
        self._flag.set()

    def cancelled(self) -> bool:
        return self._flag.is_set()

    def hush(self) -> None:
        """No further sentence is made into sound; the turn itself goes on."""
        self._hushed.set()

    def silent(self) -> bool:
        return self._hushed.is_set() or self._flag.is_set()

    def take(self, parts: Parts, said: Utterance, *, aloud: bool = True, notify: Notify = ignore, photo: str = "", begun: Begun | None = None) -> Reply:
        """Waits for the turn before it, takes this one and keeps its state. Raises what `take_turn` raises; then nothing has changed.

        `begun` is the same turn taken ahead: it stands if nothing has happened since.
        """
        with self._session.alone() as (state, playing):
            if self.cancelled():
                raise Cancelled
            before = cut_short(state, playing)
            found = begun.taken(state, before, self.cancelled) if begun else None
            if found is None:
                found = take_turn(parts, before, said, aloud=aloud, cancelled=self.cancelled, notify=notify)
            if self.cancelled():
                raise Cancelled
            self.answered = True
            self._session.keep(self, said, *found, photo)
            return found[1]

    def note_failure(self, error: VitrineError, text: str, heard: bool) -> None:
        """What was refused or stopped, and why, for the shopper to see; nothing where the words went on into the next turn."""
        if not self.continued:
            self._session.note_failure(self.number, error, text, heard)
