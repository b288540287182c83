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
from chat.begun import Spoken
from chat.hearing import Playing
from chat.reply import Chip, Reply
from chat.session_turn import Turn
from chat.state import DialogueState
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
        self.playing_turn = 0
        self._spoken: Spoken | None = None  # heard by the open microphone, not yet asked for by the page
        self.focus: tuple[str, ...] = ()  # ids of the items the last reply talks about
        self._past: tuple[Moment, ...] = ()
        self._one_at_a_time = threading.Lock()
        self._turns: list[Turn] = []
        self._last = 0
        self._guard = threading.Lock()

    @property
    def newest(self) -> int:
        """The number of the turn that began last."""
        return self._last

    @property
    def busy(self) -> bool:
        return bool(self._turns)

    @contextmanager
    def turn(self, spoken: Spoken | None = None) -> Iterator[Turn]:
        """A turn that `stop` can reach until the block ends. Earlier turns that are still speaking fall silent.

        `spoken` is what the open microphone offered; where the shopper has gone on since, it is part of the next turn and this one is stopped.
        """
        with self._guard:
            self._last = max(self._last + 1, time.time_ns() // 1_000_000)
            turn = Turn(self, self._last, spoken.text if spoken else "")
            if spoken and self._spoken is not spoken:
                turn.continued = True
                turn.stop()
            elif spoken:
                self._spoken = None
            for each in self._turns:
                if each.answered:
                    each.stop()
            self._turns.append(turn)
        try:
            yield turn
        finally:
            with self._guard:
                self._turns.remove(turn)

    def stop(self, until: int | None = None, played: float | None = None) -> bool:
        """Stops every turn that runs or waits, of those up to number `until` where one is given. False where there was none.

        `played` is how many clips of the voice were heard by then, where the player tells.
        """
        with self._guard:
            running = [each for each in self._turns if until is None or each.number <= until]
        for each in running:
            each.stop()
        if self.playing and (until is None or self.playing_turn <= until):
            self.playing.stop(played)
        return bool(running)

    def interrupt(self) -> str:
        """The shopper talks into it: the voice stops, and so does the model. Gives the spoken words that were not answered yet: they are gone on with."""
        with self._guard:
            waiting, self._spoken = self._spoken, None
            unanswered = [each for each in self._turns if each.words and not each.answered]
            for each in unanswered:
                each.continued = True
        self.stop()
        if waiting and waiting.ahead:
            waiting.ahead.cancel()
        return " ".join([*(each.words for each in unanswered), *([waiting.text] if waiting else [])])

    def played(self, turn: int, clips: float) -> None:
        """The player tells how far it came with the voice of a turn before it was stopped."""
        if self.playing and self.playing_turn == turn:
            self.playing.stop(clips)

    def hush(self) -> None:
        """Nothing more of what runs is made into sound."""
        with self._guard:
            running = list(self._turns)
        for each in running:
            each.hush()
        if self.playing:
            self.playing.stop()

    def offer(self, spoken: Spoken) -> None:
        """A turn that was spoken waits here until the page asks for it. One that was not asked for is dropped."""
        with self._guard:
            left, self._spoken = self._spoken, spoken
        if left and left.ahead:
            left.ahead.cancel()

    def spoken(self, token: str) -> Spoken:
        """The turn that was offered under that token, until it is taken. Raises NotFound."""
        found = self._spoken
        if found is None or not secrets.compare_digest(found.token, token):
            raise NotFound("what was said is not waiting here any more: say it again")
        return found

    def note_failure(self, number: int, error: VitrineError, text: str, heard: bool) -> None:
        """What a turn was refused or stopped for. Only the transcript knows of it."""
        kind: Literal["stopped", "failed"] = "stopped" if isinstance(error, Cancelled) else "failed"
        self.note(Line("shopper", shortened(text), heard=heard, turn=number), Line("shop", str(error), kind, turn=number))

    def note(self, *lines: Line) -> None:
        """Adds lines to the transcript."""
        self.lines = (*self.lines, *lines)[-MAX_LINES:]

    @contextmanager
    def alone(self) -> Iterator[tuple[DialogueState, Playing | None]]:
        """The state and the voice of the last reply, once no other turn is being taken."""
        with self._one_at_a_time:
            yield self.state, self.playing

    def keep(self, turn: Turn, said: Utterance, state: DialogueState, reply: Reply, photo: str) -> None:
        """What a turn has come to."""
        self._past = (*self._past, Moment(turn.number, self.state, self.lines, self.suggestions, self.focus))[-CORRECTABLE:]
        self.state, self.playing, self.playing_turn = state, Playing(reply), turn.number
        self._show(reply)
        seen = words_seen(reply.understood.photo)
        shopper = Line("shopper", reply.understood.transcript, photo=photo, seen=seen, heard=said.spoken, turn=turn.number)
        self.note(shopper, Line("shop", reply.text, chips=reply.chips, turn=turn.number))

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
        elif reply.stands:
            self.focus = ()
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
