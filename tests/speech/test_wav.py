"""What is written is read back, and a file is whole or absent."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from core.errors import StorageError
from speech.clip import Clip
from speech.decode import read_clip
from speech.resample import resample
from speech.wav import joined, wav_bytes, write_wav
from tests.speech.sounds import RATE, silence, tone


def test_wav_is_16_bit_mono_and_survives_the_round_trip() -> None:
    clip = tone(0.5)
    with wave.open(io.BytesIO(wav_bytes(clip))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate(), file.getnframes()) == (1, 2, RATE, len(clip.samples))
    assert np.abs(read_clip(wav_bytes(clip)).samples - clip.samples).max() < 1e-4


def test_too_loud_samples_are_clipped_not_wrapped() -> None:
    clip = Clip(np.array([2.0, -2.0, 0.0], dtype=np.float32), RATE)
    with wave.open(io.BytesIO(wav_bytes(clip))) as file:
        assert np.frombuffer(file.readframes(3), "<i2").tolist() == [32_767, -32_767, 0]


def test_write_replaces_the_old_file_and_leaves_no_other(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    path.write_bytes(b"old")
    write_wav(tone(0.2), path)
    assert read_clip(path).seconds == pytest.approx(0.2) and [each.name for each in tmp_path.iterdir()] == ["answer.wav"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"answer\.wav cannot be written"):
        write_wav(tone(0.2), tmp_path / "nowhere" / "answer.wav")


def test_a_target_that_is_a_folder_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(StorageError):
        write_wav(tone(0.2), tmp_path / "taken")
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


def test_joined_puts_clips_one_after_another_and_refuses_mixed_rates() -> None:
    assert joined([tone(1.0), tone(2.0)]).seconds == pytest.approx(3.0)
    assert joined([tone(1.0)]).seconds == pytest.approx(1.0)
    with pytest.raises(ValueError, match="one sample rate"):
        joined([tone(1.0), silence(1.0, rate=8_000)])
    with pytest.raises(ValueError, match="one sample rate"):
        joined([])


def test_resampling_keeps_length_and_pitch() -> None:
    clip = resample(tone(1.0, rate=24_000), RATE)
    assert clip.sample_rate == RATE and clip.seconds == pytest.approx(1.0, abs=0.01)
    spectrum = np.abs(np.fft.rfft(clip.samples))
    assert np.fft.rfftfreq(len(clip.samples), 1 / RATE)[spectrum.argmax()] == pytest.approx(440, abs=2)
    assert resample(clip, RATE) is clip
    assert resample(silence(0.0), 8_000).sample_rate == 8_000
