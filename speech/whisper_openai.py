"""Whisper by openai-whisper (PyTorch): the second ear, on the same weights as the first or on any model it knows by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import whisper
from whisper.model import Whisper

from core.errors import WeightsError
from speech.again import Readings, surest
from speech.belief import Heard, believed, nothing
from speech.clip import Clip
from speech.ctranslate2_file import read_variables
from speech.engines import Transcript
from speech.expecting import expecting
from speech.languages import spoken_language
from speech.recalling import after_hearing
from speech.resample import resample
from speech.silence import has_speech
from speech.whisper_options import BEAM, LENGTH_PENALTY, SAMPLE_RATE, TEMPERATURES, WINDOW_S
from speech.whisper_state import dimensions, state_dict
from speech.whisper_window_openai import hear_window


class OpenAIWhisper:
    """A `Transcriber` on a loaded model. `language` is ISO 639-1, or None to let Whisper guess."""

    def __init__(self, model: Whisper, language: str | None = "en") -> None:
        self.model = model
        self.language = language

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        spoken = spoken_language(language, self.language)
        if not has_speech(clip):
            return nothing(spoken or "", clip.seconds)

        def told(readings: Readings) -> str:
            return expecting(after_hearing(terms, readings), spoken)

        heard = surest(lambda each, before: self._window(each, told(before), spoken), lambda each, before: self._listen(each, told(before), spoken), clip)
        return replace(heard, seconds=clip.seconds)

    def glance(self, samples: np.ndarray, language: str | None = None) -> str:
        """See `Glancer`."""
        clip, spoken = Clip(samples, SAMPLE_RATE), spoken_language(language, self.language)
        heard = self._window(clip, expecting((), spoken), spoken, beam=None) if has_speech(clip) else None
        return heard.text if heard else ""

    def _window(self, clip: Clip, told: str, spoken: str | None, beam: int | None = BEAM) -> Transcript | None:
        """What a window cut to the clip gives; None where the clip fills the training window, or the decoder ran away."""
        glimpse = hear_window(self.model, resample(clip, SAMPLE_RATE).samples, told, spoken, beam)
        return replace(believed([glimpse.heard], glimpse.language, clip.seconds), others=glimpse.others) if glimpse else None

    def _listen(self, clip: Clip, told: str, spoken: str | None) -> Transcript:
        """The library's own run, padded to the training window or in several of them."""
        one_window = clip.seconds <= WINDOW_S
        result = whisper.transcribe(
            self.model,
            resample(clip, SAMPLE_RATE).samples,
            language=spoken,
            initial_prompt=(told or None) if one_window else None,
            beam_size=BEAM,
            length_penalty=LENGTH_PENALTY if one_window else None,
            temperature=TEMPERATURES,
            condition_on_previous_text=False,
            without_timestamps=one_window,  # past one window they tell it where to go on
            fp16=self.model.device.type == "cuda",
        )
        heard = [Heard(part["text"], part["avg_logprob"], part["no_speech_prob"]) for part in result["segments"]]
        return believed(heard, result["language"], clip.seconds)


def load_openai_whisper(source: Path | str, device: str = "auto", threads: int = 0, language: str | None = "en") -> OpenAIWhisper:
    """From a folder in CTranslate2 layout, a `.pt` file, or a name that openai-whisper downloads. Raises WeightsError.

    `threads` above 0 sets PyTorch's number for the whole process.
    """
    if threads:
        torch.set_num_threads(threads)
    on_gpu = device == "cuda" or (device == "auto" and torch.cuda.is_available())
    target = "cuda" if on_gpu else "cpu"
    if isinstance(source, Path) and source.is_dir():
        return OpenAIWhisper(converted(source / "model.bin").to(target), language)
    return OpenAIWhisper(named(source, target), language)


def converted(path: Path) -> Whisper:
    """openai-whisper's network with the weights of a CTranslate2 file, every key matched. Raises WeightsError."""
    variables = read_variables(path, "WhisperSpec")
    try:
        model = Whisper(dimensions(variables))
        model.load_state_dict(state_dict(variables), strict=True)
    except (KeyError, ValueError, RuntimeError) as error:
        raise WeightsError(f"{path} does not hold a whole float Whisper model ({str(error).splitlines()[0]}): use a float16 or float32 conversion") from error
    return model.eval()


def named(source: Path | str, device: str) -> Whisper:
    """A `.pt` file or one of openai-whisper's own names."""
    if isinstance(source, str) and source not in whisper.available_models():
        raise WeightsError(f"openai-whisper knows no model {source!r}: name a folder, a .pt file or one of {', '.join(whisper.available_models())}")
    if isinstance(source, Path) and not source.is_file():
        raise WeightsError(f"there is no Whisper model at {source}: run `python launch.py models fetch`")
    try:
        return whisper.load_model(str(source), device=device)
    except Exception as error:  # torch, pickle and the network each raise their own kinds: all mean that this model cannot be had
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise WeightsError(f"the Whisper model {source} cannot be loaded ({reason}): check the file or the network, or name another model") from error
