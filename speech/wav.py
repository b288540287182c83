"""Clips to WAV: 16 bit PCM, mono, in memory or as a file that is either whole or absent."""

from __future__ import annotations

import io
import os
import tempfile
import wave
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from core.errors import StorageError
from speech.clip import Clip

FULL_SCALE = 32_767  # largest 16 bit sample


def wav_bytes(clip: Clip) -> bytes:
    """A complete WAV file. Samples beyond [-1, 1] are clipped."""
    pcm = (np.clip(clip.samples, -1.0, 1.0) * FULL_SCALE).round().astype("<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(pcm.itemsize)
        file.setframerate(clip.sample_rate)
        file.writeframes(pcm.tobytes())
    return buffer.getvalue()


def write_wav(clip: Clip, path: Path) -> None:
    """Write under a temporary name beside `path`, then rename. Raises StorageError and leaves nothing behind."""
    data = wav_bytes(clip)
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise StorageError(f"{path} cannot be written ({error.strerror}): name a folder that exists and that you may write to") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise StorageError(f"{path} cannot be written ({error.strerror}): free some space or name another file") from None


def joined(clips: Iterable[Clip]) -> Clip:
    """One clip from several of the same sample rate; their pauses are their own. Raises ValueError for none or for mixed rates."""
    parts = list(clips)
    rates = {clip.sample_rate for clip in parts}
    if len(rates) != 1:
        raise ValueError(f"clips of one sample rate are needed, not {sorted(rates)}")
    return Clip(np.concatenate([clip.samples for clip in parts]), rates.pop())
