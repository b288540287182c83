"""Sixty clips in which nobody speaks: nothing is heard in them, by the voice activity model and, were it to fail, by the rules behind it."""

from __future__ import annotations

import numpy as np
import pytest

from commands.measure.unspoken import KINDS, RATE, TAKES, unspoken
from core.settings import Settings
from speech.silence import has_speech
from speech.whisper_faster import load_faster_whisper

CLIPS = [(f"{kind} {place % TAKES + 1}", clip) for place, (kind, clip) in enumerate(unspoken())]


def test_the_clips_are_the_same_every_time_and_all_different() -> None:
    assert len(CLIPS) == 60
    for (_, one), (_, other) in zip(CLIPS, unspoken(), strict=True):
        np.testing.assert_array_equal(one.samples, other.samples)
    assert len({clip.samples.tobytes() for _, clip in CLIPS}) == 60 and all(np.isfinite(clip.samples).all() and clip.sample_rate == RATE for _, clip in CLIPS)


@pytest.mark.parametrize("what", [what for what, _ in CLIPS])
def test_nobody_speaks(what: str) -> None:
    assert not has_speech(dict(CLIPS)[what])


@pytest.mark.slow
def test_what_the_voice_activity_model_lets_through_is_not_believed(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speech.whisper_faster.has_speech", lambda clip: True)
    engine = load_faster_whisper(home.models / "whisper-base", device="cpu")
    middling = CLIPS[2::TAKES]
    assert len(middling) == len(KINDS)
    assert [(what, heard) for what, clip in middling if (heard := engine.transcribe(clip).text)] == []
