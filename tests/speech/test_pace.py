"""Pauses around what is said, and its tempo."""

from __future__ import annotations

import numpy as np
import pytest

from speech.pauses import CLAUSE_S, LEAD_S, SENTENCE_S, paced
from speech.tempo import at_rate
from speech.wav import joined
from tests.speech.sounds import silence, tone


@pytest.mark.parametrize(("said", "pause"), [("Good morning.", SENTENCE_S), ("I have four boots,", CLAUSE_S), ("我有四双靴子，", CLAUSE_S)])  # noqa: RUF001
def test_an_engine_s_own_silence_becomes_the_pause_a_listener_expects(said: str, pause: float) -> None:
    clip = paced(joined([silence(0.4), tone(1.0), silence(0.7)]), said)
    assert clip.seconds == pytest.approx(LEAD_S + 1.0 + pause, abs=0.012)


def test_what_has_no_silence_keeps_every_sample_and_silence_stays() -> None:
    assert len(paced(tone(0.5), "Yes.").samples) == len(tone(0.5).samples)
    assert len(paced(silence(0.5), "Yes.").samples) == len(silence(0.5).samples)
    assert len(paced(silence(0.0), "").samples) == 0


@pytest.mark.parametrize("rate", [0.5, 0.8, 1.25, 2.0])
def test_tempo_changes_the_length_and_not_the_pitch(rate: float) -> None:
    clip = at_rate(tone(2.0, hertz=440.0), rate)
    assert clip.seconds == pytest.approx(2.0 / rate, rel=0.05)
    spectrum = np.abs(np.fft.rfft(clip.samples))
    assert np.argmax(spectrum) / clip.seconds == pytest.approx(440.0, abs=5)


def test_the_voice_s_own_tempo_is_left_alone() -> None:
    clip = tone(0.5)
    assert at_rate(clip, 1.0) is clip
    assert len(at_rate(silence(0.0), 1.5).samples) == 0
