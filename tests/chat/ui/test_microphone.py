"""The open microphone's socket, as a browser and as a client that means no good use it: real speech, too much of it, nobody's, another site's."""

from __future__ import annotations

import gc
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from chat.ui import microphone as microphone_module
from chat.ui.microphone import RATES, same_origin
from chat.ui.microphone_words import CHINESE, ENGLISH, WORDS, Words
from speech.clip import Clip
from speech.resample import resample
from speech.voice_hibari import load_hibari
from speech.wav import joined

CHUNK_S = 0.032


@pytest.fixture(scope="module")
def wish() -> Clip:
    """Somebody asks for boots, with silence before and after: 24 kHz."""
    said = joined(load_hibari().stream("I need hiking boots under one hundred and twenty dollars."))
    rest = np.zeros(int(0.3 * said.sample_rate), np.float32)
    return Clip(np.concatenate([rest, said.samples, np.zeros(said.sample_rate, np.float32)]), said.sample_rate)


@contextmanager
def opened(house: Any, session: str = "", rate: int = 16_000, language: str = "") -> Iterator[ClientConnection]:
    headers = {"Cookie": f"vitrine-language={language}"}
    with connect(f"{house.url.replace('http', 'ws')}/listen", max_queue=None, additional_headers=headers) as socket:
        socket.send(json.dumps({"session": session, "rate": rate, "aloud": True}))
        yield socket


