"""Whisper on a window cut to the clip, instead of its training window of 30 s: the same weights in about an eighth of the time.

The encoder's positions are sinusoids that begin at 0, so that a shorter spectrogram is what it would see of a longer one. What it misses is the long
silence after the words that tells it to stop: a second of it is too little (one clip in five is then heard twice over), two are enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ctranslate2 import StorageView
from faster_whisper import WhisperModel

from speech.belief import Heard, looped
from speech.whisper_options import BEAM, LENGTH_PENALTY, SAMPLE_RATE, WINDOW_S

SILENCE_S = 2.0  # after the clip; with 1.5 s a clear voice has 21 % of its words wrong, with 2, 3 or 4 s none
LEAST_S = 5.0
LONGEST_S = WINDOW_S - SILENCE_S  # of a clip
FRAMES_PER_S = 100
TOKENS_PER_S = 8  # nobody speaks faster
FASTEST = 6.0  # words a second; more than that were not said but repeated


@dataclass(frozen=True)
class Glimpse:
    """What the cut window gave, and in which language."""

    heard: Heard
    language: str


def hear_window(model: WhisperModel, samples: np.ndarray, told: Sequence[int], language: str | None, beam: int = BEAM) -> Glimpse | None:
    """The words of (n,) float32 at 16 kHz; `told` are the tokens of what came before. None where they cannot be believed: then the padded run has to hear it.

    The cut is that of whisper.cpp's `audio_ctx`; the guard is ours.
    """
    seconds = len(samples) / SAMPLE_RATE
    if seconds > LONGEST_S:
        return None
    window = max(LEAST_S, seconds + SILENCE_S)
    frames = int(window * FRAMES_PER_S) // 2 * 2
    padded = np.pad(samples, (0, max(0, int(window * SAMPLE_RATE) - len(samples))))
    spectrogram = np.ascontiguousarray(model.feature_extractor(padded)[:, :frames], dtype=np.float32)
    encoded = model.model.encode(StorageView.from_array(spectrogram[None]))
    spoken = language or model.model.detect_language(encoded)[0][0][0].strip("<|>")
    prompt = _prompt(model, told if language else (), spoken)
    most = len(prompt) + int(TOKENS_PER_S * window) + 1
    found = model.model.generate(
        encoded, [prompt], beam_size=beam, length_penalty=LENGTH_PENALTY, max_length=most, return_scores=True, return_no_speech_prob=True
    )[0]
    end = model.hf_tokenizer.token_to_id("<|endoftext|>")
    tokens = [token for token in found.sequences_ids[0] if token < end]
    heard = Heard(model.hf_tokenizer.decode(tokens).strip(), found.scores[0] / (len(tokens) + 1), found.no_speech_prob)
    endless = len(prompt) + len(tokens) >= most - 1
    return None if endless or too_fast(heard.text, seconds) or looped(heard) else Glimpse(heard, spoken)


def too_fast(text: str, seconds: float) -> bool:
    """Whether more words were heard than anybody could say in that time."""
    return len(re.findall(r"\w+", text)) > FASTEST * max(seconds, 1.0)


def _prompt(model: WhisperModel, told: Sequence[int], language: str) -> list[int]:
    number = model.hf_tokenizer.token_to_id
    before = [number("<|startofprev|>"), *told] if told else []
    spoken = [number(f"<|{language}|>"), number("<|transcribe|>")] if model.model.is_multilingual else []
    return [*before, number("<|startoftranscript|>"), *spoken, number("<|notimestamps|>")]
