"""Whether anyone speaks: real voices on one side, silence, hum, noise and clicks on the other."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from speech.clip import Clip
from speech.silence import has_speech, loudest_dbfs
from speech.voice_espeak import speak_with_espeak
from speech.voice_hibari import HibariVoice, load_hibari
from speech.wav import joined
from tests.speech.sounds import RATE, hum, noise, silence, tone


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return load_hibari()


def clicks() -> Clip:
    samples = np.zeros(3 * RATE, dtype=np.float32)
    samples[::8_000] = 0.9
    return Clip(samples, RATE)


QUIET = {
    "nothing at all": silence(0.0),
    "digital silence": silence(3.0),
    "very quiet noise": noise(3.0, 0.0003),
    "room noise": noise(3.0, 0.01),
    "loud noise": noise(3.0, 0.3),
    "mains hum": hum(3.0),
    "one tone": tone(3.0),
    "clicks": clicks(),
    "silence at 48 kHz": silence(3.0, rate=48_000),
}


@pytest.mark.parametrize("what", QUIET)
def test_nobody_speaks(what: str) -> None:
    assert not has_speech(QUIET[what])


@pytest.mark.parametrize("words", ["Yes.", "No.", "The second one.", "Something cheaper, please."])
def test_a_voice_is_noticed_even_when_it_says_little(words: str, voice: HibariVoice) -> None:
    assert has_speech(joined(voice.stream(words)))


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed: apt install espeak-ng")
def test_a_robot_voice_is_noticed() -> None:
    assert has_speech(speak_with_espeak("Yes."))


def test_a_voice_is_noticed_when_quiet_and_in_noise(voice: HibariVoice) -> None:
    clip = joined(voice.stream("Show me hiking boots."))
    assert has_speech(Clip(clip.samples * np.float32(0.02), clip.sample_rate))
    hiss = 0.02 * np.random.default_rng(1).standard_normal(len(clip.samples))
    assert has_speech(Clip((clip.samples + hiss).astype(np.float32), clip.sample_rate))


def test_level_is_that_of_the_loudest_moment() -> None:
    assert loudest_dbfs(tone(1.0, level=1.0).samples) == pytest.approx(-3.0, abs=0.2)  # a sine's mean power is half its peak's
    assert loudest_dbfs(np.concatenate([silence(2.0).samples, tone(0.1, level=0.1).samples])) == pytest.approx(-23.0, abs=0.5)
    assert loudest_dbfs(silence(1.0).samples) == float("-inf")
