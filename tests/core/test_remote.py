"""Services on other machines: asked again where that may help, given up in time, left alone while they are down."""

from __future__ import annotations

import json
import socket

import pytest

from core import remote as module
from core.errors import EngineDown, WrongSetting
from core.remote import Remote, address
from tests.faulty import FAULTS, faulty, taking_at_most

WAIT_S = 0.4
FAILOVER_S = 2.0  # the promise: a dead service costs a turn no more than this


def at(url: str, key: str = "") -> Remote:
    return Remote("the service", address(url, "llm_url"), key, WAIT_S)


def unused() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


def test_an_answer_comes_with_the_key_and_the_options_are_kept_apart() -> None:
    with faulty("ok", answer=b'{"a": 1}') as server:
        found = address(f"{server.url}/?model=qwen/3&voice=af%20heart", "llm_url")
        assert found.options == {"model": "qwen/3", "voice": "af heart"}
        assert json.loads(Remote("it", found, "secret", WAIT_S).post("/x", json={"b": 2})) == {"a": 1}
        assert (server.paths, server.bodies) == (["/v1/x"], [b'{"b":2}'])
        assert at(server.url).get("/models")["data"][0]["id"] == "first"


@pytest.mark.parametrize("word", ["429", "500", "503"])
def test_a_passing_failure_is_asked_again_and_nobody_notices(word: str) -> None:
    with faulty(word, word, "ok", answer=b"fine") as server, taking_at_most(FAILOVER_S):
        assert at(server.url).post("/x", json={}) == b"fine"
        assert len(server.paths) == 3


@pytest.mark.parametrize("word", FAULTS)
def test_a_lasting_failure_is_given_up_in_time(word: str) -> None:
    with faulty(word, answer=b"x" * 1000) as server, taking_at_most(FAILOVER_S):
        service = at(server.url)
        with pytest.raises(EngineDown, match="the service"):
            list(service.events("/x", {}))


def test_nobody_there_is_told_at_once() -> None:
    with taking_at_most(FAILOVER_S), pytest.raises(EngineDown, match="refuses"):
        at(unused()).post("/x", json={})


def test_a_wrong_key_is_not_tried_again() -> None:
    with faulty("401") as server:
        with pytest.raises(EngineDown, match="key"):
            at(server.url).post("/x", json={})
        assert len(server.paths) == 1


def test_an_answer_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    with faulty("ok", answer=b"x" * 1000) as server, pytest.raises(EngineDown, match="bytes"):
        at(server.url).post("/x", json={})


def test_a_service_that_is_down_is_left_alone_and_then_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REST_S", 0.2)
    with faulty("401", "401", "ok", answer=b"fine") as server:
        service = at(server.url)
        for _ in range(2):
            with pytest.raises(EngineDown):
                service.post("/x", json={})
        with taking_at_most(0.1), pytest.raises(EngineDown, match="left alone"):
            service.post("/x", json={})
        assert len(server.paths) == 2, "it was not asked"
        service._breaker.half_open()
        assert service.post("/x", json={}) == b"fine"
        assert service.post("/x", json={}) == b"fine"


def test_a_reader_who_leaves_is_no_failure_of_the_service() -> None:
    with faulty("ok", answer=b'data: {"a": 1}\n\n' * 5 + b"data: [DONE]\n\n") as server:
        service = at(server.url)
        for _ in range(4):
            stream = service.events("/x", {})
            assert next(stream) == {"a": 1}
            stream.close()  # type: ignore[attr-defined]
        assert len(list(service.events("/x", {}))) == 5


@pytest.mark.parametrize("text", ["localhost:8000", "ftp://host/v1", "http://", "redis://host"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(WrongSetting, match="llm_url is"):
        address(text, "llm_url")
