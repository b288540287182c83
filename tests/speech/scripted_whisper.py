"""Stands for faster-whisper's model: gives the words it was made with and keeps what it was asked, in the padded run and on a cut window."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from whisper.tokenizer import Tokenizer, get_tokenizer

MELS, FRAMES_PER_S, RATE = 80, 100, 16_000


class Segment(NamedTuple):
    """What the padded run gives; of a cut window, what is generated there."""

    text: str
    avg_logprob: float
    no_speech_prob: float = 0.0


class Info(NamedTuple):
    language: str


@dataclass
class Numbers:
    """Whisper's own tokenizer with the two methods of the one that faster-whisper keeps."""

    tokenizer: Tokenizer = field(default_factory=lambda: get_tokenizer(True))

    def token_to_id(self, token: str) -> int:
        return self.tokenizer.encoding.encode_single_token(token)

    def decode(self, tokens: list[int]) -> str:
        return self.tokenizer.decode(tokens)

    def decode_with_special(self, tokens: list[int]) -> str:
        return self.tokenizer.encoding.decode(tokens)


class ScriptedWhisper:
    """The segments are what a padded run gives; `glimpses` what the cut windows give one after another, nothing where they run dry.

    `lost` is the second best of each.
    """

    def __init__(self, *segments: Segment, glimpses: tuple[Segment, ...] = (), spoken: str = "de", lost: str = " Shoe.") -> None:
        self.lost = lost
        self.segments, self.glimpses, self.spoken = segments, list(glimpses), spoken
        self.model = SimpleNamespace(is_multilingual=True, encode=self.encode, generate=self.generate, detect_language=self.detect_language)
        self.hf_tokenizer = Numbers()
        self.asked: list[tuple[np.ndarray, dict[str, Any]]] = []
        self.windows: list[tuple[int, list[int], dict[str, Any]]] = []  # frames, prompt, options

    def feature_extractor(self, samples: np.ndarray) -> np.ndarray:
        return np.zeros((MELS, len(samples) * FRAMES_PER_S // RATE + 1), dtype=np.float32)

    def encode(self, spectrogram: Any) -> int:
        return int(spectrogram.shape[-1])

    def detect_language(self, frames: int) -> list[list[tuple[str, float]]]:
        return [[(f"<|{self.spoken}|>", 0.9)]]

    def generate(self, frames: int, prompts: list[list[int]], **options: Any) -> list[SimpleNamespace]:
        self.windows.append((frames, prompts[0], options))
        text, log_probability, no_speech = self.glimpses.pop(0) if self.glimpses else Segment("", -9.0)
        tokens = self.hf_tokenizer.tokenizer.encode(text)[: options["max_length"] - len(prompts[0])]
        lost = self.hf_tokenizer.tokenizer.encode(self.lost)
        return [
            SimpleNamespace(
                sequences_ids=[tokens, lost][: options.get("num_hypotheses", 1)], scores=[log_probability * (len(tokens) + 1)], no_speech_prob=no_speech
            )
        ]

    def transcribe(self, samples: np.ndarray, **options: Any) -> tuple[list[Segment], Info]:
        self.asked.append((samples, options))
        return list(self.segments), Info(options["language"] or self.spoken)
