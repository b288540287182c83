"""Whisper by faster-whisper (CTranslate2): the default ear, int8 on a CPU and float16 on a GPU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.utils import available_models
from whisper.tokenizer import get_tokenizer

from core.errors import WeightsError
from speech.again import Readings, surest
from speech.belief import Heard, believed, nothing
from speech.clip import Clip
from speech.engines import Transcript
from speech.expecting import expecting
from speech.languages import spoken_language
from speech.recalling import after_hearing
from speech.resample import resample
from speech.silence import has_speech
from speech.whisper_options import BEAM, LENGTH_PENALTY, SAMPLE_RATE, TEMPERATURES, WINDOW_S
from speech.whisper_window_faster import hear_window


class FasterWhisper:
    """A `Transcriber` on a loaded model. `language` is ISO 639-1, or None to let Whisper guess."""

    def __init__(self, model: WhisperModel, language: str | None = "en") -> None:
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
        """See `Glancer`. Greedy: three quarters of the time that the window takes with a beam, a quarter more words wrong (120 clips)."""
        clip, spoken = Clip(samples, SAMPLE_RATE), spoken_language(language, self.language)
        heard = self._window(clip, expecting((), spoken), spoken, beam=1) if has_speech(clip) else None
        return heard.text if heard else ""

    def _window(self, clip: Clip, told: str, spoken: str | None, beam: int = BEAM) -> Transcript | None:
        """What a window cut to the clip gives; None where the clip fills the training window, or the decoder ran away."""
        glimpse = hear_window(self.model, resample(clip, SAMPLE_RATE).samples, self._tokens(told) or (), spoken, beam)
        return replace(believed([glimpse.heard], glimpse.language, clip.seconds), others=glimpse.others) if glimpse else None

    def _listen(self, clip: Clip, told: str, spoken: str | None) -> Transcript:
        """The library's own run, padded to the training window or in several of them."""
        one_window = clip.seconds <= WINDOW_S
        segments, info = self.model.transcribe(
            resample(clip, SAMPLE_RATE).samples,
            language=spoken,
            initial_prompt=self._tokens(told) if one_window else None,
            beam_size=BEAM,
            length_penalty=LENGTH_PENALTY if one_window else 1.0,
            temperature=TEMPERATURES,
            condition_on_previous_text=False,
            without_timestamps=one_window,  # past one window they tell it where to go on
        )
        heard = [Heard(part.text, part.avg_logprob, part.no_speech_prob) for part in segments]
        return believed(heard, info.language, clip.seconds)

    def _tokens(self, text: str) -> list[int] | None:
        """Whisper's own numbers for the words: the tokenizer files of conversions may lack a merge and cut "the" in two."""
        return get_tokenizer(self.model.model.is_multilingual).encode(f" {text}") if text else None


def load_faster_whisper(source: Path | str, device: str = "auto", threads: int = 0, language: str | None = "en") -> FasterWhisper:
    """From a folder in CTranslate2 layout, or a name that faster-whisper fetches from its hub. Raises WeightsError.

    `threads` 0 leaves the number to CTranslate2.
    """
    if isinstance(source, Path) and not (source / "model.bin").is_file():
        raise WeightsError(f"there is no Whisper model in {source}: run `python launch.py models fetch`")
    if isinstance(source, str) and source not in available_models() and "/" not in source:
        raise WeightsError(f"faster-whisper knows no model {source!r}: name a folder or one of {', '.join(available_models())}")
    on_gpu = device == "cuda" or (device == "auto" and ctranslate2.get_cuda_device_count() > 0)
    try:
        model = WhisperModel(str(source), device="cuda" if on_gpu else "cpu", compute_type="float16" if on_gpu else "int8", cpu_threads=threads)
    except Exception as error:  # CTranslate2 raises RuntimeError, the hub's client a dozen kinds: all mean that this model cannot be had
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise WeightsError(f"the Whisper model {source} cannot be loaded ({reason}): run `python launch.py models verify`") from error
    return FasterWhisper(model, language)
