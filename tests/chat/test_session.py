"""Conversations on the server: one turn after another, stopped turns leave no trace, old ones are forgotten."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from chat import session_turn
from chat.acts import Act, Critique, Understood, Utterance
from chat.reply import Reply
from chat.session import MAX_LINES, Session
from chat.sessions import Sessions
from chat.state import DialogueState
from chat.transcript import QUOTED, Line, words_seen
from core.errors import BadInput, Cancelled, NotFound
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.query import Suggestion


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def replying(text: str = "hello") -> Reply:
    return Reply("chat", text, (text,), Understood("hi", None, Act("chat")))


def turning(monkeypatch: pytest.MonkeyPatch, take: Any) -> None:
    monkeypatch.setattr(session_turn, "take_turn", take)


def test_a_session_is_found_by_its_name_and_by_no_other() -> None:
    sessions = Sessions()
    one, two = sessions.create(), sessions.create()
    assert sessions.get(one) is not sessions.get(two)
    assert len(one) >= 32
    with pytest.raises(NotFound, match="start a new one"):
        sessions.get(one[:-1])
    with pytest.raises(NotFound):
        sessions.get("")


def test_idle_sessions_expire_and_used_ones_stay() -> None:
    clock, dropped = Clock(), []
    sessions = Sessions(seconds=10, clock=clock, forgotten=dropped.append)
    old, used = sessions.create(), sessions.create()
    clock.now = 8
    kept = sessions.get(used)
    clock.now = 12
    with pytest.raises(NotFound):
        sessions.get(old)
    assert sessions.get(used) is kept
    assert [each.name for each in dropped] == [old]


def test_too_many_sessions_drop_the_one_idle_longest_but_never_a_busy_one() -> None:
    sessions = Sessions(most=2)
    busy, idle = sessions.create(), sessions.create()
    with sessions.get(busy).turn():
        sessions.get(idle)
        third = sessions.create()
        assert sessions.get(busy).busy
        with pytest.raises(NotFound):
            sessions.get(idle)
        assert sessions.get(third).lines == ()
    assert len(sessions) == 2


def test_a_turn_keeps_its_state_and_writes_the_transcript(monkeypatch: pytest.MonkeyPatch) -> None:
    turning(monkeypatch, lambda parts, state, said, **_: (DialogueState(turns=state.turns + 1), replying()))
    session = Session("s")
    with session.turn() as turn:
        turn.take(None, Utterance("hi"))  # type: ignore[arg-type]
    assert session.state.turns == 1
    assert [(each.who, each.text, each.kind) for each in session.lines] == [("shopper", "hi", "said"), ("shop", "hello", "said")]
    assert not session.busy


def test_a_turn_that_fails_or_is_stopped_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session("s")

    def refused(parts: Any, state: DialogueState, said: Utterance, **_: Any) -> Any:
        raise BadInput("too long")

    turning(monkeypatch, refused)
    with pytest.raises(BadInput), session.turn() as turn:
        turn.take(None, Utterance("hi"))  # type: ignore[arg-type]

    def stopped_at_the_end(parts: Any, state: DialogueState, said: Utterance, **_: Any) -> Any:
        session.stop()
        return DialogueState(turns=7), replying()

    turning(monkeypatch, stopped_at_the_end)
    with pytest.raises(Cancelled), session.turn() as turn:
        turn.take(None, Utterance("hi"))  # type: ignore[arg-type]
    assert session.state.turns == 0
    assert session.lines == ()


def test_two_turns_of_one_session_are_taken_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, gate, order = threading.Event(), threading.Event(), []

    def slow(parts: Any, state: DialogueState, said: Utterance, **_: Any) -> Any:
        order.append(f"begin {said.text} after {state.turns}")
        inside.set()
        assert gate.wait(5)
        order.append(f"end {said.text}")
        return DialogueState(turns=state.turns + 1), replying()

    turning(monkeypatch, slow)
    session = Session("s")

    def take(text: str) -> None:
        with session.turn() as turn:
            turn.take(None, Utterance(text))  # type: ignore[arg-type]

    first = threading.Thread(target=take, args=("one",))
    first.start()
    assert inside.wait(5)
    second = threading.Thread(target=take, args=("two",))
    second.start()
    second.join(0.1)
    assert second.is_alive()
    assert order == ["begin one after 0"]
    gate.set()
    first.join(5)
    second.join(5)
    assert order == ["begin one after 0", "end one", "begin two after 1", "end two"]


def test_stop_reaches_the_turn_that_waits_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    turning(monkeypatch, lambda *_, **__: pytest.fail("a stopped turn was taken"))
    session = Session("s")
    assert session.stop() is False
    with session.turn() as waiting:
        assert session.stop() is True
        with pytest.raises(Cancelled):
            waiting.take(None, Utterance("hi"))  # type: ignore[arg-type]


def test_a_new_turn_silences_the_one_that_is_still_speaking(monkeypatch: pytest.MonkeyPatch) -> None:
    turning(monkeypatch, lambda parts, state, said, **_: (state, replying()))
    session = Session("s")
    with session.turn() as speaking:
        speaking.take(None, Utterance("hi"))  # type: ignore[arg-type]
        with session.turn() as thinking:
            assert speaking.cancelled()
            assert not thinking.cancelled()
            assert thinking.number > speaking.number


def test_the_transcript_is_bounded() -> None:
    session = Session("s")
    session.note(*(Line("shop", str(at)) for at in range(MAX_LINES + 5)))
    assert len(session.lines) == MAX_LINES
    assert session.lines[0].text == "5"
    with session.turn() as turn:
        turn.note_failure(BadInput("too long"), "x" * 10_000, heard=False)
    assert len(session.lines[-2].text) == QUOTED
    assert session.lines[-1] == Line("shop", "too long", "failed", turn=turn.number)


def test_a_forgotten_session_stops_and_is_handed_to_its_owner() -> None:
    dropped: list[Session] = []
    sessions = Sessions(forgotten=dropped.append)
    name = sessions.create()
    session = sessions.get(name)
    with session.turn() as turn:
        sessions.forget(name)
        assert turn.cancelled()
    assert session.forgotten
    assert dropped == [session]
    with pytest.raises(NotFound):
        sessions.get(name)
    sessions.forget(name)


def test_no_photo_no_words() -> None:
    assert words_seen(None) == ()


def test_the_list_stays_on_show_where_nothing_goes_beyond_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tent = Suggestion(Item("t", "Tent"), 1, 1.0)
    searching = DialogueState(constraints=(Constraint("kind", "==", "tent"),), shown=("t",))
    acts = iter([Act("find"), Act("refine", critiques=(Critique("price", -1),)), Act("refine", constraints=(Constraint("price", "<=", 1.0),))])

    def take(*args: Any, **options: Any) -> tuple[DialogueState, Reply]:
        act = next(acts)
        first = act.name == "find"
        return searching, Reply("recommend" if first else "none_found", "so", ("so",), Understood("said", None, act), (tent,) if first else ())

    turning(monkeypatch, take)
    session = Session("name")
    for on_show in ((tent,), (tent,), ()):
        with session.turn() as turn:
            turn.take(None, Utterance("said"), aloud=False)  # type: ignore[arg-type]
        assert session.suggestions == on_show
