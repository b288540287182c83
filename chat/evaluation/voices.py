"""Words of a script as sound: a synthesiser by name, and noise at a given signal-to-noise ratio."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np

from chat.evaluation.script import Turn, near
from core.errors import BadInput
from core.settings import Settings
from speech.clip import Clip
from speech.engines import Synthesizer
from speech.registry import SYNTHESIZERS
from speech.resample import resample
from speech.voice_espeak import speak_with_espeak
from speech.wav import joined

ESPEAK = "espeak-ng"
VOICES = tuple(SYNTHESIZERS)
SAMPLE_RATE = 16_000  # Hz, what a microphone brings


@dataclass
class Voices:
    """Synthesisers, each loaded at its first use."""

    settings: Settings
    _loaded: dict[str, Synthesizer] = field(default_factory=dict)

    def speak(self, turn: Turn, seed: str) -> Clip:
        """The turn's words as a 16 kHz clip; the noise is the same for the same seed. Raises BadInput for an unknown voice, MissingEngine."""
        clip = resample(self._spoken(turn), SAMPLE_RATE)
        return clip if turn.noise_db is None else noisy(clip, turn.noise_db, seed)

    def _spoken(self, turn: Turn) -> Clip:
        if turn.voice == ESPEAK:
            return speak_with_espeak(turn.say)
        if turn.voice not in SYNTHESIZERS:
            raise BadInput(f"there is no voice {turn.voice!r}{near(turn.voice, VOICES)}")
        if turn.voice not in self._loaded:
            self._loaded[turn.voice] = SYNTHESIZERS[turn.voice](self.settings)
        return joined(self._loaded[turn.voice].stream(turn.say))


def noisy(clip: Clip, decibels: float, seed: str) -> Clip:
    """The clip under white noise, `decibels` weaker than its mean power."""
    power = float(np.mean(np.square(clip.samples, dtype=np.float64)))
    level = np.sqrt(power / 10 ** (decibels / 10))
    noise = np.random.default_rng(zlib.crc32(seed.encode())).standard_normal(len(clip.samples))
    return Clip(np.clip(clip.samples + level * noise, -1.0, 1.0).astype(np.float32), clip.sample_rate)
