"""Conversations kept in Redis: the contract of those kept in the process, and what a second process and a dead Redis make of them."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gradio_client import Client

from chat import redis_sessions, session_record, session_turn
from chat.acts import Act, Understood, Utterance
from chat.redis_sessions import RedisSessions
from chat.reply import Chip, Reply
from chat.session import Session
from chat.sessions import Sessions, SessionStore
from chat.state import DialogueState, to_json
from chat.transcript import Line
from core.errors import BadInput, Cancelled, NotFound, WrongSetting
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.query import PhotoReading, Reason, Suggestion
from tests.chat.ui.conftest import ITEMS
from tests.faulty import taking_at_most
from tests.redis_server import RedisServer, redis_server

ROOT = Path(__file__).parents[2]
FAILOVER_S = 2.0
Open = Callable[..., RedisSessions]


def item(catalog: str, id: str) -> Item:
    found = next((each for each in ITEMS if each.id == id), None)
    if found is None:
        raise NotFound(id)
    return found


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with redis_server() as running:
        yield running


@pytest.fixture
def open_store(server: RedisServer) -> Iterator[Open]:
    """Each call is a process of its own."""
    opened: list[RedisSessions] = []

    def make(**options: Any) -> RedisSessions:
        opened.append(RedisSessions(server.url, item, **options))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture(params=["here", "redis"])
def store(request: pytest.FixtureRequest) -> SessionStore:
    return Sessions() if request.param == "here" else request.getfixturevalue("open_store")()


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn only counts, shows two items and repeats what was said; "refuse" is refused."""

    def take(parts: Any, state: DialogueState, said: Utterance, **_: Any) -> tuple[DialogueState, Reply]:
        if said.text == "refuse":
            raise BadInput("refused")
        shown = tuple(Suggestion(each, rank, 1 / rank, (Reason("cheap", "price"),), ("red",)) for rank, each in enumerate(ITEMS[:2], start=1))
        after = DialogueState(turns=state.turns + 1, constraints=(*state.constraints, Constraint("price", "<=", 100.0)), need=said.text)
        return after, Reply("recommend", f"re: {said.text}", (), Understood(said.text, None, Act("find")), shown, (Chip("Yes", "yes"),))

    monkeypatch.setattr(session_turn, "take_turn", take)


def say(store: SessionStore, name: str, text: str) -> Session:
    session = store.get(name)
    with session.turn() as turn:
        turn.take(None, Utterance(text))  # type: ignore[arg-type]
    return session


def test_a_session_is_found_by_its_name_and_by_no_other(store: SessionStore) -> None:
    one, two = store.create(), store.create()
    assert one != two and len(one) >= 32
    assert store.get(one) is store.get(one)
    assert store.get(one) is not store.get(two)
    for wrong in (one[:-1], "", "x" * 10_000, "../etc", f"{one}\n"):
        with pytest.raises(NotFound, match="start a new one"):
            store.get(wrong)


def test_turns_follow_one_another_and_a_refused_one_changes_nothing(store: SessionStore) -> None:
    name = store.create()
    say(store, name, "boots")
    session = store.get(name)
    with pytest.raises(BadInput), session.turn() as turn:
        turn.take(None, Utterance("refuse"))  # type: ignore[arg-type]
    after = say(store, name, "in black")
    assert after.state.turns == 2
    assert [each.text for each in after.lines] == ["boots", "re: boots", "in black", "re: in black"]
    assert [each.item.id for each in after.suggestions] == ["hb-1", "hb-2"]


def test_a_stopped_turn_leaves_no_trace_and_a_forgotten_conversation_none_at_all(store: SessionStore) -> None:
    name = store.create()
    session = store.get(name)
    with session.turn() as turn:
        assert session.stop()
        with pytest.raises(Cancelled):
            turn.take(None, Utterance("boots"))  # type: ignore[arg-type]
    assert store.get(name).lines == ()
    store.forget(name)
    store.forget(name)
    assert session.forgotten
    with pytest.raises(NotFound):
        store.get(name)


def test_another_process_goes_on_where_the_first_ended(open_store: Open) -> None:
    one, two = open_store(), open_store()
    name = one.create()
    here = say(one, name, "boots")
    there = two.get(name)
    assert to_json(there.state) == to_json(here.state)
    assert (there.lines, there.suggestions, there.focus) == (here.lines, here.suggestions, here.focus)
    assert there.lines[-1].chips == (Chip("Yes", "yes"),)
    say(two, name, "in black")
    assert say(one, name, "cheaper").state.turns == 3, "and back"
    two.forget(name)
    with pytest.raises(NotFound):
        one.get(name)


def test_of_two_processes_at_once_the_later_gives_way_and_says_so(open_store: Open) -> None:
    one, two = open_store(), open_store()
    name = one.create()
    late = one.get(name)
    with late.turn() as turn:
        say(two, name, "boots")
        with pytest.raises(BadInput, match="say that again"):
            turn.take(None, Utterance("a tent"))  # type: ignore[arg-type]
        turn.note_failure(BadInput("say that again"), "a tent", heard=False)
    assert [each.text for each in two.get(name).lines] == ["boots", "re: boots", "a tent", "say that again"]
    assert say(one, name, "a tent").state.turns == 2


