"""Word error rate of a transcriber on sentences spoken by voices. Used by `bench` and by the slow tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jiwer
from whisper.normalizers import EnglishTextNormalizer

from speech.clip import Clip
from speech.engines import Transcriber

Speak = Callable[[str], Clip]
REQUESTS = Path(__file__).with_name("requests.txt").read_text(encoding="utf-8").splitlines()  # what shoppers say, to be spoken and heard


@dataclass(frozen=True)
class Hearing:
    """One sentence, who spoke it, and what was heard."""

    voice: str
    said: str
    heard: str


@dataclass(frozen=True)
class WordErrors:
    """`rate` is (substitutions + deletions + insertions) / words said, over all hearings; `by_voice` the same for each voice."""

    rate: float
    by_voice: Mapping[str, float]
    hearings: tuple[Hearing, ...]

    @property
    def mistakes(self) -> tuple[Hearing, ...]:
        return tuple(each for each in self.hearings if word_error_rate([each.said], [each.heard]) > 0)


def word_error_rate(said: Sequence[str], heard: Sequence[str]) -> float:
    """After Whisper's own English normalizer (Radford et al. 2022, appendix C): case, punctuation, spelled-out numbers and money are made equal."""
    normal = EnglishTextNormalizer()
    return float(jiwer.wer([normal(each) for each in said], [normal(each) for each in heard]))


def measure_word_errors(transcriber: Transcriber, voices: Mapping[str, Speak], sentences: Sequence[str]) -> WordErrors:
    """Every voice speaks every sentence; the transcriber hears each clip once."""
    hearings = tuple(Hearing(voice, said, transcriber.transcribe(speak(said)).text) for voice, speak in voices.items() for said in sentences)

    def rate(of: Sequence[Hearing]) -> float:
        return word_error_rate([each.said for each in of], [each.heard for each in of])

    return WordErrors(rate(hearings), {voice: rate([each for each in hearings if each.voice == voice]) for voice in voices}, hearings)
