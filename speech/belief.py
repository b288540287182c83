"""Which of Whisper's words to believe. Both Whisper engines pass what they heard through here."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from speech.engines import Transcript

NO_SPEECH = 0.3  # of Whisper's no-speech token, together with ...
DOUBTFUL = -0.8  # ... a mean log probability of a token. Of 60 clips without speech, 57 lie beyond both, "No." mostly; of spoken words at 5 dB, none
HOPELESS = -1.45  # mean log probability below which the words are guesses: 23 % a token
LOOP_REPEATS = 5  # the same words this often in a row are a decoder's loop
LOOP_WORDS = 8  # longest phrase looked at


@dataclass(frozen=True)
class Heard:
    """A stretch of text as Whisper gave it: `log_probability` is the mean of a token, `no_speech` is 0 to 1."""

    text: str
    log_probability: float
    no_speech: float


def nobody_spoke(heard: Heard) -> bool:
    return heard.no_speech > NO_SPEECH and heard.log_probability < DOUBTFUL


def guessed(heard: Heard) -> bool:
    return heard.log_probability < HOPELESS


def looped(heard: Heard) -> bool:
    """True where one phrase is said LOOP_REPEATS times in a row."""
    return repeats(heard.text, LOOP_REPEATS, range(1, LOOP_WORDS + 1))


def repeats(text: str, times: int, sizes: Iterable[int]) -> bool:
    """Whether a phrase of one of these numbers of words is said that often in a row."""
    words = re.findall(r"\w+", text.lower())
    for size in sizes:
        run = 0  # words in a row that equal the one `size` before them
        for earlier, word in zip(words, words[size:], strict=False):
            run = run + 1 if earlier == word else 0
            if run >= size * (times - 1):
                return True
    return False


def wordless(heard: Heard) -> bool:
    """True for "...", "[BLANK_AUDIO]" and "(music)": remarks about the sound, not words in it."""
    return not re.search(r"\w", re.sub(r"\[[^\]]*\]|\([^)]*\)|\*[^*]*\*", "", heard.text))


DOUBTS: tuple[Callable[[Heard], bool], ...] = (nobody_spoke, guessed, looped, wordless)


def believed(parts: Sequence[Heard], language: str, seconds: float) -> Transcript:
    """The transcript of the parts that raise no doubt; an empty one where none is left."""
    kept = [part for part in parts if not any(doubt(part) for doubt in DOUBTS)]
    if not kept:
        return Transcript(text="", language=language, confidence=0.0, seconds=seconds)
    text = " ".join(part.text.strip() for part in kept)
    mean = sum(part.log_probability * len(part.text) for part in kept) / sum(len(part.text) for part in kept)
    return Transcript(text=text, language=language, confidence=min(1.0, math.exp(mean)), seconds=seconds)


def nothing(language: str, seconds: float) -> Transcript:
    """What is heard where nobody speaks."""
    return believed((), language, seconds)