def test_a_conversation_forgotten_elsewhere_is_not_brought_back(open_store: Open) -> None:
    one, two = open_store(), open_store()
    name = one.create()
    running = one.get(name)
    with running.turn() as turn:
        two.forget(name)
        turn.take(None, Utterance("boots"))  # type: ignore[arg-type]
    assert running.forgotten
    for each in (one, two):
        with pytest.raises(NotFound):
            each.get(name)


def test_closing_a_process_keeps_its_conversations(open_store: Open) -> None:
    one = open_store()
    name = one.create()
    say(one, name, "boots")
    one.close()
    assert open_store().get(name).state.turns == 1


def test_idle_conversations_expire_in_redis(open_store: Open) -> None:
    import time

    one = open_store(seconds=1)
    name = one.create()
    time.sleep(1.2)
    with pytest.raises(NotFound):
        open_store().get(name)


def test_copies_make_room_and_are_read_again(open_store: Open) -> None:
    dropped: list[Session] = []
    one = open_store(most=2, forgotten=dropped.append)
    names = [one.create() for _ in range(4)]
    say(one, names[0], "boots")
    assert [each.name for each in dropped] == [names[0], names[1], names[2]]
    assert one.get(names[1]).lines == ()
    assert one.get(names[0]).state.turns == 1


def test_no_turn_is_lost_while_redis_is_down(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_sessions, "REST_S", 0.2)
    with redis_server() as own, caplog.at_level(logging.WARNING):
        one = RedisSessions(own.url, item)
        name = one.create()
        say(one, name, "boots")
        own.stop()
        for text in ("in black", "cheaper"):
            with taking_at_most(FAILOVER_S):
                assert say(one, name, text).lines[-1].text == f"re: {text}"
        new = one.create()
        assert say(one, new, "a tent").state.turns == 1
        assert one.ping()
        own.start()
        one._breaker.half_open()
        assert say(one, name, "larger").state.turns == 4
        assert one.get(new).state.turns == 1
        two = RedisSessions(own.url, item)
        assert [two.get(each).state.turns for each in (name, new)] == [4, 1], "what was owed is there now"
        assert one.ping() == ""
        one.close()
        two.close()
    assert [each.message.split(" (")[0] for each in caplog.records] == ["Redis is down", "Redis answers again"]


def test_a_record_holds_all_and_leaves_out_what_is_sold_no_more() -> None:
    session, again = Session("s"), Session("s")
    photo = PhotoReading((), np.arange(4, dtype=np.float32), np.ones(4, np.float32))
    session.state = DialogueState(need="boots", photo=photo, before=DialogueState(need="a tent"))
    session.lines = (Line("shopper", "天气 <b>", "failed", "token", ("boots",), True, (Chip("a", "b"),), 7),)
    session.suggestions = tuple(Suggestion(each, rank, 0.5, (Reason("x", "y"),)) for rank, each in enumerate(ITEMS, start=1))
    session.focus = ("hb-1",)
    sold_out = ITEMS[0]

    session.catalog = "second"

    def found(catalog: str, id: str) -> Item:
        assert catalog == "second"
        if id == sold_out.id:
            raise NotFound(id)
        return item(catalog, id)

    session_record.fill(again, session_record.to_record(session), found)
    assert again.catalog == session.catalog
    assert again.lines == session.lines and again.focus == session.focus
    assert again.suggestions == session.suggestions[1:]
    assert to_json(again.state) == to_json(session.state)


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"form": 99}', '{"form": 2, "catalog": "", "state": "{}", "lines": [], "suggestions": [], "focus": []}'])
def test_a_damaged_record_gets_a_sentence_and_changes_nothing(record: str) -> None:
    session = Session("s")
    with pytest.raises(BadInput, match="start a new"):
        session_record.fill(session, record, item)
    assert to_json(session.state) == to_json(DialogueState())


def test_what_is_no_redis_is_refused() -> None:
    with pytest.raises(WrongSetting, match="redis://"):
        RedisSessions("http://host:6379", item)


def test_a_killed_process_loses_no_dialogue(server: RedisServer, tmp_path: Path) -> None:
    """Two real web processes and one Redis: the first is killed in mid-dialogue, the second goes on."""
    started = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        command = [sys.executable, "-m", "tests.chat.replica", server.url, str(tmp_path / name)]
        started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
    try:
        one, two = (Client(each.stdout.readline().strip(), verbose=False) for each in started if each.stdout)
        two.predict(text="a tent", api_name="/ask")  # has it load what a first turn loads
        first = one.predict(text="hiking boots under 120 dollars", api_name="/ask")
        assert [each["id"] for each in first["suggestions"]] == ["hb-2", "hb-3"]
        started[0].send_signal(signal.SIGKILL)
        started[0].wait(10)
        with taking_at_most(FAILOVER_S):
            second = two.predict(text="in black", session=first["session"], api_name="/ask")
        assert [each["id"] for each in second["suggestions"]] == ["hb-2"]
        assert {"kind": "hiking boots", "max_price": 120.0, "color": "black"}.items() <= second["state"].items()
        assert second["session"] == first["session"]
    finally:
        for each in started:
            each.kill()
            each.wait(10)
