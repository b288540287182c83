"""A language model on a server: what is asked of it, and what happens to a turn when it fails. The contract with real weights is in test_llamacpp.py."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest

from chat.acts import Utterance
from chat.llm import Message, Schema, ScriptedModel
from chat.llms import lazy_language_model
from chat.openai_chat import OpenAIChat
from chat.parts import Parts
from chat.standby import Standby
from chat.state import DialogueState
from chat.turn import take_turn
from chat.understanding.by_model import SCHEMA, ModelReader
from core.errors import EngineDown, WrongSetting
from core.remote import Remote, address
from core.settings import Settings
from tests.core.test_remote import FAILOVER_S, WAIT_S, unused
from tests.faulty import FAULTS, events, faulty, taking_at_most

ASKED: tuple[Message, ...] = ({"role": "system", "content": "label"}, {"role": "user", "content": '"a violin"'})


def on(url: str) -> OpenAIChat:
    return OpenAIChat(Remote("the server", address(url, "llm_url"), "secret", WAIT_S))


def test_it_asks_for_the_schema_and_streams_what_comes() -> None:
    with faulty("ok", answer=events('{"need":', "[]}")) as server:
        model = on(server.url)
        assert list(model.stream(ASKED, SCHEMA, 12)) == ['{"need":', "[]}"]
        request = json.loads(server.bodies[0])
        assert server.paths == ["/v1/chat/completions"]
        assert request["model"] == "first"
        assert request["messages"] == [dict(each) for each in ASKED]
        assert request["response_format"]["json_schema"]["schema"] == SCHEMA
        assert request["stream"] and request["temperature"] == 0
        list(on(f"{server.url}?model=other").stream(ASKED))
        assert json.loads(server.bodies[1])["model"] == "other"
        assert "response_format" not in json.loads(server.bodies[1])


def test_it_stops_at_the_next_piece() -> None:
    with faulty("ok", answer=events(*"abcdef")) as server:
        got: list[str] = []
        for piece in on(server.url).stream(ASKED, cancelled=lambda: len(got) >= 2):
            got.append(piece)
        assert 2 <= len(got) <= 3
        assert list(on(server.url).stream(ASKED, cancelled=lambda: True)) == []


@pytest.mark.parametrize("word", [*FAULTS, "refused"])
def test_a_turn_is_not_lost_where_the_server_fails(word: str, make_parts: Callable[..., Parts], caplog: pytest.LogCaptureFixture) -> None:
    """The whole turn, the standing-by engine behind the failing one: the same reply as without a server, in time, with one line in the log."""
    text = "my feet get wet when I walk the dog"
    expected = take_turn(make_parts(labels=["need"]), DialogueState(), Utterance(text), aloud=False)[1]
    with faulty("500" if word == "refused" else word, answer=events('{"chat":[]}')) as server, caplog.at_level(logging.WARNING):
        parts = make_parts()
        remote = on(unused() if word == "refused" else server.url)
        parts.reader = ModelReader(Standby([("the remote model", remote), ("llama.cpp", ScriptedModel(['{"need":[]}'] * 3))], ahead=2))
        for _ in range(3):
            with taking_at_most(FAILOVER_S):
                reply = take_turn(parts, DialogueState(), Utterance(text), aloud=False)[1]
            assert (reply.text, [each.item.id for each in reply.suggestions]) == (expected.text, [each.item.id for each in expected.suggestions])
    assert len([each for each in caplog.records if "is down" in each.message]) == 1


def test_without_any_model_the_rules_answer(make_parts: Callable[..., Parts]) -> None:
    parts = make_parts()
    parts.reader = ModelReader(Standby([("the remote model", on(unused()))], ahead=2))
    reply = take_turn(parts, DialogueState(), Utterance("my feet get wet when I walk the dog"), aloud=False)[1]
    assert reply.text and reply.suggestions


def test_it_is_used_again_when_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    schema: Schema = SCHEMA
    with faulty("cut", "ok", answer=events('{"need":[]}')) as server, caplog.at_level(logging.WARNING):
        chain = Standby([("the remote model", on(server.url)), ("rules", ScriptedModel(['{"chat":[]}']))], ahead=2)
        assert "".join(chain.stream(ASKED, schema)).strip() == '{"chat":[]}'
        assert "".join(chain.stream(ASKED, schema)) == '{"need":[]}'
    assert caplog.records[-1].message == "the remote model answers again"


def test_the_setting_chooses_it(settings: Settings) -> None:
    from dataclasses import replace

    with faulty("ok", answer=events("hello")) as server:
        model = lazy_language_model(replace(settings, llm_url=server.url, llm="none"))
        assert model is not None
        assert list(model.stream(ASKED)) == ["hello"]
    with pytest.raises(WrongSetting, match="llm_url"):
        lazy_language_model(replace(settings, llm_url="vllm:8000"))


def test_a_server_without_models_is_told() -> None:
    with faulty("ok", answer=events("hello")) as server:
        model = on(server.url)
        model._remote.get = lambda path: {"data": []}  # type: ignore[method-assign]
        with pytest.raises(EngineDown, match=r"\?model=NAME"):
            list(model.stream(ASKED))
