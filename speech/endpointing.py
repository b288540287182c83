"""Where speech begins, pauses and ends, from the probability of speech in each frame: a state machine without sound, clock or model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Boundary = Literal["suspected", "dismissed", "started", "paused", "resumed", "ended", "cut"]

FRAME_MS = 32


@dataclass(frozen=True)
class Thresholds:
    """Probabilities, and lengths in frames of 32 ms.

    `over_voice` and `cut_in` hold while the shop's own voice is to be heard: what the echo canceller leaves of it is short and doubtful,
    somebody who cuts in goes on for a quarter of a second.
    """

    speech: float = 0.5  # Silero's own threshold
    over_voice: float = 0.7
    silence: float = 0.35  # below is silence; between the two what was before goes on, as in Silero's own iterator
    suspect: int = 2  # 64 ms over the shop's voice: it is held
    begin: int = 3  # 96 ms: speech has begun; a cough or a click is shorter
    cut_in: int = 8  # 256 ms: the same over the shop's voice
    dismiss: int = 4  # 128 ms of silence: what was suspected was nothing
    pause: int = 3  # 96 ms of silence, from which recognition begins; in 94 s of speech 7 were no pause (of 128 ms: 4), and what they began was dropped
    resume: int = 2  # 64 ms of speech end a pause; a click does not
    longest: int = 938  # 30 s, Whisper's window: a turn that lasts longer is cut there


class Endpointer:
    """Fed frame by frame. A turn ends once the silence after it lasts `patience_s`, which is unknown (None) until somebody has read the words."""

    def __init__(self, thresholds: Thresholds = Thresholds()) -> None:
        self.at = thresholds
        self.patience_s: float | None = None
        self.reset()

    def reset(self) -> None:
        """Back to waiting for speech: after a turn, and where words turned out to be none."""
        self._state: Literal["waiting", "suspecting", "speaking", "pausing"] = "waiting"
        self._speech = 0  # frames of speech in a row, small gaps allowed while suspecting
        self._silence = 0  # frames since the last speech
        self._length = 0  # frames since the speech began
        self.patience_s = None

    @property
    def waiting(self) -> bool:
        return self._state in ("waiting", "suspecting")

    @property
    def pausing(self) -> bool:
        return self._state == "pausing"

    @property
    def silence_s(self) -> float:
        """Seconds since the last frame of speech."""
        return self._silence * FRAME_MS / 1000

    def feed(self, probability: float, over_voice: bool = False) -> Boundary | None:
        """The boundary that this frame makes, if it makes one. `over_voice` tells that the shop itself is speaking."""
        return self._before(probability, over_voice) if self.waiting else self._within(probability)

    def _before(self, probability: float, over_voice: bool) -> Boundary | None:
        if probability >= (self.at.over_voice if over_voice else self.at.speech):
            self._speech, self._silence = self._speech + 1, 0
        elif probability < self.at.silence or over_voice:
            self._silence += 1
            if not over_voice or self._silence >= self.at.dismiss:
                self._speech = 0
        if self._speech >= (self.at.cut_in if over_voice else self.at.begin):
            self._state, self._length, self._silence = "speaking", self._speech, 0
            return "started"
        if self._state == "suspecting" and not self._speech:
            self._state = "waiting"
            return "dismissed"
        if self._state == "waiting" and over_voice and self._speech >= self.at.suspect:
            self._state = "suspecting"
            return "suspected"
        return None

    def _within(self, probability: float) -> Boundary | None:
        self._length += 1
        if probability >= self.at.speech:
            self._speech += 1
        elif probability < self.at.silence:
            self._speech = 0
        if self._speech >= self.at.resume:
            self._silence = 0
            if self._state == "pausing":
                self._state, self.patience_s = "speaking", None
                return "resumed"
        elif not self._speech or self._silence:
            self._silence += 1
        if self._length >= self.at.longest:
            self.reset()
            return "cut"
        if self._state == "speaking" and self._silence >= self.at.pause and not self._speech:
            self._state = "pausing"
            return "paused"
        if self._state == "pausing" and self.patience_s is not None and self.silence_s >= self.patience_s and not self._speech:
            self.reset()
            return "ended"
        return None
