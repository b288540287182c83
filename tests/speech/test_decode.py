"""Sound files of every kind are read by content; each unusable one gets its own sentence."""

from __future__ import annotations

import io
import re
import time
import tracemalloc
from pathlib import Path

import av
import numpy as np
import pytest

from core.errors import BadInput, NotFound
from speech.decode import MAX_BYTES, read_clip
from speech.wav import wav_bytes
from tests.speech.sounds import RATE, encoded, picture_file, silence, tone

KINDS = {
    "wav": ("wav", "pcm_s16le", 16_000, "mono"),
    "wav, float stereo": ("wav", "pcm_f32le", 44_100, "stereo"),
    "wav, a telephone": ("wav", "pcm_mulaw", 8_000, "mono"),
    "wav, 48 kHz stereo": ("wav", "pcm_s16le", 48_000, "stereo"),
    "mp3": ("mp3", "libmp3lame", 44_100, "stereo"),
    "ogg": ("ogg", "libopus", 48_000, "mono"),
    "webm": ("webm", "libopus", 48_000, "mono"),
    "ogg, stereo": ("ogg", "libopus", 48_000, "stereo"),
    "m4a": ("ipod", "aac", 44_100, "stereo"),
    "flac": ("flac", "flac", 16_000, "mono"),
}


def pitch(samples: np.ndarray) -> float:
    """Hz of the strongest line."""
    return float(np.fft.rfftfreq(len(samples), 1 / RATE)[np.abs(np.fft.rfft(samples)).argmax()])


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_is_read_whatever_its_name(kind: str, tmp_path: Path) -> None:
    container, codec, rate, layout = KINDS[kind]
    file = tmp_path / "holiday.jpg"
    file.write_bytes(encoded(tone(2.0), container, codec, rate, layout))
    clip = read_clip(file)
    assert clip.sample_rate == RATE and clip.samples.dtype == np.float32
    assert clip.seconds == pytest.approx(2.0, abs=0.1)
    assert pitch(clip.samples) == pytest.approx(440, abs=2)
    assert 0.2 < np.abs(clip.samples[RATE // 2 : RATE]).max() < 0.4  # the level survives


def test_bytes_are_read_as_a_file_is_and_at_the_rate_asked_for() -> None:
    clip = read_clip(wav_bytes(tone(1.0)), sample_rate=8_000)
    assert clip.sample_rate == 8_000 and clip.seconds == pytest.approx(1.0, abs=0.01)


def test_wav_with_unknown_length_from_a_pipe_is_whole() -> None:
    data = bytearray(wav_bytes(tone(1.0)))
    data[4:8] = data[40:44] = (0x7FFFF000).to_bytes(4, "little")  # as espeak-ng --stdout writes it
    assert read_clip(bytes(data)).seconds == pytest.approx(1.0, abs=0.01)


def test_webm_as_a_browser_records_it_is_whole_though_it_states_no_length() -> None:
    data = encoded(tone(2.0), "webm", "libopus", 48_000, live="1")  # MediaRecorder: clusters of unknown size, no duration
    with av.open(io.BytesIO(data)) as container:
        assert container.duration is None or container.duration <= 0
    assert read_clip(data).seconds == pytest.approx(2.0, abs=0.1)
    assert 0.5 < read_clip(data[: len(data) // 2]).seconds < 1.5  # a recording stopped halfway is what there is of it


def test_a_recording_beyond_full_scale_is_clipped_to_it() -> None:
    at = np.arange(RATE) / RATE
    loud = (3 * np.sin(2 * np.pi * 440 * at)).astype("<f4")
    data = encoded(silence(1.0), "wav", "pcm_f32le")
    clip = read_clip(data[: -loud.nbytes] + loud.tobytes())
    assert np.abs(clip.samples).max() == 1.0 and pitch(clip.samples) == pytest.approx(440, abs=2)


def test_samples_that_are_no_numbers_become_silence() -> None:
    samples = np.full(RATE, np.nan, dtype="<f4")
    data = encoded(silence(1.0), "wav", "pcm_f32le")
    data = data[: -len(samples.tobytes())] + samples.tobytes()
    assert not read_clip(data).samples.any()


BAD = {
    "0 bytes": (lambda: b"", "empty"),
    "a text": (lambda: b"these are words, not sound\n" * 100, "not a sound file"),
    "a play list that names other files": (lambda: b"#EXTM3U\n#EXTINF:10,\nfile:///etc/hostname\n", "not a sound file"),
    "a PDF": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "not a sound file"),
    "noise bytes": (lambda: np.random.default_rng(0).bytes(50_000), "not a sound file"),
    "too many bytes": (lambda: bytes(MAX_BYTES + 1), "limit is 10 MB"),
    "61 seconds": (lambda: encoded(silence(61.0), "ogg", "libopus", 48_000), "longer than 60 seconds"),
    "pictures only": (picture_file, "no sound track"),
    "a WAV header alone": (lambda: wav_bytes(silence(0.0)), "holds no sound"),
    "half a WAV": (lambda: wav_bytes(tone(3.0))[:40_000], "cut off"),
    "half a FLAC": (lambda: halved(encoded(tone(3.0), "flac", "flac")), "cut off"),
    "half a WebM": (lambda: halved(encoded(tone(3.0), "webm", "libopus", 48_000)), "cut off"),
    "half an M4A": (lambda: halved(encoded(tone(3.0), "ipod", "aac", 44_100)), "not a sound file"),  # its table of contents is at the end
    "the first bytes of an Ogg": (lambda: encoded(tone(3.0), "ogg", "libopus", 48_000)[:60], "not a sound file"),
}


def halved(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize("what", BAD)
def test_bad_input_gets_one_sentence_with_a_way_out(what: str, tmp_path: Path) -> None:
    make, says = BAD[what]
    file = tmp_path / "message.wav"
    file.write_bytes(make())
    with pytest.raises(BadInput) as caught:
        read_clip(file)
    message = str(caught.value)
    assert says in message and message.startswith("message.wav") and "\n" not in message
    assert re.search(r": (send|record)", message)


def test_the_sentence_uses_the_name_that_was_given() -> None:
    with pytest.raises(BadInput, match=r"^your recording is empty"):
        read_clip(b"", name="your recording")


def test_59_minutes_of_silence_in_a_small_flac_are_refused_quickly() -> None:
    data = encoded(silence(59 * 60, rate=8_000), "flac", "flac")
    assert len(data) < 1_000_000
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(BadInput, match="longer than 60 seconds"):
        read_clip(data)
    seconds, (_, peak) = time.perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 2 and peak < 30e6  # 60 s are 4 MB; the whole would be 227 MB


def test_a_huge_frame_is_refused_before_it_is_resampled() -> None:
    data = bytearray(wav_bytes(silence(1.0)))
    data[24:28] = (1).to_bytes(4, "little")  # one sample a second: 16,000 samples are four hours
    with pytest.raises(BadInput, match="longer than 60 seconds"):
        read_clip(bytes(data))


def test_a_path_that_leads_nowhere_or_to_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no file .*gone\.wav"):
        read_clip(tmp_path / "gone.wav")
    with pytest.raises(BadInput, match="not a file"):
        read_clip(tmp_path)
