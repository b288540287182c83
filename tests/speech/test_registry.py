"""The tables of engines are what the settings offer, and loading one imports no other."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from core.errors import WeightsError
from core.settings import Settings
from speech.registry import SYNTHESIZERS, TRANSCRIBERS, load_synthesizer, load_transcriber, spoken_language, whisper_source
from speech.voice_by_language import VoiceByLanguage
from speech.voice_hibari import HibariVoice


def choices(name: str) -> tuple[str, ...]:
    return next(each.metadata["choices"] for each in fields(Settings) if each.name == name)


def test_the_settings_offer_exactly_the_engines_there_are() -> None:
    assert choices("transcriber") == tuple(TRANSCRIBERS)
    assert choices("synthesizer") == tuple(SYNTHESIZERS)


def test_an_engine_s_library_is_imported_only_when_the_engine_is_loaded() -> None:
    heavy = ("torch", "whisper", "ctranslate2", "faster_whisper", "hibari", "TTS")
    script = f"import sys, speech.registry; print([name for name in {heavy} if name in sys.modules])"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root).stdout.strip() == "[]"


def test_the_default_voice_loads(settings: Settings) -> None:
    voice = load_synthesizer(settings)
    assert isinstance(voice, VoiceByLanguage) and isinstance(voice.own, HibariVoice)
    assert load_synthesizer(replace(settings, rate=1.5)).rate == 1.5  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", TRANSCRIBERS)
def test_missing_default_weights_are_a_sentence_that_says_how_to_get_them(name: str, settings: Settings) -> None:
    with pytest.raises(WeightsError, match="models fetch"):
        load_transcriber(replace(settings, transcriber=name))


def test_whisper_weights_are_looked_for_in_the_models_folder_then_as_a_path_then_left_to_the_engine(settings: Settings, tmp_path: Path) -> None:
    assert whisper_source(settings) == settings.models / "whisper-base"
    (settings.models / "mine").mkdir(parents=True)
    assert whisper_source(replace(settings, whisper="mine")) == settings.models / "mine"
    assert whisper_source(replace(settings, whisper=str(tmp_path))) == tmp_path
    assert whisper_source(replace(settings, whisper="small.en")) == "small.en"


def test_language_auto_lets_whisper_guess(settings: Settings) -> None:
    assert spoken_language(replace(settings, language="auto")) is None
    assert spoken_language(settings) == "en"
