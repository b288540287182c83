"""Sounds and files the speech tests are made of, computed here: no recording is kept in the repository."""

from __future__ import annotations

import io

import av
import numpy as np

from speech.clip import Clip

RATE = 16_000  # Hz


def tone(seconds: float, hertz: float = 440.0, level: float = 0.3, rate: int = RATE) -> Clip:
    at = np.arange(int(seconds * rate)) / rate
    return Clip((level * np.sin(2 * np.pi * hertz * at)).astype(np.float32), rate)


def silence(seconds: float, rate: int = RATE) -> Clip:
    return Clip(np.zeros(int(seconds * rate), dtype=np.float32), rate)


def noise(seconds: float, level: float) -> Clip:
    return Clip((level * np.random.default_rng(0).standard_normal(int(seconds * RATE))).astype(np.float32).clip(-1, 1), RATE)


def hum(seconds: float) -> Clip:
    """Mains hum: 50 Hz and its overtones."""
    at = np.arange(int(seconds * RATE)) / RATE
    return Clip(sum((0.2 / k) * np.sin(2 * np.pi * 50 * k * at) for k in range(1, 9)).astype(np.float32), RATE)


def encoded(clip: Clip, container: str, codec: str, rate: int | None = None, layout: str = "mono", **options: str) -> bytes:
    """The clip as a file of that container and codec, by PyAV's encoders. `options` go to the container's muxer."""
    buffer = io.BytesIO()
    with av.open(buffer, mode="w", format=container, container_options=options) as output:
        stream = output.add_stream(codec, rate=rate or clip.sample_rate, layout=layout)
        frame = av.AudioFrame.from_ndarray((clip.samples[None] * 32767).astype(np.int16), format="s16", layout="mono")
        frame.sample_rate = clip.sample_rate
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=stream.rate, frame_size=stream.codec_context.frame_size or 1024)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            output.mux(stream.encode(piece))
        output.mux(stream.encode(None))
    return buffer.getvalue()


def picture_file() -> bytes:
    """A small MP4 with a picture track and no sound."""
    buffer = io.BytesIO()
    with av.open(buffer, mode="w", format="mp4") as output:
        stream = output.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            output.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), dtype=np.uint8), format="rgb24")))
        output.mux(stream.encode(None))
    return buffer.getvalue()
