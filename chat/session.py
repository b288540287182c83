"""One conversation, kept on the server: its state, what was said, what is on show, and the turns that run."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from chat.acts import Utterance
from chat.begun import Spoken
from chat.hearing import Playing
from chat.reply import Reply
from chat.session_turn import Turn
from chat.state import DialogueState
from chat.transcript import Line, shortened, words_seen
from core.errors import Cancelled, NotFound, VitrineError
from retrieval.query import Suggestion

MAX_LINES = 200  # of one transcript; older ones are forgotten
CORRECTABLE = 20  # turns back that a line of the transcript can be said again


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
