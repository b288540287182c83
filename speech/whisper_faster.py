"""Whisper by faster-whisper (CTranslate2): the default ear, int8 on a CPU and float16 on a GPU."""

from __future__ import annotations

from pathlib import Path

import ctranslate2
from faster_whisper import WhisperModel
from faster_whisper.utils import available_models

from core.errors import WeightsError
from speech.belief import Heard, believed, nothing
from speech.clip import Clip
from speech.engines import Transcript
from speech.resample import resample
from speech.silence import has_speech
from speech.whisper_options import BEAM, SAMPLE_RATE, TEMPERATURES, WINDOW_S


class FasterWhisper:
    """A `Transcriber` on a loaded model. `language` is ISO 639-1, or None to let Whisper guess."""

    def __init__(self, model: WhisperModel, language: str | None = "en") -> None:
        self.model = model
        self.language = language

    def transcribe(self, clip: Clip) -> Transcript:
        if not has_speech(clip):
            return nothing(self.language or "", clip.seconds)
        segments, info = self.model.transcribe(
            resample(clip, SAMPLE_RATE).samples,
            language=self.language,
            beam_size=BEAM,
            temperature=TEMPERATURES,
            condition_on_previous_text=False,
            without_timestamps=clip.seconds <= WINDOW_S,  # past one window they tell it where to go on
        )
        heard = [Heard(part.text, part.avg_logprob, part.no_speech_prob) for part in segments]
        return believed(heard, info.language, clip.seconds)


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
