"""The second speaker of the word error rate: espeak-ng, a formant voice that sounds nothing like hibari. Needs the program, not a package."""

from __future__ import annotations

import subprocess

from core.errors import MissingEngine
from speech.clip import Clip
from speech.decode import read_clip

WORDS_PER_MINUTE = 160


def speak_with_espeak(sentence: str, voice: str = "en-us") -> Clip:
    """One sentence at 16 kHz, in one of the voices of `espeak-ng --voices`. Raises MissingEngine where espeak-ng is not installed."""
    command = ["espeak-ng", "-v", voice, "-s", str(WORDS_PER_MINUTE), "--stdout", "--", sentence]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except FileNotFoundError:
        raise MissingEngine("espeak-ng", fix="apt install espeak-ng") from None
    return read_clip(done.stdout, name="espeak-ng's speech")
