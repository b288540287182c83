"""The default ear: what it asks of faster-whisper, what it believes, what its loader refuses; on the real weights in the slow set."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
from whisper.tokenizer import get_tokenizer

from core.errors import WeightsError
from core.settings import Settings
from speech.clip import Clip
from speech.resample import resample
from speech.voice_hibari import HibariVoice, load_hibari
from speech.wav import joined
from speech.whisper_faster import FasterWhisper, load_faster_whisper
from tests.speech.sounds import hum, noise, silence, tone
from tests.speech.tiny_whisper import packed, random_whisper, variables_of


class Segment(NamedTuple):
    text: str
    avg_logprob: float
    no_speech_prob: float


class Info(NamedTuple):
    language: str


class ScriptedWhisper:
    """Stands for faster-whisper's model: gives the segments it was made with and keeps what it was asked."""

    def __init__(self, *segments: Segment) -> None:
        self.segments = segments
        self.model = SimpleNamespace(is_multilingual=True)
        self.asked: list[tuple[np.ndarray, dict[str, Any]]] = []

    def transcribe(self, samples: np.ndarray, **options: Any) -> tuple[list[Segment], Info]:
        self.asked.append((samples, options))
        return list(self.segments), Info(options["language"] or "de")


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return load_hibari()


@pytest.fixture(scope="module")
def spoken(voice: HibariVoice) -> Clip:
    return joined(voice.stream("Show me hiking boots."))


def test_the_model_gets_16_khz_and_only_its_believable_words_come_back(spoken: Clip) -> None:
    model = ScriptedWhisper(Segment(" Show me boots.", -0.2, 0.0), Segment(" Thank you." * 8, -0.1, 0.0))
    transcript = FasterWhisper(model).transcribe(spoken)
    (samples, options) = model.asked[0]
    assert spoken.sample_rate == 24_000 and len(samples) == pytest.approx(spoken.seconds * 16_000, abs=200)
    assert transcript.text == "Show me boots." and transcript.language == "en" and transcript.seconds == spoken.seconds
    assert options["condition_on_previous_text"] is False and options["without_timestamps"] is True


def test_the_model_is_told_the_shops_words_in_whispers_own_tokens(spoken: Clip) -> None:
    model = ScriptedWhisper(Segment(" Show me boots.", -0.2, 0.0))
    FasterWhisper(model).transcribe(spoken, ("tea towels", "Brindlewick"))
    told = model.asked[0][1]["initial_prompt"]
    assert get_tokenizer(True).decode(told).startswith(" tea towels, Brindlewick. ")
    FasterWhisper(model, language="de").transcribe(spoken, ("tea towels",))
    assert model.asked[1][1]["initial_prompt"] is None


def test_doubtful_words_are_heard_a_second_time_from_a_slower_clip(spoken: Clip) -> None:
    model = ScriptedWhisper(Segment(" Show me boots.", -0.6, 0.0))
    transcript = FasterWhisper(model).transcribe(spoken)
    assert len(model.asked) == 2 and len(model.asked[1][0]) > 1.05 * len(model.asked[0][0])
    assert transcript.seconds == spoken.seconds


def test_a_clip_longer_than_the_window_is_heard_with_time_stamps(spoken: Clip) -> None:
    model = ScriptedWhisper()
    FasterWhisper(model).transcribe(Clip(np.tile(spoken.samples, 20)[: 24_000 * 40], 24_000))
    assert model.asked[0][1]["without_timestamps"] is False and model.asked[0][1]["initial_prompt"] is None


def test_the_language_may_be_guessed(spoken: Clip) -> None:
    model = ScriptedWhisper(Segment(" Stiefel.", -0.2, 0.0))
    assert FasterWhisper(model, language=None).transcribe(spoken).language == "de"
    assert model.asked[0][1]["language"] is None


@pytest.mark.parametrize("clip", [silence(2.0), hum(2.0), noise(2.0, 0.1), tone(2.0)])
def test_where_nobody_speaks_the_model_is_not_asked(clip: Clip) -> None:
    model = ScriptedWhisper(Segment("Thank you for watching.", -0.1, 0.0))
    assert FasterWhisper(model).transcribe(clip).text == ""
    assert not model.asked


def test_missing_unknown_and_damaged_weights_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="models fetch"):
        load_faster_whisper(tmp_path / "gone")
    with pytest.raises(WeightsError, match="knows no model 'whisper-huge'"):
        load_faster_whisper("whisper-huge")
    (tmp_path / "model.bin").write_bytes(packed(variables_of(random_whisper()))[:100_000])
    with pytest.raises(WeightsError, match="cannot be loaded") as caught:
        load_faster_whisper(tmp_path, device="cpu")
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_the_real_weights_hear_a_sentence_and_nothing_in_noise(home: Settings, voice: HibariVoice) -> None:
    engine = load_faster_whisper(home.models / "whisper-base", device="cpu")
    heard = engine.transcribe(joined(voice.stream("I need waterproof hiking boots.")))
    assert heard.text.lower().strip(" .") == "i need waterproof hiking boots"
    assert heard.language == "en" and heard.confidence > 0.6
    assert engine.transcribe(noise(3.0, 0.3)).text == engine.transcribe(silence(3.0)).text == ""


@pytest.mark.slow
def test_the_real_weights_hear_past_one_window(home: Settings, voice: HibariVoice) -> None:
    words = "I would like a warm jacket for the winter. It should be dark green. Please show me the cheapest one first. "
    clip = resample(joined(voice.stream(words * 7)), 16_000)
    clip = Clip(clip.samples[: 55 * 16_000], 16_000)
    assert clip.seconds > 35
    heard = load_faster_whisper(home.models / "whisper-base", device="cpu").transcribe(clip).text.lower()
    assert heard.count("dark green") >= 4
