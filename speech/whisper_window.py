"""A Whisper window cut to the clip, instead of the training window of 30 s: the same weights in a fraction of the time. Both engines cut it here.

The encoder's positions are sinusoids that begin at 0, so that a shorter spectrogram is what it would see of a longer one. What it misses is the long
silence after the words that tells it to stop: a second of it is too little (one clip in five is then heard twice over), two are enough.
The cut is that of whisper.cpp's `audio_ctx`; the guard is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from speech.belief import Heard, looped, repeats
from speech.whisper_options import SAMPLE_RATE, WINDOW_S

SILENCE_S = 2.0  # after the clip; with 1.5 s a clear voice has 21 % of its words wrong, with 2, 3 or 4 s none
LEAST_S = 5.0
LONGEST_S = WINDOW_S - SILENCE_S  # of a clip
FRAMES_PER_S = 100
TOKENS_PER_S = 8  # nobody speaks faster
TWICE = range(3, 16)  # words of a phrase that raise doubt when said twice in a row
FASTEST = 6.0  # words a second; more than that were not said but repeated


@dataclass(frozen=True, eq=False)
class Window:
    """`samples` is (n,) float32 at 16 kHz, the clip and the silence after it; `frames` of its spectrogram are looked at, an even number."""

    samples: np.ndarray
    frames: int
    most_tokens: int

    @property
    def positions(self) -> int:
        """Of the encoder, which halves the frames."""
        return self.frames // 2


@dataclass(frozen=True)
class Glimpse:
    """What the cut window gave, and in which language; `others` are the beams that lost."""

    heard: Heard
    language: str
    others: tuple[str, ...] = ()


def cut_window(samples: np.ndarray) -> Window | None:
    """The window for a clip, (n,) float32 at 16 kHz; None for one that fills the training window."""
    seconds = len(samples) / SAMPLE_RATE
    if seconds > LONGEST_S:
        return None
    window = max(LEAST_S, seconds + SILENCE_S)
    padded = np.pad(samples, (0, max(0, int(window * SAMPLE_RATE) - len(samples))))
    return Window(padded, int(window * FRAMES_PER_S) // 2 * 2, int(TOKENS_PER_S * window))


def runaway(heard: Heard, tokens: int, window: Window, seconds: float) -> bool:
    """Whether the decoder did not find its end: it used every token it had, said more than anybody could in `seconds`, or repeated itself.

    Who does say a thing twice in a row is heard by the padded run.
    """
    return tokens >= window.most_tokens or len(re.findall(r"\w+", heard.text)) > FASTEST * max(seconds, 1.0) or looped(heard) or repeats(heard.text, 2, TWICE)
