"""A sound file, as a path or as bytes, to a clip. What it is, is judged by its content; its name is used in messages only."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer

from core.errors import BadInput, NotFound
from speech.clip import Clip
from speech.resample import mono_samples

SAMPLE_RATE = 16_000  # Hz, what Whisper and the voice activity model were trained on
MAX_BYTES = 10_000_000  # 10 MB, a minute of 44.1 kHz stereo WAV
MAX_SECONDS = 60.0  # decoded: 10 MB of silent FLAC can be 58 hours
FORMATS = "wav,mp3,ogg,webm,mov,m4a,flac"  # the FFmpeg readers that may open it; no play lists, which name other files
FORMAT_NAMES = "WAV, MP3, OGG, WebM, M4A or FLAC"
CUT_OFF = 0.9  # less of the promised length than this means that the end of the file is missing
UNKNOWN_LENGTH = 0x7FFF0000  # WAV written to a pipe promises this many bytes or more (espeak-ng, arecord, ffmpeg)
STATE_THEIR_LENGTH = ("flac", "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm")  # FFmpeg guesses it for the others


def read_clip(source: Path | bytes, name: str = "", sample_rate: int = SAMPLE_RATE) -> Clip:
    """Decode, mix to one channel, resample to `sample_rate` Hz.

    Raises NotFound for a path that leads nowhere, BadInput (with one sentence: what is wrong, what to do) for the rest.
    """
    label = name or (source.name if isinstance(source, Path) else "the audio")
    data = checked_bytes(source, label)
    try:
        with closing(av.open(io.BytesIO(data), mode="r", options={"format_whitelist": FORMATS})) as container:
            samples = decode(container, data, label, sample_rate)
    except (av.error.FFmpegError, ValueError) as error:  # ValueError: the file changes its layout halfway, or is no sound format at all
        raise BadInput(f"{label} is not a sound file that can be read: send {FORMAT_NAMES}") from error
    return Clip(np.clip(np.nan_to_num(samples), -1.0, 1.0), sample_rate)


def checked_bytes(source: Path | bytes, label: str) -> bytes:
    """The content, its size checked before it is read."""
    if isinstance(source, Path):
        if not source.exists():
            raise NotFound(f"there is no file {source}: check the name")
        if not source.is_file():
            raise BadInput(f"{source} is not a file: name a sound file ({FORMAT_NAMES})")
        size = source.stat().st_size
    else:
        size = len(source)
    if size == 0:
        raise BadInput(f"{label} is empty (0 bytes): record it again or choose another file")
    if size > MAX_BYTES:
        raise BadInput(f"{label} has {size / 1e6:.1f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB: send a shorter recording")
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise BadInput(f"{source} cannot be read ({error.strerror}): check its permissions") from None


def decode(container: InputContainer, data: bytes, label: str, sample_rate: int) -> np.ndarray:
    """(n,) float32 of the first sound stream. Raises BadInput for no stream, no sound, too much of it, or a missing end."""
    if not container.streams.audio:
        raise BadInput(f"{label} has no sound track: send a recording")
    samples = mono_samples(frames(container, label), sample_rate)
    seconds = len(samples) / sample_rate
    if not seconds:
        raise BadInput(f"{label} holds no sound: record it again")
    promised = promised_seconds(container)
    if lacks_wav_bytes(data) or (promised is not None and seconds < CUT_OFF * promised):
        raise BadInput(f"{label} is cut off, its end is missing: send the whole file")
    return samples


def frames(container: InputContainer, label: str) -> Iterator[av.AudioFrame]:
    """Decoded frames, at most MAX_SECONDS of them. A frame that does not decode is left out, as players do."""
    seconds = 0.0
    for packet in container.demux(container.streams.audio[0]):
        try:
            decoded = packet.decode()
        except av.error.InvalidDataError:
            continue
        for frame in decoded:
            if not isinstance(frame, av.AudioFrame):
                continue
            seconds += frame.samples / frame.sample_rate
            if seconds > MAX_SECONDS:
                raise BadInput(f"{label} is longer than {MAX_SECONDS:.0f} seconds: send a shorter recording")
            yield frame


def promised_seconds(container: InputContainer) -> float | None:
    """The length that the file itself states, where its format states one."""
    stream = container.streams.audio[0]
    if container.format.name not in STATE_THEIR_LENGTH:
        return None
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration and not container.streams.video:  # otherwise the picture may be longer than the sound
        return container.duration / av.time_base
    return None


def lacks_wav_bytes(data: bytes) -> bool:
    """True for a WAV whose data chunk promises more bytes than there are (FFmpeg silently takes what is left)."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return False
    at = 12
    while at + 8 <= len(data):
        chunk, size = struct.unpack_from("<4sI", data, at)
        if chunk == b"data":
            return UNKNOWN_LENGTH > size > (len(data) - at - 8) / CUT_OFF
        at += 8 + size + size % 2
    return True
