"""Faster and slower speech at the same pitch, for engines without a pace of their own: ffmpeg's atempo filter (WSOLA) by PyAV."""

from __future__ import annotations

from collections.abc import Iterator

import av
import numpy as np
from av.filter.context import FilterContext

from speech.clip import Clip


def at_rate(clip: Clip, rate: float) -> Clip:
    """The clip spoken `rate` times as fast, 0.5 to 2."""
    if rate == 1.0 or not len(clip.samples):
        return clip
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=clip.sample_rate, format="flt", layout="mono")
    tempo, sink = graph.add("atempo", f"{rate:g}"), graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(clip.samples[None]), format="flt", layout="mono")
    frame.sample_rate = clip.sample_rate
    source.push(frame)
    source.push(None)
    return Clip(np.concatenate(list(_drawn(sink))).astype(np.float32, copy=False), clip.sample_rate)


def _drawn(sink: FilterContext) -> Iterator[np.ndarray]:
    """What the filter gives until the end of the stream, which PyAV tells by an error."""
    while True:
        try:
            frame = sink.pull()
        except (av.FFmpegError, EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield frame.to_ndarray()[0]
