"""Word error rate: the measure itself, and the figure of the default ear on shop requests spoken by two voices."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

import pytest

from core.settings import Settings
from speech.clip import Clip
from speech.engines import Transcript
from speech.registry import load_synthesizer, load_transcriber
from speech.voice_espeak import speak_with_espeak
from speech.wav import joined
from speech.wer import REQUESTS, measure_word_errors, word_error_rate
from tests.speech.sounds import silence


def test_case_marks_and_the_way_numbers_are_written_are_no_errors() -> None:
    said = ["I need boots under 150 dollars.", "Size eight, please!"]
    assert word_error_rate(said, ["i need boots under $150", "size 8 please"]) == 0


def test_each_wrong_missing_and_added_word_counts() -> None:
    assert word_error_rate(["show me red boots"], ["show me boots"]) == 0.25
    assert word_error_rate(["show me red boots"], ["show me read boots now"]) == 0.5
    assert word_error_rate(["show me boots under 150 dollars"], ["show me boots under $115"]) > 0
    assert word_error_rate(["show me boots"], [""]) == 1


class Deaf:
    """Hears the second sentence only."""

    def __init__(self) -> None:
        self.texts = iter(["", "something cheaper", "", "something cheaper"])

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        return Transcript(next(self.texts), "en", 1.0, clip.seconds)


def test_every_voice_speaks_every_sentence() -> None:
    voices = {"one": lambda text: silence(1.0), "two": lambda text: silence(2.0)}
    errors = measure_word_errors(Deaf(), voices, ["Not leather.", "Something cheaper."])
    assert errors.rate == 0.5 and errors.by_voice == {"one": 0.5, "two": 0.5}
    assert [(each.voice, each.said) for each in errors.mistakes] == [("one", "Not leather."), ("two", "Not leather.")]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed: apt install espeak-ng")
def test_shop_requests_are_heard_with_at_most_one_word_in_ten_wrong(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    voice = load_synthesizer(home)
    voices = {"hibari": lambda text: joined(voice.stream(text)), "espeak-ng": speak_with_espeak}
    errors = measure_word_errors(load_transcriber(home), voices, REQUESTS)
    with capsys.disabled():
        by_voice = ", ".join(f"{name} {rate:.1%}" for name, rate in errors.by_voice.items())
        print(f"\nword error rate over {len(errors.hearings)} clips: {errors.rate:.1%} ({by_voice})")
        for each in errors.mistakes:
            print(f"  {each.voice}: {each.said!r} was heard as {each.heard!r}")
    assert len(REQUESTS) == 20 and errors.rate <= 0.10
