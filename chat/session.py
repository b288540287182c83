"""Conversations, kept on the server: the browser holds an unguessable name for its own and nothing else."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol

from chat.acts import Utterance
from chat.hearing import Playing, cut_short
from chat.parts import Parts
from chat.reply import Chip, Reply
from chat.state import DialogueState
from chat.turn import Notify, ignore, take_turn
from core.errors import Cancelled, NotFound, VitrineError
from retrieval.query import PhotoReading, Suggestion

SESSION_SECONDS = 3600.0  # idle time after which a conversation is forgotten
MAX_SESSIONS = 500  # the one idle longest makes room
MAX_LINES = 200  # of one transcript; older ones are forgotten
CORRECTABLE = 20  # turns back that a line of the transcript can be said again
QUOTED = 300  # characters of a refused text that the transcript repeats


@dataclass(frozen=True)
class Line:
    """One line of the transcript. `photo` names the shopper's picture, `seen` is what was recognised in it, `heard` marks spoken words.

    `turn` is the number of the turn that wrote it, 0 for none.
    """

    who: Literal["shopper", "shop"]
    text: str
    kind: Literal["said", "stopped", "failed"] = "said"
    photo: str = ""
    seen: tuple[str, ...] = ()
    heard: bool = False
    chips: tuple[Chip, ...] = ()
    turn: int = 0


@dataclass(frozen=True)
class Moment:
    """How a conversation stood just before a turn."""

    turn: int
    state: DialogueState
    lines: tuple[Line, ...]
    suggestions: tuple[Suggestion, ...]
    focus: tuple[str, ...]


class Turn:
    """One turn of a session, from the moment it is asked for until its last sentence is spoken."""

    def __init__(self, session: Session, number: int) -> None:
        self.number = number  # milliseconds since 1970: grows from turn to turn, over every session and every server
        self.answered = False
        self._session = session
        self._flag = threading.Event()

    def stop(self) -> None:
        """The model stops at the next token, the voice before the next sentence."""
        self._flag.set()

    def cancelled(self) -> bool:
        return self._flag.is_set()

    def take(self, parts: Parts, said: Utterance, *, aloud: bool = True, notify: Notify = ignore, photo: str = "") -> Reply:
        """Waits for the turn before it, takes this one and keeps its state. Raises what `take_turn` raises; then nothing has changed."""
        return self._session.take(parts, said, self, aloud, notify, photo)

    def note_failure(self, error: VitrineError, text: str, heard: bool) -> None:
        """What was refused or stopped, and why, for the shopper to see. Only the transcript knows of it."""
        kind: Literal["stopped", "failed"] = "stopped" if isinstance(error, Cancelled) else "failed"
        self._session.note(Line("shopper", shortened(text), heard=heard, turn=self.number), Line("shop", str(error), kind, turn=self.number))


class Session:
    """One conversation: its state, what was said, what is on show. Turns are taken one after another."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.state = DialogueState()
        self.catalog = ""  # the catalog it is about, "" for the one the program was started with
        self.lines: tuple[Line, ...] = ()
        self.suggestions: tuple[Suggestion, ...] = ()  # the list on show: its ranks are the numbers the shopper says
        self.forgotten = False  # deleted at the shopper's wish: nothing of it is shown any more
        self.playing: Playing | None = None  # the voice of the last reply
        self.focus: tuple[str, ...] = ()  # ids of the items the last reply talks about
        self._past: tuple[Moment, ...] = ()
        self._one_at_a_time = threading.Lock()
        self._turns: list[Turn] = []
        self._last = 0
        self._guard = threading.Lock()

    @property
    def busy(self) -> bool:
        return bool(self._turns)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """A turn that `stop` can reach until the block ends. Earlier turns that are still speaking fall silent."""
        with self._guard:
            self._last = max(self._last + 1, time.time_ns() // 1_000_000)
            turn = Turn(self, self._last)
            for each in self._turns:
                if each.answered:
                    each.stop()
            self._turns.append(turn)
        try:
            yield turn
        finally:
            with self._guard:
                self._turns.remove(turn)

    def stop(self) -> bool:
        """Stops every turn that runs or waits. False where there was none."""
        with self._guard:
            running = list(self._turns)
        for each in running:
            each.stop()
        return bool(running)

    def note(self, *lines: Line) -> None:
        """Adds lines to the transcript."""
        self.lines = (*self.lines, *lines)[-MAX_LINES:]

    def take(self, parts: Parts, said: Utterance, turn: Turn, aloud: bool, notify: Notify, photo: str) -> Reply:
        """See `Turn.take`."""
        with self._one_at_a_time:
            if turn.cancelled():
                raise Cancelled
            before = cut_short(self.state, self.playing)
            state, reply = take_turn(parts, before, said, aloud=aloud, cancelled=turn.cancelled, notify=notify)
            if turn.cancelled():
                raise Cancelled
            self._past = (*self._past, Moment(turn.number, self.state, self.lines, self.suggestions, self.focus))[-CORRECTABLE:]
            self.state, self.playing = state, Playing(reply)
            turn.answered = True
            self._show(reply)
            seen = words_seen(reply.understood.photo)
            shopper = Line("shopper", reply.understood.transcript, photo=photo, seen=seen, heard=said.clip is not None, turn=turn.number)
            self.note(shopper, Line("shop", reply.text, chips=reply.chips, turn=turn.number))
            return reply

    def rewind(self, turn: int) -> Line:
        """The conversation as it stood before that turn, so that its line can be said again; returns the line. Raises NotFound."""
        with self._one_at_a_time:
            then = next((each for each in self._past if each.turn == turn), None)
            said = next((each for each in self.lines if each.turn == turn and each.who == "shopper"), None)
            if then is None or said is None:
                raise NotFound("that line can no longer be corrected: say it anew")
            self._past = tuple(each for each in self._past if each.turn < turn)
            self.state, self.lines, self.suggestions, self.focus = then.state, then.lines, then.suggestions, then.focus
            self.playing = None
            return said

    @property
    def correctable(self) -> frozenset[int]:
        """Numbers of the turns whose line can be said again."""
        return frozenset(each.turn for each in self._past)

    def _show(self, reply: Reply) -> None:
        if reply.move == "recommend" or (reply.move == "clarify" and reply.suggestions):
            self.suggestions, self.focus = reply.suggestions, ()
        elif reply.move == "none_found" or not self.state.searching:
            self.suggestions, self.focus = (), ()
        else:
            self.focus = tuple(each.item.id for each in reply.suggestions)


def words_seen(photo: PhotoReading | None) -> tuple[str, ...]:
    """What was recognised in a photo, the thing before its looks: ("hiking boots", "brown")."""
    return tuple(each.value for each in sorted(photo.attributes, key=lambda each: each.slot != "kind")) if photo else ()


def shortened(text: str) -> str:
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"


class SessionStore(Protocol):
    """Where conversations are kept. `Sessions` keeps them in this process; a shared store offers the same calls."""

    def create(self) -> str:
        """The name of a new, empty conversation."""
        ...

    def get(self, name: str) -> Session:
        """The conversation of that name. Raises NotFound for one that never was or is forgotten."""
        ...

    def forget(self, name: str) -> None: ...

    def close(self) -> None: ...


def nothing_to_forget(session: Session) -> None:
    """For stores whose sessions own nothing outside themselves."""


class Sessions:
    """Conversations in memory: forgotten after `seconds` without a turn, and the idlest first where there are more than `most`."""

    def __init__(
        self,
        seconds: float = SESSION_SECONDS,
        most: int = MAX_SESSIONS,
        clock: Callable[[], float] = time.monotonic,
        forgotten: Callable[[Session], None] = nothing_to_forget,
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._forgotten = forgotten
        self._sessions: OrderedDict[str, tuple[Session, float]] = OrderedDict()  # idlest first, with the time of the last call
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._sessions)

    def create(self) -> str:
        session = Session(secrets.token_urlsafe(24))
        with self._lock:
            self._sessions[session.name] = (session, self._clock())
            dropped = self._dropped()
        self._tell(dropped)
        return session.name

    def get(self, name: str) -> Session:
        with self._lock:
            dropped = self._dropped()
            found = self._sessions.get(name)
            if found:
                self._sessions[name] = (found[0], self._clock())
                self._sessions.move_to_end(name)
        self._tell(dropped)
        if not found:
            raise NotFound("this conversation is not known here, it may have expired: start a new one")
        return found[0]

    def forget(self, name: str) -> None:
        """Deletes a conversation at the shopper's wish; an unknown name is already forgotten."""
        with self._lock:
            found = self._sessions.pop(name, None)
        if found:
            found[0].forgotten = True
            found[0].stop()
            self._tell([found[0]])

    def close(self) -> None:
        """Stops what runs and forgets everything."""
        with self._lock:
            sessions = [session for session, _ in self._sessions.values()]
            self._sessions.clear()
        for each in sessions:
            each.stop()
        self._tell(sessions)

    def _dropped(self) -> list[Session]:
        """Takes out what is too old or too many; a session with a running turn stays."""
        now = self._clock()
        idle = [(name, session) for name, (session, used) in self._sessions.items() if not session.busy and now - used > self._seconds]
        names = {name for name, _ in idle}
        surplus = len(self._sessions) - len(idle) - self._most
        newest = next(reversed(self._sessions), None)
        quiet = [(name, session) for name, (session, _) in self._sessions.items() if name not in names and name != newest and not session.busy]
        gone = [*idle, *quiet[: max(surplus, 0)]]
        for name, _ in gone:
            del self._sessions[name]
        return [session for _, session in gone]

    def _tell(self, dropped: list[Session]) -> None:
        for each in dropped:
            self._forgotten(each)
