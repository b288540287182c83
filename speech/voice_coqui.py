"""Voices of Coqui TTS (the maintained fork, `coqui-tts`). Part of the GPU set; runs on a CPU as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.errors import MissingEngine, WeightsError, WrongSetting
from speech.clip import Clip
from speech.engines import PLAIN, Manner
from speech.pauses import paced
from speech.speakable import spoken_sentences
from speech.tempo import at_rate

if TYPE_CHECKING:
    from TTS.api import TTS

DEFAULT_MODEL = "tts_models/en/ljspeech/vits"  # Apache-2.0, one English speaker, 22.05 kHz
FIX = "run `python launch.py --set gpu`, or pip install -r requirements-gpu.txt"
LANGUAGE = "en"  # of a model that does not say


class CoquiVoice:
    """A `Synthesizer` on a loaded model. `speaker` is a name of the model's; empty takes the first of a model that has several.

    `language` is what a model of one language speaks; one of many tells its own.
    """

    def __init__(self, model: TTS, speaker: str = "", language: str = LANGUAGE) -> None:
        self.model = model
        self.speaker = speaker
        self.languages: dict[str, str] = {each.split("-")[0]: each for each in model.languages} if model.is_multi_lingual else {language: language}

    def speaks(self, language: str) -> bool:
        return language in self.languages

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        """The pace is changed afterwards: not every model has one of its own."""
        options = self._options(manner)
        for sentence in spoken_sentences(text, manner.language):
            samples = np.asarray(self.model.tts(sentence, **options), dtype=np.float32).reshape(-1)
            if len(samples):
                clip = Clip(np.clip(samples, -1.0, 1.0), int(self.model.synthesizer.output_sample_rate))
                yield paced(at_rate(clip, manner.rate), sentence)

    def _options(self, manner: Manner) -> dict[str, Any]:
        """What the model is told beside the sentence. Raises WrongSetting for a speaker that it does not have."""
        options: dict[str, Any] = {"split_sentences": False}
        speaker = manner.voice or self.speaker
        if self.model.is_multi_speaker:
            if speaker and speaker not in self.model.speakers:
                raise WrongSetting(f"voice is {speaker!r}: this Coqui model has {', '.join(self.model.speakers)}")
            options["speaker"] = speaker or self.model.speakers[0]
        if self.model.is_multi_lingual:
            options["language"] = self.languages[manner.language]
        return options


def load_coqui(voice: str = "", device: str = "auto") -> CoquiVoice:
    """`voice` is a folder with config.json and one .pth file, or a model name that Coqui downloads; `#SPEAKER` may follow either.

    Raises MissingEngine where the package is not installed, WeightsError for a model that cannot be had.
    """
    try:
        import torch
        from TTS.api import TTS
    except ImportError as error:
        raise MissingEngine("coqui", fix=FIX) from error
    source, _, speaker = voice.partition("#")
    on_gpu = device == "cuda" or (device == "auto" and torch.cuda.is_available())
    try:
        model = TTS(**model_arguments(source), progress_bar=False).to("cuda" if on_gpu else "cpu")
        return CoquiVoice(model, speaker, language_of(source))
    except WeightsError:
        raise
    except Exception as error:  # checkpoints, configurations and downloads fail in a dozen kinds: all mean that this voice cannot be had
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise WeightsError(f"the Coqui voice {source or DEFAULT_MODEL} cannot be loaded ({reason}): check the folder or the network") from error


def language_of(source: str) -> str:
    """Coqui's own names tell the language: tts_models/de/thorsten/vits."""
    parts = (source or DEFAULT_MODEL).split("/")
    return parts[1].split("-")[0] if len(parts) == 4 and parts[0] == "tts_models" else LANGUAGE


def model_arguments(source: str) -> dict[str, str]:
    """The arguments of `TTS` for a folder or a name. Raises WeightsError for a folder without a model."""
    folder = Path(source)
    if not source or not folder.is_dir():
        return {"model_name": source or DEFAULT_MODEL}
    checkpoints = sorted(folder.glob("*.pth"))
    if len(checkpoints) != 1 or not (folder / "config.json").is_file():
        raise WeightsError(f"{folder} holds {len(checkpoints)} .pth files: a Coqui voice is config.json and one .pth file")
    return {"model_path": str(checkpoints[0]), "config_path": str(folder / "config.json")}
