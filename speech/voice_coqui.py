"""Voices of Coqui TTS (the maintained fork, `coqui-tts`). Part of the GPU set; runs on a CPU as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.errors import MissingEngine, WeightsError
from speech.clip import Clip
from speech.speakable import spoken_sentences

if TYPE_CHECKING:
    from TTS.api import TTS

DEFAULT_MODEL = "tts_models/en/ljspeech/vits"  # Apache-2.0, one English speaker, 22.05 kHz
FIX = "run `python launch.py --set gpu`, or pip install -r requirements-gpu.txt"
LANGUAGE = "en"  # asked of models that speak several


class CoquiVoice:
    """A `Synthesizer` on a loaded model. `speaker` is a name of the model's; empty takes the first of a model that has several."""

    def __init__(self, model: TTS, speaker: str = "") -> None:
        self.model = model
        self.options: dict[str, Any] = {"split_sentences": False}
        if model.is_multi_speaker:
            self.options["speaker"] = speaker or model.speakers[0]
        if model.is_multi_lingual:
            self.options["language"] = LANGUAGE

    def stream(self, text: str) -> Iterator[Clip]:
        for sentence in spoken_sentences(text):
            samples = np.asarray(self.model.tts(sentence, **self.options), dtype=np.float32).reshape(-1)
            if len(samples):
                yield Clip(np.clip(samples, -1.0, 1.0), int(self.model.synthesizer.output_sample_rate))


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
        return CoquiVoice(model, speaker)
    except WeightsError:
        raise
    except Exception as error:  # checkpoints, configurations and downloads fail in a dozen kinds: all mean that this voice cannot be had
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise WeightsError(f"the Coqui voice {source or DEFAULT_MODEL} cannot be loaded ({reason}): check the folder or the network") from error


def model_arguments(source: str) -> dict[str, str]:
    """The arguments of `TTS` for a folder or a name. Raises WeightsError for a folder without a model."""
    folder = Path(source)
    if not source or not folder.is_dir():
        return {"model_name": source or DEFAULT_MODEL}
    checkpoints = sorted(folder.glob("*.pth"))
    if len(checkpoints) != 1 or not (folder / "config.json").is_file():
        raise WeightsError(f"{folder} holds {len(checkpoints)} .pth files: a Coqui voice is config.json and one .pth file")
    return {"model_path": str(checkpoints[0]), "config_path": str(folder / "config.json")}
