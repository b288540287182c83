"""The voices: one clip a sentence, made speakable first, the first as soon as it is ready."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hibari import Hibari

from core.errors import MissingEngine, WeightsError, WrongSetting
from speech.engines import Manner
from speech.pauses import QUIET
from speech.silence import has_speech
from speech.voice_coqui import CoquiVoice, language_of, load_coqui, model_arguments
from speech.voice_hibari import HibariVoice, load_hibari


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return load_hibari()


def test_hibari_speaks_one_clip_a_sentence(voice: HibariVoice) -> None:
    clips = list(voice.stream("The Ridge boot costs $149.99. It is waterproof!"))
    assert len(clips) == 2
    assert all(clip.sample_rate == 24_000 and clip.seconds > 0.5 and has_speech(clip) for clip in clips)
    assert clips[0].seconds > clips[1].seconds  # "149 dollars and 99 cents" is read, not skipped


def test_hibari_s_own_pace_is_asked_of_its_network(voice: HibariVoice) -> None:
    slow, plain, fast = (next(voice.stream("These boots are waterproof.", Manner(rate=rate))).seconds for rate in (0.7, 1.0, 1.5))
    assert slow > 1.2 * plain > 1.2 * 1.2 * fast


def test_a_voice_that_hibari_does_not_have_is_a_sentence(voice: HibariVoice) -> None:
    with pytest.raises(WrongSetting, match="'nobody': hibari has heart, "):
        next(voice.stream("Hello.", Manner(voice="nobody")))


def test_the_first_sound_is_not_waited_for(voice: HibariVoice) -> None:
    """hibari itself begins a third of a second late."""
    clip = next(voice.stream("Good morning."))
    assert np.flatnonzero(np.abs(clip.samples) > QUIET)[0] / clip.sample_rate < 0.05


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
        self.languages = ["en", "de", "zh-cn"]
        self.said: list[tuple[str, dict[str, Any]]] = []

    def tts(self, text: str, **options: Any) -> list[float]:
        self.said.append((text, options))
        return [0.5, -3.0]


def test_coqui_models_with_speakers_and_languages_get_one_of_each() -> None:
    model = ScriptedTTS(["anna", "bert"], multi_lingual=True)
    clip = next(CoquiVoice(model).stream("It costs $5."))
    assert model.said == [("It costs five dollars.", {"split_sentences": False, "speaker": "anna", "language": "en"})]
    assert clip.sample_rate == 22_050 and clip.samples.tolist() == [0.5, -1.0]
    list(CoquiVoice(model, "bert").stream("Hello."))
    assert model.said[-1][1]["speaker"] == "bert"
    plain = ScriptedTTS([], multi_lingual=False)
    list(CoquiVoice(plain).stream("Hello."))
    assert plain.said == [("Hello.", {"split_sentences": False})]


def test_coqui_models_of_several_languages_speak_each_and_the_others_one() -> None:
    voice = CoquiVoice(ScriptedTTS([], multi_lingual=True))
    list(voice.stream("Das kostet 5 €.", Manner("de")))
    assert voice.model.said[-1] == ("Das kostet fünf Euro.", {"split_sentences": False, "language": "de"})
    assert voice.speaks("zh") and not voice.speaks("pl")
    assert language_of("tts_models/de/thorsten/vits") == "de" and language_of("") == language_of("/a/folder/of/mine") == "en"
    assert not CoquiVoice(ScriptedTTS([], multi_lingual=False), language="de").speaks("en")


def test_coqui_s_speakers_are_chosen_by_name_and_its_pace_by_stretching() -> None:
    model = ScriptedTTS(["anna", "bert"], multi_lingual=False)
    list(CoquiVoice(model).stream("Hello.", Manner(voice="bert")))
    assert model.said[-1][1]["speaker"] == "bert"
    with pytest.raises(WrongSetting, match="'carl': this Coqui model has anna, bert"):
        list(CoquiVoice(model).stream("Hello.", Manner(voice="carl")))
