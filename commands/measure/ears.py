"""Who hears in `bench stt`: ours as a turn uses it, and the two libraries as they come, on the same weights."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import whisper

from chat.parts import Parts
from core.settings import Settings
from speech.clip import Clip
from speech.decode import SAMPLE_RATE
from speech.registry import faster_whisper, openai_whisper
from speech.resample import resample
from speech.whisper_faster import FasterWhisper
from speech.whisper_openai import OpenAIWhisper

STOCK = "stock faster-whisper, same weights, beam 1"
OPENAI = "openai-whisper, same weights, its defaults"
Ear = Callable[[Clip], str]


@dataclass(frozen=True)
class Heard:
    """What an ear made of a clip, and how long it took."""

    text: str
    seconds: float


def hear(ear: Ear, clip: Clip) -> Heard:
    start = time.perf_counter()
    text = ear(clip)
    return Heard(text, time.perf_counter() - start)


def ours(parts: Parts) -> Ear:
    """With the shop's words in mind, and snapped to them: what a turn gets."""
    return lambda clip: parts.hear(clip).text


def stock(settings: Settings) -> Ear:
    """faster-whisper's own `transcribe`, greedy, everything else at its default; the language is told."""
    engine = faster_whisper(settings)
    assert isinstance(engine, FasterWhisper)

    def listen(clip: Clip) -> str:
        segments, _ = engine.model.transcribe(resample(clip, SAMPLE_RATE).samples, beam_size=1, language=engine.language)
        return " ".join(part.text.strip() for part in segments)

    return listen


def stock_openai(settings: Settings) -> Ear:
    """openai-whisper's own `transcribe` at its defaults; the language is told."""
    engine = openai_whisper(settings)
    assert isinstance(engine, OpenAIWhisper)
    half = engine.model.device.type == "cuda"

    def listen(clip: Clip) -> str:
        found = whisper.transcribe(engine.model, resample(clip, SAMPLE_RATE).samples, language=engine.language, fp16=half)
        return str(found["text"]).strip()

    return listen
