"""The voices: one clip a sentence, made speakable first, the first as soon as it is ready."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hibari import Hibari

from core.errors import MissingEngine, WeightsError, WrongSetting
from speech.silence import has_speech
from speech.voice_coqui import CoquiVoice, load_coqui, model_arguments
from speech.voice_hibari import HibariVoice, load_hibari


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return load_hibari()


def test_hibari_speaks_one_clip_a_sentence(voice: HibariVoice) -> None:
    clips = list(voice.stream("The Ridge boot costs $149.99. It is waterproof!"))
    assert len(clips) == 2
    assert all(clip.sample_rate == 24_000 and clip.seconds > 0.5 and has_speech(clip) for clip in clips)
    assert clips[0].seconds > clips[1].seconds  # "149 dollars and 99 cents" is read, not skipped


def test_the_same_words_give_the_same_samples(voice: HibariVoice) -> None:
    first, second = (next(voice.stream("Good morning.")) for _ in range(2))
    np.testing.assert_array_equal(first.samples, second.samples)


def test_the_first_sentence_does_not_wait_for_the_next(voice: HibariVoice, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    real = Hibari.__call__

    def listening(model: Hibari, text: str, **options: Any) -> np.ndarray:
        said.append(text)
        return real(model, text, **options)

    monkeypatch.setattr(Hibari, "__call__", listening)
    next(voice.stream("One sentence. Another one. A third."))
    assert said == ["One sentence."]


def test_text_without_words_is_no_sound(voice: HibariVoice) -> None:
    assert list(voice.stream("🙂 ... \n")) == []


def test_an_unknown_voice_is_a_sentence_with_the_names() -> None:
    with pytest.raises(WrongSetting, match="'nobody': hibari has heart, "):
        load_hibari("nobody")


@pytest.mark.skipif(importlib.util.find_spec("TTS") is not None, reason="coqui-tts is installed here")
def test_coqui_says_how_to_get_it() -> None:
    with pytest.raises(MissingEngine, match=r"'coqui' is not installed here: run `python launch\.py --set gpu`"):
        load_coqui()


def test_coqui_takes_a_folder_or_a_name(tmp_path: Path) -> None:
    assert model_arguments("tts_models/en/vctk/vits") == {"model_name": "tts_models/en/vctk/vits"}
    assert model_arguments("")["model_name"].startswith("tts_models/en/")
    with pytest.raises(WeightsError, match=r"holds 0 \.pth files"):
        model_arguments(str(tmp_path))
    (tmp_path / "best.pth").touch()
    (tmp_path / "config.json").touch()
    assert model_arguments(str(tmp_path)) == {"model_path": str(tmp_path / "best.pth"), "config_path": str(tmp_path / "config.json")}


class ScriptedTTS:
    """Stands for Coqui's model where its package is absent: keeps what it was told to say and answers as TTS does, with a list."""

    class synthesizer:
        output_sample_rate = 22_050

    def __init__(self, speakers: list[str], multi_lingual: bool) -> None:
        self.speakers, self.is_multi_speaker, self.is_multi_lingual = speakers, bool(speakers), multi_lingual
        self.said: list[tuple[str, dict[str, Any]]] = []

    def tts(self, text: str, **options: Any) -> list[float]:
        self.said.append((text, options))
        return [0.5, -3.0]


def test_coqui_models_with_speakers_and_languages_get_one_of_each() -> None:
    model = ScriptedTTS(["anna", "bert"], multi_lingual=True)
    clip = next(CoquiVoice(model).stream("It costs $5."))
    assert model.said == [("It costs 5 dollars.", {"split_sentences": False, "speaker": "anna", "language": "en"})]
    assert clip.sample_rate == 22_050 and clip.samples.tolist() == [0.5, -1.0]
    list(CoquiVoice(model, "bert").stream("Hello."))
    assert model.said[-1][1]["speaker"] == "bert"
    plain = ScriptedTTS([], multi_lingual=False)
    list(CoquiVoice(plain).stream("Hello."))
    assert plain.said == [("Hello.", {"split_sentences": False})]
