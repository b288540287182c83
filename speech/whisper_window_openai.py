"""openai-whisper on a window cut to the clip: the same network with fewer encoder positions, sharing every weight with the whole one."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import numpy as np
import torch
import whisper
from whisper.model import AudioEncoder, Whisper

from speech.belief import Heard
from speech.whisper_options import BEAM, LENGTH_PENALTY, SAMPLE_RATE
from speech.whisper_window import Glimpse, Window, cut_window, runaway


def hear_window(model: Whisper, samples: np.ndarray, told: str, language: str | None, beam: int | None = BEAM) -> Glimpse | None:
    """The words of (n,) float32 at 16 kHz; `told` is what came before, `beam` None is greedy. None where they cannot be had or not be believed."""
    window = cut_window(samples)
    if window is None:
        return None
    options = whisper.DecodingOptions(
        language=language,
        prompt=f" {told}" if told else None,
        beam_size=beam,
        length_penalty=LENGTH_PENALTY if beam else None,
        sample_len=window.most_tokens,
        without_timestamps=True,
        fp16=model.device.type == "cuda",
    )
    spectrogram = whisper.log_mel_spectrogram(window.samples, model.dims.n_mels, device=model.device)[:, : window.frames]
    found = whisper.decode(cut_network(model, window), spectrogram, options)
    assert isinstance(found, whisper.DecodingResult)  # one spectrogram, one result
    heard = Heard(found.text, found.avg_logprob, found.no_speech_prob)
    return None if runaway(heard, len(found.tokens), window, len(samples) / SAMPLE_RATE) else Glimpse(heard, found.language)


def cut_network(model: Whisper, window: Window) -> Whisper:
    """The network with the first positions only. Nothing is copied: the encoder's weights are assigned, the decoder is the same object."""
    dims = replace(model.dims, n_audio_ctx=window.positions)
    with torch.device("meta"):  # shapes without memory
        encoder = AudioEncoder(dims.n_mels, dims.n_audio_ctx, dims.n_audio_state, dims.n_audio_head, dims.n_audio_layer)
    whole = model.encoder.state_dict()
    encoder.load_state_dict({**whole, "positional_embedding": whole["positional_embedding"][: window.positions]}, assign=True)
    cut = copy(model)
    cut._modules = dict(model._modules)  # copy() leaves the table of parts shared: without its own, the encoder would be exchanged in both
    cut.encoder, cut.dims = encoder, dims
    return cut.eval()
