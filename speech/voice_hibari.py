"""The default voice: hibari, English, 24 kHz, about 100 times faster than real time on one core; its weights are in the package."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from hibari import Hibari
from hibari.voices import DEFAULT, VOICES

from core.errors import WeightsError, WrongSetting
from speech.clip import Clip
from speech.engines import PLAIN, Manner
from speech.pauses import paced
from speech.phonemes import READER
from speech.speakable import spoken_sentences

SEED = 0  # of the noise in breath and fricatives: the same words give the same samples


class HibariVoice:
    """A `Synthesizer` on a loaded model; other voices of hibari are loaded when they are first asked for."""

    def __init__(self, model: Hibari) -> None:
        self.model = model
        self._models = {model.voice: model}

    def speaks(self, language: str) -> bool:
        return language == "en"

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        """Sentence by sentence here rather than in `Hibari.stream`, which looks up every word of the text before its first sound.

        The network has a pace of its own as an input, so that fast speech is no squeezed speech.
        """
        model = self._model(manner.voice)
        for sentence in spoken_sentences(text, manner.language):
            samples = np.asarray(model(sentence, speed=manner.rate, seed=SEED), dtype=np.float32)
            if len(samples):
                yield paced(Clip(samples, model.sample_rate), sentence)

    def _model(self, voice: str) -> Hibari:
        if voice and voice not in self._models:
            self._models[voice] = open_hibari(voice)
        return self._models[voice] if voice else self.model


def load_hibari(voice: str = "") -> HibariVoice:
    """`voice` is a name of hibari's; the default is in the package, others are downloaded once. Raises WrongSetting, WeightsError."""
    return HibariVoice(open_hibari(voice))


def open_hibari(voice: str) -> Hibari:
    """The network of a voice, with its dictionaries read. Raises WrongSetting, WeightsError."""
    if voice and voice not in VOICES:
        raise WrongSetting(f"voice is {voice!r}: hibari has {', '.join(VOICES)}")
    try:
        name = voice or DEFAULT
        model = Hibari(name, g2p=None if VOICES[name]["british"] else READER.get())
    except RuntimeError as error:  # the download failed or its hash is wrong
        raise WeightsError(f"the voice {voice!r} cannot be had ({error}): leave `voice` empty for the one in the package") from error
    model.phonemize("Ready.")  # reads the dictionaries now (about a second), not before the first sentence
    return model
