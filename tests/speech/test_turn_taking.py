"""A stream in chunks of any length becomes turns with their sound; real voices through the real voice activity model, and memory that does not grow."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from speech.clip import Clip
from speech.resample import StreamResampler, resample
from speech.silence import FRAME, VAD_RATE, speech_probabilities
from speech.turn_taking import BEFORE, Heard, TurnTaker
from speech.voice_activity import VoiceActivity
from speech.voice_hibari import HibariVoice, load_hibari
from speech.wav import joined


def loudness(frame: np.ndarray) -> float:
    """A voice activity that takes whatever is loud for speech."""
    return float(np.abs(frame).max())


def sound(seconds: float, level: float = 0.9) -> np.ndarray:
    return np.full(int(seconds * VAD_RATE) // FRAME * FRAME, level, np.float32)


def silence(seconds: float) -> np.ndarray:
    return sound(seconds, 0.0)


def listened(taker: TurnTaker, samples: np.ndarray, chunk: int = FRAME) -> Iterator[Heard]:
    """What is heard; the words of each pause are read at once and finished."""
    for start in range(0, len(samples), chunk):
        for heard in taker.feed(samples[start : start + chunk]):
            yield heard
            if heard.what == "paused":
                taker.wait(0.3)


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return load_hibari()


@pytest.mark.parametrize("chunk", [FRAME, 160, 4096, 100_000])
def test_chunks_of_any_length_give_the_same_turns(chunk: int) -> None:
    samples = np.concatenate([silence(0.5), sound(1.0), silence(1.0), sound(2.0), silence(1.0)])
    names = [each.what for each in listened(TurnTaker(loudness), samples, chunk) if each.what != "partial"]
    assert names == ["started", "paused", "ended"] * 2


def test_a_pause_brings_the_whole_turn_so_far_with_what_came_just_before_it() -> None:
    samples = np.concatenate([silence(2.0), sound(1.0), silence(1.0)])
    clip = next(each.clip for each in listened(TurnTaker(loudness), samples) if each.what == "paused")
    assert clip is not None and clip.sample_rate == VAD_RATE
    assert int((clip.samples > 0.5).sum()) == len(sound(1.0))
    assert len(clip.samples) == len(sound(1.0)) + (BEFORE - 3 + 3) * FRAME


def test_partials_come_twice_a_second_and_grow() -> None:
    clips = [each.clip for each in listened(TurnTaker(loudness), sound(3.2)) if each.what == "partial"]
    assert len(clips) == 6
    assert all(after and before and after.seconds > before.seconds for before, after in pairwise(clips))


def test_two_turns_share_no_sound() -> None:
    samples = np.concatenate([sound(1.0, 0.9), silence(1.0), sound(1.0, 0.8), silence(1.0)])
    clips = [each.clip for each in listened(TurnTaker(loudness), samples) if each.what == "paused"]
    assert [clip and float(clip.samples.max()) for clip in clips] == pytest.approx([0.9, 0.8])


def test_words_that_were_none_are_forgotten() -> None:
    taker = TurnTaker(loudness)
    list(taker.feed(np.concatenate([sound(1.0), silence(0.2)])))
    assert taker.pausing
    taker.nothing_said()
    assert taker.seconds_kept == 0
    assert [each.what for each in taker.feed(silence(3.0))] == []


def test_five_minutes_of_open_microphone_keep_a_third_of_a_second() -> None:
    """Room noise and a burst of sound every few seconds, after a minute to settle: no byte of the five minutes is left."""
    taker, random = TurnTaker(loudness), np.random.default_rng(0)
    minute = np.concatenate([sound(0.6), silence(1.4)] * 30)
    minute += random.normal(0, 0.001, len(minute)).astype(np.float32)
    turns = [each.what for each in listened(taker, minute)].count("ended")
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(5):
        turns += [each.what for each in listened(taker, minute)].count("ended")
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert turns == 180
    assert after - before < 50_000
    assert peak - before < 2_000_000
    assert taker.seconds_kept <= (BEFORE + 1) * FRAME / VAD_RATE


def test_frame_by_frame_is_as_sure_as_the_whole_clip_at_once(voice: HibariVoice) -> None:
    samples = resample(joined(voice.stream("I need waterproof hiking boots.")), VAD_RATE).samples
    samples = samples[: len(samples) // FRAME * FRAME]
    activity = VoiceActivity()
    streamed = np.array([activity(samples[at : at + FRAME]) for at in range(0, len(samples), FRAME)])
    assert np.abs(streamed - speech_probabilities(samples)).max() < 1e-4


def test_a_real_voice_in_noise_is_two_turns(voice: HibariVoice) -> None:
    said = [resample(joined(voice.stream(text)), VAD_RATE).samples for text in ("I need waterproof hiking boots.", "The second one, please.")]
    whole = np.concatenate([silence(0.5), said[0], silence(1.0), said[1], silence(1.0)])
    noisy = whole + np.random.default_rng(0).normal(0, 0.01, len(whole)).astype(np.float32)
    found = [each.what for each in listened(TurnTaker(VoiceActivity()), noisy) if each.what in ("started", "ended")]
    assert found == ["started", "ended"] * 2


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000, 96_000])
def test_a_stream_of_another_rate_is_brought_to_ours_without_seams(rate: int) -> None:
    tone = Clip((0.5 * np.sin(np.arange(rate) * 2 * np.pi * 440 / rate)).astype(np.float32), rate)
    resampled, chunk = StreamResampler(rate, VAD_RATE), int(rate * 0.032)
    streamed = np.concatenate([resampled(tone.samples[at : at + chunk]) for at in range(0, rate, chunk)])
    assert streamed.dtype == np.float32
    assert abs(len(streamed) - VAD_RATE) < 200
    assert np.abs(streamed[200:-200] - resample(tone, VAD_RATE).samples[200 : len(streamed) - 200]).max() < 0.01


def test_speech_at_telephone_rate_and_clipped_is_still_speech(voice: HibariVoice) -> None:
    said = resample(joined(voice.stream("I need waterproof hiking boots.")), 8_000)
    loud = np.clip(said.samples * 20, -1, 1)
    heard = StreamResampler(8_000, VAD_RATE)(np.concatenate([np.zeros(4_000, np.float32), loud, np.zeros(8_000, np.float32)]))
    found = [each.what for each in listened(TurnTaker(VoiceActivity()), heard) if each.what in ("started", "ended")]
    assert found == ["started", "ended"]