def pcm(samples: np.ndarray) -> bytes:
    return (np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes()


def send(socket: ClientConnection, clip: Clip, rate: int = 16_000) -> None:
    """The clip in chunks, twice as fast as it was spoken: the server takes five seconds in advance."""
    samples, size = resample(clip, rate).samples, int(rate * CHUNK_S)
    for at in range(0, len(samples), size):
        socket.send(pcm(samples[at : at + size]))
        time.sleep(CHUNK_S / 2)


def until(socket: ClientConnection, *events: str) -> dict[str, Any]:
    """The next event of those."""
    while True:
        told: dict[str, Any] = json.loads(socket.recv(timeout=20))
        if told["event"] in events:
            return told


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
def test_speech_of_any_rate_becomes_a_turn_of_its_conversation(served: Any, wish: Clip, rate: int) -> None:
    with opened(served, rate=rate) as socket:
        name = until(socket, "ready")["session"]
        send(socket, wish, rate)
        assert until(socket, "heard")
        assert until(socket, "partial")["text"] == served.ears.words
        told = until(socket, "turn")
        assert served.shop.sessions.get(name).spoken(told["token"]).text == served.ears.words


def test_it_belongs_to_the_conversation_that_the_browser_names(served: Any) -> None:
    name = served.shop.sessions.create()
    with opened(served, name) as socket:
        assert until(socket, "ready")["session"] == name
    with opened(served, "made up") as socket:
        assert until(socket, "ready")["session"] != "made up"


def test_clipped_speech_is_heard_and_noise_is_not(served: Any, wish: Clip) -> None:
    with opened(served) as socket:
        send(socket, Clip(np.random.default_rng(0).normal(0, 0.05, 24_000).astype(np.float32), 24_000))
        send(socket, Clip(np.clip(wish.samples * 30, -1, 1), wish.sample_rate))
        assert [until(socket, "heard", "turn", "nothing")["event"] for _ in range(2)] == ["heard", "turn"]


def test_a_client_that_never_stops_sending_is_sent_away_with_a_sentence(served: Any) -> None:
    with opened(served) as socket:
        until(socket, "ready")
        with pytest.raises(ConnectionClosed):
            for _ in range(100_000):
                socket.send(pcm(np.zeros(16_000, np.float32)))
        assert "More sound came than time has passed" in until(socket, "closed")["why"]
    assert all(each.name != "recognition" for each in settled())


def test_one_message_too_long_is_refused(served: Any) -> None:
    with opened(served) as socket:
        socket.send(b"\0" * 70_000)
        assert "More sound" in until(socket, "closed")["why"]


@pytest.mark.parametrize("hello", ["[]", "nothing", '{"session": ""}', '{"session": "", "rate": "fast"}'])
def test_who_does_not_say_which_conversation_it_is_is_refused(served: Any, hello: str) -> None:
    with connect(f"{served.url.replace('http', 'ws')}/listen") as socket:
        socket.send(hello)
        assert "reload the page" in until(socket, "closed")["why"]


def test_a_rate_that_is_none_is_refused(served: Any) -> None:
    with opened(served, rate=1_000_000) as socket:
        assert "1,000,000 samples a second" in until(socket, "closed")["why"]


def test_a_page_of_another_site_is_not_heard(served: Any) -> None:
    address = served.url.replace("http", "ws") + "/listen"
    with pytest.raises(InvalidStatus) as caught:
        connect(address, additional_headers={"Origin": "http://elsewhere.example"})
    assert caught.value.response.status_code == 403
    with connect(address, additional_headers={"Origin": served.url}):
        pass
    assert not same_origin("null", "127.0.0.1:7860")


def test_what_is_sent_beside_the_sound_and_means_nothing_changes_nothing(served: Any, wish: Clip) -> None:
    with opened(served) as socket:
        for text in ("", "[]", "7", '{"turn": 1, "played": "x"}', '{"played": 3}', '{"unknown": 1}'):
            socket.send(text)
        send(socket, wish)
        assert until(socket, "turn")


def test_two_tabs_of_one_conversation_the_newest_has_the_microphone(served: Any, wish: Clip) -> None:
    with opened(served) as first:
        name = until(first, "ready")["session"]
        with opened(served, name) as second:
            assert until(second, "ready")["session"] == name
            assert "another tab" in until(first, "closed")["why"]
            send(second, wish)
            assert until(second, "turn")


def test_two_conversations_talk_at_once_and_each_hears_its_own(served: Any, wish: Clip) -> None:
    with opened(served) as one, opened(served) as two:
        names = [until(each, "ready")["session"] for each in (one, two)]
        both = [threading.Thread(target=send, args=(each, wish)) for each in (one, two)]
        for each in both:
            each.start()
        tokens = [until(each, "turn")["token"] for each in (one, two)]
        for each in both:
            each.join()
        assert names[0] != names[1]
        for name, token in zip(names, tokens, strict=True):
            assert served.shop.sessions.get(name).spoken(token).text == served.ears.words


def test_too_many_open_microphones_are_refused_in_words(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone_module, "MOST_OPEN", 1)
    with opened(served) as first:
        until(first, "ready")
        with opened(served) as second:
            assert "1 microphones are open" in until(second, "closed")["why"]
    settled()
    with opened(served) as third:
        assert until(third, "ready")


def test_a_microphone_nobody_speaks_into_is_closed(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone_module, "SILENT_S", 0.2)
    with opened(served) as socket:
        with suppress(ConnectionClosed):
            send(socket, Clip(np.zeros(16_000, np.float32), 16_000))
        assert "Nobody spoke" in until(socket, "closed")["why"]


def test_a_conversation_that_is_forgotten_takes_its_microphone_along(served: Any) -> None:
    with opened(served) as socket:
        served.shop.sessions.forget(until(socket, "ready")["session"])
        socket.send(pcm(np.zeros(512, np.float32)))
        assert "was closed" in until(socket, "closed")["why"]


def test_five_minutes_of_open_microphone_leak_no_memory_and_no_file(served: Any, wish: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sound of five minutes as fast as the server takes it, after one to settle: speech every ten seconds, the rest silence. Then the socket is gone."""
    monkeypatch.setattr(microphone_module, "AHEAD_S", 1_000.0)
    monkeypatch.setattr("chat.ahead.Ahead.start", lambda self: None)  # what a turn needs is measured elsewhere
    ten = np.concatenate([resample(wish, 16_000).samples, np.zeros(160_000, np.float32)])[:160_000]
    process = psutil.Process()

    def answered(socket: ClientConnection) -> None:
        """Silence goes on until the turn is told, as it does."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                told = json.loads(socket.recv(timeout=0.05))["event"]
            except TimeoutError:
                socket.send(pcm(np.zeros(512, np.float32)))
                continue
            assert told != "closed"
            if told == "turn":
                return
        raise AssertionError("nothing was answered")

    def minute(socket: ClientConnection) -> int:
        for _ in range(6):
            for at in range(0, len(ten), 8_192):
                socket.send(pcm(ten[at : at + 8_192]))
            answered(socket)
        return 6

    with opened(served) as socket:
        until(socket, "ready")
        minute(socket)
        gc.collect()
        files, before = len(process.open_files()), process.memory_info().rss
        turns = sum(minute(socket) for _ in range(5))
        gc.collect()
        assert turns == 30
        assert process.memory_info().rss - before < 12_000_000  # five minutes of sound are 19 MB as floats
        assert len(process.open_files()) <= files
    assert [each for each in served.shop.uploads.folder.rglob("*") if each.is_file()] == []
    assert all(each.name != "recognition" for each in settled())


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_word_of_the_line_is_there(words: Words) -> None:
    assert len({words.listening, words.heard, words.thinking, words.speaking, words.stopped, words.failed}) == 6
    assert all(
        re.search("type|reload|打字|刷新", each) for each in (words.denied, words.absent, words.taken, words.unplugged, words.slow, words.lost, words.broken)
    )


def test_chinese_has_every_word_with_the_same_places_and_no_english() -> None:
    for each in fields(Words):
        english, chinese = getattr(ENGLISH, each.name), getattr(CHINESE, each.name)
        assert re.findall(r"\{.*?\}", chinese) == re.findall(r"\{.*?\}", english), each.name
        assert not re.search("[A-Za-z]", re.sub(r"\{.*?\}", "", chinese)), chinese


def test_a_chinese_page_is_told_in_chinese_why_its_microphone_is_closed(served: Any) -> None:
    with opened(served, rate=1_000_000, language="zh") as socket:
        assert until(socket, "closed")["why"] == CHINESE.no_rate.format(1_000_000, *RATES)
    with opened(served, language="zh") as socket:
        socket.send(b"\0" * 70_000)
        assert until(socket, "closed")["why"] == CHINESE.too_much


def test_the_worklet_is_served_and_not_run_as_a_script(served: Any) -> None:
    assert "registerProcessor" in httpx.get(f"{served.url}/ui/microphone.js").text
    assert '"/ui/microphone.js"' not in httpx.get(served.url).text
    assert Path(microphone_module.__file__).with_name("microphone.js").is_file()


def settled() -> list[threading.Thread]:
    """The threads once those of recognition have ended."""
    end = time.monotonic() + 10
    while time.monotonic() < end and any(each.name == "recognition" for each in threading.enumerate()):
        time.sleep(0.02)
    return threading.enumerate()
