"""What the ears are given to hear: shop requests spoken by several voices, clean and in noise, or a folder of recordings."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

from chat.evaluation.voices import noisy
from core.errors import BadInput, NotFound
from speech.clip import Clip
from speech.decode import SAMPLE_RATE, read_clip
from speech.engines import Synthesizer
from speech.resample import resample
from speech.voice_espeak import speak_with_espeak
from speech.wav import joined
from speech.wer import Speak

NOISE_DB: tuple[float | None, ...] = (None, 20.0, 10.0, 5.0)  # signal to white noise; None is clean
ESPEAK_VOICES = {"espeak-ng, American": "en-us", "espeak-ng, British": "en-gb"}


@dataclass(frozen=True, eq=False)
class Said:
    """A clip and its words; `under` says how it was recorded ("clean", "20 dB", the name of a folder)."""

    text: str
    under: str
    clip: Clip


def voices(synthesizer: Synthesizer) -> Mapping[str, Speak]:
    """The page's own voice and, where the program is installed, two of espeak-ng's."""
    speakers: dict[str, Speak] = {"own voice": lambda text: joined(synthesizer.stream(text))}
    if shutil.which("espeak-ng"):
        speakers |= {name: partial(speak_with_espeak, voice=voice) for name, voice in ESPEAK_VOICES.items()}
    return speakers


def spoken(texts: Sequence[str], speakers: Mapping[str, Speak], noises: Sequence[float | None], count: int | None = None) -> list[Said]:
    """Every text by every speaker in every noise, at 16 kHz as a microphone brings it; `count` of them, drawn evenly, the same ones every time."""
    everything = list(product(texts, speakers, noises))
    order = np.random.default_rng(0).permutation(len(everything))[:count]
    return [take(text, speaker, speakers[speaker], noise) for text, speaker, noise in (everything[place] for place in sorted(order))]


def take(text: str, speaker: str, speak: Speak, noise: float | None) -> Said:
    """One sentence by one speaker; the noise is the same for the same three."""
    clip = resample(speak(text), SAMPLE_RATE)
    return Said(text, "clean", clip) if noise is None else Said(text, f"{noise:.0f} dB", noisy(clip, noise, f"{text}/{speaker}/{noise}"))


def recordings(folder: Path) -> list[Said]:
    """The *.wav of a folder with their words in a *.txt beside each. Raises NotFound, BadInput."""
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}: give --clips a number, or a folder of *.wav with *.txt beside them")
    found = [(wav, wav.with_suffix(".txt")) for wav in sorted(folder.glob("*.wav"))]
    if not found:
        raise BadInput(f"{folder} holds no *.wav: give --clips a folder of *.wav with *.txt beside them")
    for _, words in found:
        if not words.is_file():
            raise NotFound(f"there is no {words}: each recording needs the words said in it beside it")
    return [Said(words.read_text(encoding="utf-8").strip(), folder.name, read_clip(wav)) for wav, words in found]
