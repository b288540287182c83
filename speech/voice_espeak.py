"""espeak-ng: a formant voice for a hundred languages. It reads what the main voice cannot, and is the second speaker of the word error rate.

Needs the program, not a package.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache

from core.errors import MissingEngine, WrongSetting
from speech.clip import Clip
from speech.decode import read_clip
from speech.engines import PLAIN, Manner
from speech.pauses import paced
from speech.speakable import spoken_sentences

PROGRAM = "espeak-ng"
WORDS_PER_MINUTE = 160
SAMPLE_RATE = 22_050  # Hz, its own
HIGHER, SIGN = "+f2", " \u2640"  # a voice as espeak-ng's second woman speaks it
FIRST_CHOICE = {"en": "en-us", "fr": "fr-fr", "zh": "cmn", "no": "nb"}  # where the program's name is another, or it has several


def installed() -> bool:
    return shutil.which(PROGRAM) is not None


@lru_cache
def voices() -> frozenset[str]:
    """The languages espeak-ng has voices for, by its own names. Raises MissingEngine where it is not installed."""
    return frozenset(code for code, _, _ in _listed())


@lru_cache
def named(language: str) -> tuple[tuple[str, str], ...]:
    """The voices of a language (ISO 639-1): what `Manner.voice` takes, and a name for a person, the usual one first. None where espeak-ng is not installed.

    Those of MBROLA are listed by espeak-ng whether or not they are there, so they are left out; the usual voice comes higher as well.
    """
    if not installed():
        return ()
    usual = FIRST_CHOICE.get(language, language)
    own = {code: name.replace("_", " ") for code, name, file in _listed() if not file.startswith("mb/") and "-latn-" not in code}
    spoken = sorted((code for code in own if code == usual or code.split("-")[0] in (language, usual)), key=lambda code: (code != usual, code))
    return tuple(each for code in spoken for each in ((code, own[code]), (f"{code}{HIGHER}", f"{own[code]}{SIGN}"))[: 1 + (code == usual)])


def _listed() -> list[tuple[str, str, str]]:
    """The code, the name and the file of every voice."""
    rows = (line.split() for line in _run("--voices").decode(errors="replace").splitlines()[1:])
    return [(row[1], row[3], row[4]) for row in rows if len(row) > 4]


class EspeakVoice:
    """A `Synthesizer`. `voice` is one of espeak-ng's names for English; other languages choose their own."""

    def __init__(self, voice: str = "") -> None:
        if voice and voice not in voices():
            raise WrongSetting(f"voice is {voice!r}: espeak-ng has {', '.join(sorted(voices()))}")
        self.voice = voice

    def speaks(self, language: str) -> bool:
        return FIRST_CHOICE.get(language, language) in voices()

    def names(self, language: str) -> tuple[str, ...]:
        return tuple(name for name, _ in named(language))

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        chosen = manner.voice or (self.voice if manner.language == "en" else "") or FIRST_CHOICE.get(manner.language, manner.language)
        if chosen.removesuffix(HIGHER) not in voices():
            raise WrongSetting(f"voice is {chosen!r}: espeak-ng has {', '.join(sorted(voices()))}")
        for sentence in spoken_sentences(text, manner.language):
            yield paced(speak_with_espeak(sentence, chosen, manner.rate, SAMPLE_RATE), sentence)


def speak_with_espeak(sentence: str, voice: str = "en-us", rate: float = 1.0, sample_rate: int = 16_000) -> Clip:
    """One sentence as it stands, as a microphone would bring it. Raises MissingEngine where espeak-ng is not installed."""
    sound = _run("-v", voice, "-s", str(round(WORDS_PER_MINUTE * rate)), "--stdout", "--", sentence)
    return read_clip(sound, "espeak-ng's speech", sample_rate)


def _run(*arguments: str) -> bytes:
    try:
        return subprocess.run([PROGRAM, *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise MissingEngine("espeak-ng", fix="apt install espeak-ng") from None
