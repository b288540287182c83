"""Which voice reads which language, and espeak-ng as a voice."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Iterator

import pytest

from core.errors import MissingEngine, WrongSetting
from speech.clip import Clip
from speech.engines import PLAIN, Manner
from speech.voice_by_language import VoiceByLanguage
from speech.voice_espeak import EspeakVoice, installed, named, speak_with_espeak, voices
from speech.voices_here import voices_here
from tests.speech.sounds import tone

needs_espeak = pytest.mark.skipif(not installed(), reason="espeak-ng is not installed: apt install espeak-ng")


class Scripted:
    """A voice of some languages; remembers what it was told, and made a clip for each word only when that was drawn."""

    def __init__(self, *languages: str) -> None:
        self.languages = languages
        self.said: list[tuple[str, Manner]] = []

    def speaks(self, language: str) -> bool:
        return language in self.languages

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        for word in text.split():
            self.said.append((word, manner))
            yield tone(0.1)


def test_each_language_goes_to_the_voice_that_speaks_it() -> None:
    own, other = Scripted("en"), Scripted("en", "de")
    voice = VoiceByLanguage(own, other, rate=1.2)
    assert len(list(voice.stream("Hello"))) == len(list(voice.stream("Hallo", Manner("de", rate=1.5)))) == 1
    assert own.said == [("Hello", Manner("en", 1.2))]
    assert other.said == [("Hallo", Manner("de", pytest.approx(1.8)))]


def test_a_language_without_a_voice_is_silence_and_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    voice = VoiceByLanguage(Scripted("en"))
    assert voice.speaks("en") and not voice.speaks("de")
    with caplog.at_level(logging.WARNING):
        assert list(voice.stream("Hallo", Manner("de"))) == list(voice.stream("Servus", Manner("de"))) == []
    assert [each.getMessage() for each in caplog.records] == ["no voice here speaks 'de', replies in it are only shown: `apt install espeak-ng` gives it one"]


class NamedVoices(Scripted):
    def names(self, language: str) -> tuple[str, ...]:
        return ("scottish", "english") if language == "en" else ()


def test_a_voice_asked_for_by_name_speaks_the_languages_it_has() -> None:
    own, other = Scripted("en"), NamedVoices("en", "de")
    voice = VoiceByLanguage(own, other)
    for text, manner in (("one", Manner("en", voice="scottish")), ("two", Manner("de", voice="scottish")), ("three", Manner("en", voice="robot"))):
        assert len(list(voice.stream(text, manner))) == 1
    assert other.said == [("one", Manner("en", voice="scottish")), ("two", Manner("de"))] and own.said == [("three", Manner("en"))]


@needs_espeak
def test_espeak_names_its_voices_and_each_speaks() -> None:
    names = dict(named("en"))
    assert next(iter(names)) == "en-us" and {"en-us+f2", "en-gb"} <= set(names) and not any("mb" in each for each in names)
    low, high = (next(EspeakVoice().stream("Hello there.", Manner(voice=name))) for name in ("en-us", "en-us+f2"))
    assert low.samples.tobytes() != high.samples.tobytes()
    assert named("tlh") == ()


def test_a_machine_without_espeak_speaks_english_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speech.voice_espeak.installed", lambda: False)
    named.cache_clear()
    here, all_of_them = voices_here("hibari", ("en", "de")), voices_here("coqui", ("en", "de"))
    named.cache_clear()
    assert (here.names, here.silent) == ({}, frozenset({"de"})) and all_of_them.silent == frozenset()


def test_who_stops_drawing_stops_the_synthesis() -> None:
    own = Scripted("en")
    clips = VoiceByLanguage(own).stream("one two three")
    next(clips)
    clips.close()
    assert [word for word, _ in own.said] == ["one"]


@needs_espeak
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "zh"])
def test_espeak_speaks_the_languages_that_are_answered(language: str) -> None:
    clip = next(EspeakVoice().stream("79 €", Manner(language)))
    assert clip.seconds > 0.5 and clip.sample_rate == 22_050


@needs_espeak
def test_espeak_has_a_pace_and_names() -> None:
    slow, fast = (next(EspeakVoice().stream("These boots are waterproof.", Manner(rate=rate))).seconds for rate in (0.7, 1.5))
    assert slow > 1.5 * fast
    british, american = (next(EspeakVoice(voice).stream("I can't dance.")).samples for voice in ("en-gb", "en-us"))
    assert len(british) != len(american)
    for made in (lambda: EspeakVoice("klingon"), lambda: next(EspeakVoice().stream("Hi.", Manner(voice="klingon")))):
        with pytest.raises(WrongSetting, match="'klingon': espeak-ng has "):
            made()


def test_without_the_program_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*arguments: object, **options: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", missing)
    voices.cache_clear()
    with pytest.raises(MissingEngine, match="apt install espeak-ng"):
        speak_with_espeak("Hello.")
    with pytest.raises(MissingEngine, match="apt install espeak-ng"):
        EspeakVoice("en-gb")
    voices.cache_clear()
