"""Whether anyone speaks in a clip. Asked before Whisper is, which invents words for silence, hum and noise."""

from __future__ import annotations

import numpy as np
from faster_whisper.vad import get_vad_model

from speech.clip import Clip
from speech.resample import resample

VAD_RATE = 16_000  # Hz, Silero's
FRAME = 512  # samples in one Silero frame, 32 ms
QUIET_DBFS = -66.0  # loudest frame below this: a closed microphone. Speech turned down by 40 dB still passes
SPEECH = 0.5  # Silero's own threshold
LEAST_FRAMES = 4  # 128 ms; a spoken "yes" has 9, white noise at -10 dBFS has 2


def loudest_dbfs(samples: np.ndarray) -> float:
    """Level of the loudest 32 ms of (n,) float32, in dB below full scale; -inf for digital silence."""
    if not len(samples):
        return float("-inf")
    whole = np.pad(samples, (0, -len(samples) % FRAME)).reshape(-1, FRAME).astype(np.float64)
    power = float((whole**2).mean(axis=1).max())
    return 10 * float(np.log10(power)) if power > 0 else float("-inf")


def speech_probabilities(samples: np.ndarray) -> np.ndarray:
    """(frames,) float32, Silero's probability of speech in each 32 ms of 16 kHz `samples`. Zeros are appended to fill a frame."""
    whole = np.pad(samples, (0, -len(samples) % FRAME))
    return np.asarray(get_vad_model()(whole), dtype=np.float32).reshape(-1)


def has_speech(clip: Clip) -> bool:
    """False for silence, hum, noise and music; True where at least 128 ms sound like a voice."""
    samples = resample(clip, VAD_RATE).samples
    if loudest_dbfs(samples) < QUIET_DBFS:
        return False
    return int((speech_probabilities(samples) >= SPEECH).sum()) >= LEAST_FRAMES
