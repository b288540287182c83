"""A microphone's stream cut into turns: what is fed in chunks of any length comes out as events, the speech so far with them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from speech.clip import Clip
from speech.endpointing import Boundary, Endpointer
from speech.silence import FRAME, VAD_RATE

BEFORE = 10  # frames kept from before speech is noticed, 320 ms: a turn's first sound is soft
PARTIAL = 16  # frames of speech between two partial clips, half a second

Activity = Callable[[np.ndarray], float]


@dataclass(frozen=True)
class Heard:
    """What happened in the stream. `clip` is the speech since its beginning, for the events that somebody may want to read: a partial, a pause, a cut."""

    what: Boundary | Literal["partial"]
    clip: Clip | None = None


class TurnTaker:
    """One stream of 16 kHz sound. `activity` gives the probability of speech in a frame; `over_voice` is set while the shop itself speaks.

    Holds at most the 30 s of one turn: what is neither in a turn nor just before one is forgotten.
    """

    def __init__(self, activity: Activity) -> None:
        self._activity = activity
        self._endpointer = Endpointer()
        self._frames: deque[np.ndarray] | list[np.ndarray] = deque(maxlen=BEFORE)
        self._rest = np.zeros(0, np.float32)
        self._unread = 0  # frames of speech since the last partial
        self.over_voice = False

    @property
    def seconds_kept(self) -> float:
        """Of sound held in memory."""
        return (len(self._frames) * FRAME + len(self._rest)) / VAD_RATE

    def feed(self, samples: np.ndarray) -> Iterator[Heard]:
        """(n,) float32 at 16 kHz, any n. The events in order; each is to be taken before the next is asked for."""
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) // FRAME * FRAME
        self._rest = sound[whole:].copy()
        for start in range(0, whole, FRAME):
            yield from self._frame(sound[start : start + FRAME].copy())

    def wait(self, seconds: float) -> None:
        """The words of the pause are read: the turn ends after this much silence in all."""
        self._endpointer.patience_s = seconds

    def nothing_said(self) -> None:
        """The sound of the pause held no words: the stream is waiting for speech again."""
        self._endpointer.reset()
        self._forget()

    @property
    def silence_s(self) -> float:
        """Of the stream, since the last frame of speech in a turn."""
        return self._endpointer.silence_s

    @property
    def pausing(self) -> bool:
        return self._endpointer.pausing

    def _frame(self, frame: np.ndarray) -> Iterator[Heard]:
        probability = self._activity(frame)
        self._frames.append(frame)
        was = self._endpointer.feed(probability, self.over_voice)
        if was == "started":
            self._frames, self._unread = list(self._frames), 0
        if was in ("paused", "cut"):
            self._unread = 0
            yield Heard(was, self._clip())
        elif was is not None:
            yield Heard(was)
        elif not self._endpointer.waiting and not self._endpointer.pausing:
            self._unread += 1
            if self._unread >= PARTIAL:
                self._unread = 0
                yield Heard("partial", self._clip())
        if was in ("ended", "cut"):
            self._forget()

    def _clip(self) -> Clip:
        return Clip(np.concatenate(list(self._frames)), VAD_RATE)

    def _forget(self) -> None:
        self._frames = deque(maxlen=BEFORE)
