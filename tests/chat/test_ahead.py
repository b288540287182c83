"""A turn taken before it is certain: it stands if nothing happened since, and is forgotten without a trace if the shopper went on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from chat.acts import Utterance
from chat.ahead import Ahead
from chat.begun import Spoken
from chat.llm import Message, Schema, never
from chat.parts import Parts
from chat.session import Session
from chat.understanding.by_model import ModelReader
from core.errors import Cancelled, NotFound
from core.later import Later
from speech.clip import Clip
from speech.engines import Transcript

BOOTS = Utterance("I need waterproof hiking boots under 150 dollars", recognised=True)


class Endless:
    """A model that writes until it is stopped, and tells when."""

    def __init__(self) -> None:
        self.asked, self.stopped = threading.Event(), threading.Event()

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        self.asked.set()
        until = time.monotonic() + 10
        while not cancelled() and time.monotonic() < until:
            time.sleep(0.01)
            yield " "
        self.stopped.set()


class Mute:
    """A voice that raises."""

    def speaks(self, language: str) -> bool:
        return True

    def stream(self, text: str, manner: object = None) -> Iterator[Clip]:
        raise OSError("no voice today")
        yield


def begun(parts: Parts, session: Session, said: Utterance = BOOTS) -> Ahead:
    ahead = Ahead(parts, session, said, aloud=True)
    ahead.start()
    return ahead


def test_it_is_what_the_turn_itself_would_be_with_its_first_sound_made(make_parts: Callable[..., Parts]) -> None:
    parts, session = make_parts(), Session("s")
    ahead = begun(parts, session)
    assert ahead.taken(session.state, session.state, never) is not None
    assert parts.synthesizer.spoken, "the first clip is made ahead"  # type: ignore[attr-defined]
    with session.turn() as turn:
        reply = turn.take(parts, BOOTS, begun=ahead)
    assert [each.item.id for each in reply.suggestions] == list(session.state.shown)
    assert [words for words, _ in reply.audio] == list(reply.spoken)
    assert parts.synthesizer.spoken == list(reply.spoken)  # type: ignore[attr-defined]
    assert session.state.turns == 1
    assert session.lines[0].heard


def test_a_turn_taken_from_another_state_is_taken_once_more(make_parts: Callable[..., Parts]) -> None:
    parts, session = make_parts(), Session("s")
    ahead = begun(parts, session, Utterance("the second one", recognised=True))
    with session.turn() as turn:
        turn.take(parts, BOOTS, aloud=False)
    with session.turn() as turn:
        turn.take(parts, Utterance("the second one", recognised=True), aloud=False, begun=ahead)
    assert session.state.turns == 2
    assert session.state.focus == session.state.shown[1]


def test_what_was_heard_meanwhile_makes_it_another_turn_as_well(make_parts: Callable[..., Parts]) -> None:
    parts, session = make_parts(), Session("s")
    with session.turn() as turn:
        reply = turn.take(parts, BOOTS)
    assert session.playing
    for words in reply.spoken:
        session.playing.handed(words, 2.0)
    session.playing.stop(1.6)  # the opening and half of the first item
    that = Utterance("how heavy is that one?", recognised=True)
    ahead = begun(parts, session, that)
    session.played(session.playing_turn, 2.9)  # nothing new: how far it came was told before
    with session.turn() as turn:
        found = turn.take(parts, that, aloud=False, begun=ahead)
    assert parts.retriever.get(reply.of[1]).title in found.text


def test_going_on_stops_the_model_and_changes_nothing(make_parts: Callable[..., Parts]) -> None:
    parts, session, model = make_parts(), Session("s"), Endless()
    parts.reader = ModelReader(model)
    before = session.state
    ahead = begun(parts, session, Utterance("my feet get wet when I walk the dog", recognised=True))
    assert model.asked.wait(20)
    ahead.cancel()
    assert model.stopped.wait(5)
    assert ahead.taken(session.state, session.state, never) is None
    assert session.state is before
    assert session.lines == ()


def test_stopping_the_turn_stops_what_was_begun_for_it(make_parts: Callable[..., Parts]) -> None:
    parts, session, model = make_parts(), Session("s"), Endless()
    parts.reader = ModelReader(model)
    ahead = begun(parts, session, Utterance("my feet get wet when I walk the dog", recognised=True))
    assert model.asked.wait(20)
    threading.Timer(0.1, session.stop).start()
    with pytest.raises(Cancelled), session.turn() as turn:
        turn.take(parts, ahead.said, begun=ahead)
    assert model.stopped.wait(5)


def test_a_voice_that_fails_fails_when_it_is_drawn_not_before(make_parts: Callable[..., Parts]) -> None:
    whole, session = make_parts(), Session("s")
    parts = Parts(whole.retriever, Later(lambda: Deaf()), Later(lambda: Mute()), None)
    with session.turn() as turn:
        reply = turn.take(parts, BOOTS, begun=begun(parts, session))
    assert reply.suggestions
    with pytest.raises(OSError, match="no voice"):
        next(reply.audio)


class Deaf:
    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        raise AssertionError("nothing is heard twice")


def test_a_turn_waits_under_its_token_until_it_is_taken_or_talked_into() -> None:
    session, first, second = Session("s"), Spoken("one", "boots"), Spoken("two", "a tent")
    session.offer(first)
    with pytest.raises(NotFound, match="say it again"):
        session.spoken("two")
    with session.turn(session.spoken("one")) as turn:
        assert not turn.cancelled()
        with pytest.raises(NotFound):
            session.spoken("one")
    session.offer(second)
    waiting = session.spoken("two")
    assert session.interrupt() == "a tent"
    with session.turn(waiting) as late:  # the page asked a moment too late: the words are part of what is being said now
        assert late.cancelled() and late.continued


def test_talking_into_a_turn_that_thinks_takes_its_words_along_and_leaves_no_line() -> None:
    session, spoken = Session("s"), Spoken("one", "hiking boots")
    session.offer(spoken)
    with session.turn(spoken) as turn:
        assert session.interrupt() == "hiking boots"
        assert turn.cancelled()
        turn.note_failure(Cancelled(), "hiking boots", heard=True)
    assert session.lines == ()
    with session.turn() as typed:
        assert session.interrupt() == ""
        typed.note_failure(Cancelled(), "typed words", heard=False)
    assert [each.kind for each in session.lines] == ["said", "stopped"]


def test_a_stop_reaches_no_turn_that_came_after_it() -> None:
    session = Session("s")
    with session.turn() as before, session.turn() as after:
        assert session.stop(before.number)
        assert before.cancelled() and not after.cancelled()


def test_muting_ends_the_making_of_sound_and_not_the_turn() -> None:
    session = Session("s")
    with session.turn() as turn:
        session.hush()
        assert turn.silent() and not turn.cancelled()
