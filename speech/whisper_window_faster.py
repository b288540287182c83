"""faster-whisper on a window cut to the clip."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ctranslate2 import StorageView
from faster_whisper import WhisperModel

from speech.belief import Heard
from speech.whisper_options import BEAM, LENGTH_PENALTY, SAMPLE_RATE
from speech.whisper_window import Glimpse, cut_window, runaway


def hear_window(model: WhisperModel, samples: np.ndarray, told: Sequence[int], language: str | None, beam: int = BEAM) -> Glimpse | None:
    """The words of (n,) float32 at 16 kHz; `told` are the tokens of what came before. None where they cannot be had or not be believed."""
    window = cut_window(samples)
    if window is None:
        return None
    spectrogram = np.ascontiguousarray(model.feature_extractor(window.samples)[:, : window.frames], dtype=np.float32)
    encoded = model.model.encode(StorageView.from_array(spectrogram[None]))
    spoken = language or model.model.detect_language(encoded)[0][0][0].strip("<|>")
    prompt = _prompt(model, told, spoken)
    found = model.model.generate(
        encoded,
        [prompt],
        beam_size=beam,
        num_hypotheses=beam,  # all that the search has ended: 6 % more of its time
        length_penalty=LENGTH_PENALTY,
        max_length=len(prompt) + window.most_tokens,
        return_scores=True,
        return_no_speech_prob=True,
    )[0]
    end = model.hf_tokenizer.token_to_id("<|endoftext|>")
    tokens, *lost = ([token for token in each if token < end] for each in found.sequences_ids)
    heard = Heard(model.hf_tokenizer.decode(tokens).strip(), found.scores[0] / (len(tokens) + 1), found.no_speech_prob)
    if runaway(heard, len(tokens), window, len(samples) / SAMPLE_RATE):
        return None
    return Glimpse(heard, spoken, tuple(model.hf_tokenizer.decode(each).strip() for each in lost))


def _prompt(model: WhisperModel, told: Sequence[int], language: str) -> list[int]:
    number = model.hf_tokenizer.token_to_id
    before = [number("<|startofprev|>"), *told] if told else []
    spoken = [number(f"<|{language}|>"), number("<|transcribe|>")] if model.model.is_multilingual else []
    return [*before, number("<|startoftranscript|>"), *spoken, number("<|notimestamps|>")]
