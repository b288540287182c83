"""One clip at another sample rate."""

from __future__ import annotations

from collections.abc import Iterable

import av
import numpy as np

from speech.clip import Clip


def resample(clip: Clip, sample_rate: int) -> Clip:
    """The same sound at `sample_rate` Hz; the clip itself where it already has that rate."""
    if clip.sample_rate == sample_rate or not len(clip.samples):
        return clip if clip.sample_rate == sample_rate else Clip(clip.samples, sample_rate)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(clip.samples[None]), format="flt", layout="mono")
    frame.sample_rate = clip.sample_rate
    return Clip(mono_samples([frame], sample_rate), sample_rate)


def mono_samples(frames: Iterable[av.AudioFrame], sample_rate: int) -> np.ndarray:
    """Frames of one rate and layout, mixed to one channel: (n,) float32 at `sample_rate` Hz. Frames are drawn one by one."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=sample_rate)
    pieces: list[np.ndarray] = []
    for frame in frames:
        frame.pts = None  # a gap in the time stamps must not become minutes of padding
        pieces += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
    pieces += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    return np.concatenate(pieces).astype(np.float32, copy=False) if pieces else np.zeros(0, dtype=np.float32)
