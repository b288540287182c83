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


class StreamResampler:
    """One channel of a stream, chunk after chunk, to another rate; the filter goes on over the seams."""

    def __init__(self, from_rate: int, to_rate: int) -> None:
        self._from = from_rate
        self._resampler = None if from_rate == to_rate else av.AudioResampler(format="flt", layout="mono", rate=to_rate)

    def __call__(self, samples: np.ndarray) -> np.ndarray:
        """(n,) float32 to (m,) float32; some tens of samples stay in the filter until the next chunk."""
        if self._resampler is None or not len(samples):
            return samples
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None]), format="flt", layout="mono")
        frame.sample_rate = self._from
        return np.concatenate([np.zeros(0, np.float32), *(piece.to_ndarray()[0] for piece in self._resampler.resample(frame))])


def mono_samples(frames: Iterable[av.AudioFrame], sample_rate: int) -> np.ndarray:
    """Frames of one rate and layout, mixed to one channel: (n,) float32 at `sample_rate` Hz. Frames are drawn one by one."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=sample_rate)
    pieces: list[np.ndarray] = []
    for frame in frames:
        frame.pts = None  # a gap in the time stamps must not become minutes of padding
        pieces += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
    pieces += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    return np.concatenate(pieces).astype(np.float32, copy=False) if pieces else np.zeros(0, dtype=np.float32)
