"""The reply as sound: the first clause ahead, and nothing is synthesised for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from chat.speaking import speak
from chat.stopwatch import Stopwatch
from speech.clip import Clip
from speech.engines import PLAIN, Manner
from tests.speech.sounds import tone

LONG = "I have four waterproof boots, and my first pick is the Ridge."
SHORT = "It costs 79 dollars."


class Voice:
    """Speaks English; remembers what it was asked to make."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def speaks(self, language: str) -> bool:
        return language == "en"

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        if self.speaks(manner.language):
            self.made.append(text)
            yield tone(0.1)


@pytest.fixture
def parts() -> Any:
    return SimpleNamespace(synthesizer=Voice())


def test_only_the_first_sentence_is_parted_and_every_clip_is_told_with_its_sentence(parts: Any) -> None:
    watch = Stopwatch()
    said = [sentence for sentence, _ in speak(parts, (LONG, SHORT, LONG), watch, lambda: False)]
    assert parts.synthesizer.made == ["I have four waterproof boots,", "and my first pick is the Ridge.", SHORT, LONG]
    assert said == [LONG, LONG, SHORT, LONG]
    assert "first_audio" in watch.timings_ms


@pytest.mark.parametrize("after", [0, 1, 2])
def test_once_cancelled_not_one_clause_more_is_made(parts: Any, after: int) -> None:
    heard: list[str] = []
    for sentence, _ in speak(parts, (LONG, SHORT), Stopwatch(), lambda: len(heard) >= after):
        heard.append(sentence)
    assert len(parts.synthesizer.made) == after == len(heard)


def test_who_stops_listening_stops_the_voice(parts: Any) -> None:
    audio = speak(parts, (LONG, SHORT), Stopwatch(), lambda: False)
    next(audio)
    assert parts.synthesizer.made == ["I have four waterproof boots,"]


def test_a_reply_without_a_voice_is_no_sound(parts: Any) -> None:
    watch = Stopwatch()
    assert list(speak(parts, ("Ich habe vier Paar Stiefel.",), watch, lambda: False, Manner("de"))) == []
    assert parts.synthesizer.made == [] and "first_audio" not in watch.timings_ms
