"""What `bench voice` measures with: a microphone in real time, the same turn in sequence, and a core that is freed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest

from chat.acts import Utterance
from chat.llm import Message, Schema, never
from chat.parts import Parts
from chat.state import DialogueState
from chat.turn import take_turn
from commands.measure import voice
from commands.measure.voice import Way, core_free, giving_way, in_sequence, p95, paced, talked, trimmed, ways
from core.errors import StorageError
from core.later import Later
from speech.clip import Clip
from speech.engines import Transcript
from speech.resample import resample
from speech.silence import FRAME, VAD_RATE
from speech.voice_hibari import load_hibari
from speech.wav import joined
from tests.chat.conftest import make_parts, shop  # noqa: F401 - fixtures

HEARS_S = 0.1  # what recognition takes here
WISH = "I need waterproof hiking boots under 150 dollars."


class Ears:
    def __init__(self, words: str) -> None:
        self.words = words

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        time.sleep(HEARS_S)
        return Transcript(self.words, "en", 0.9, clip.seconds)


@pytest.fixture(scope="module")
def clip() -> Clip:
    return trimmed(resample(joined(load_hibari().stream(WISH)), VAD_RATE))


def parts_that_hear(parts: Parts, words: str) -> Parts:
    return Parts(parts.retriever, Later(lambda: Ears(words)), Later(lambda: parts.synthesizer), None)


def test_ours_waits_the_silence_and_does_the_rest_within_it(make_parts: Callable[..., Parts], clip: Clip) -> None:  # noqa: F811
    parts = parts_that_hear(make_parts(), WISH)
    take_turn(parts, DialogueState(), Utterance(WISH), aloud=False)  # the first turn compiles what all use
    seconds = talked(parts, DialogueState(), clip)
    assert 0.25 <= seconds < 3.0, "no turn ends before its silence"
    naive = in_sequence(parts, DialogueState(), clip, Way("all", lambda heard: parts.hear(heard).text, None))
    assert naive >= voice.SILENCE_S + HEARS_S


def test_the_ways_differ_in_what_they_make_before_they_speak(make_parts: Callable[..., Parts], clip: Clip) -> None:  # noqa: F811
    parts = parts_that_hear(make_parts(), WISH)
    made = []
    for way in ways(parts):
        parts.synthesizer.spoken.clear()  # type: ignore[attr-defined]
        in_sequence(parts, DialogueState(), clip, way)
        made.append(len(parts.synthesizer.spoken))  # type: ignore[attr-defined]
    assert made[0] > made[1] == voice.COLLECTED


def test_a_microphone_nobody_hears_is_an_error_and_no_figure(make_parts: Callable[..., Parts], clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(voice, "LONGEST_S", 1.0)
    with pytest.raises(StorageError, match="nothing was answered"):
        talked(parts_that_hear(make_parts(), ""), DialogueState(), clip)


def test_giving_way_is_told_from_the_first_sample(make_parts: Callable[..., Parts], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(voice, "REPEATS", 2)
    said = resample(joined(load_hibari().stream("no, wait, something else")), VAD_RATE)
    monkeypatch.setattr(voice, "utter", lambda parts, text: said)
    rows = {row.what: row for row in giving_way(parts_that_hear(make_parts(), "no"), DialogueState())}
    held, stopped = rows["interruption to a silent voice"], rows["interruption to a stopped turn"]
    assert held.n == stopped.n == 2
    assert 60 < held.ours < stopped.ours and stopped.ours > 250


class Ticking:
    """A token every 20 ms; notices that it was stopped at the next."""

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        for _ in range(max_tokens):
            time.sleep(0.02)
            if cancelled():
                return
            yield "word "


def test_the_core_is_free_one_token_after_the_cancelling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "REPEATS", 3)
    row = core_free(Ticking())
    assert row.ratio == pytest.approx(1.0, abs=0.5)


def test_frames_come_when_a_microphone_would_have_them() -> None:
    began = time.perf_counter()
    assert len(list(paced(np.zeros(VAD_RATE // 2, np.float32), began))) == VAD_RATE // 2 // FRAME
    assert time.perf_counter() - began > 0.4


def test_silence_around_the_words_is_cut_and_the_tail_is_the_95th_percentile() -> None:
    sound = np.concatenate([np.zeros(500, np.float32), np.full(100, 0.5, np.float32), np.zeros(700, np.float32)])
    assert len(trimmed(Clip(sound, VAD_RATE)).samples) == 100
    assert p95([float(each) for each in range(1, 22)]) == 20.0
