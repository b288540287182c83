"""What of a spoken reply was heard: a shopper who cuts in knows only the items whose sentences had begun.

The page tells how far its player came. Where it does not, the clock does: sentences are played one after another from when the first was handed over.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from chat.reply import Reply
from chat.state import DialogueState

BEGUN = 0.5  # share of a sentence after which its item counts as heard: by then its name was said


@dataclass
class Playing:
    """Sentences as they are handed to the player, which plays them one after another from the moment the first arrives."""

    reply: Reply
    clock: Callable[[], float] = time.monotonic
    _started: float | None = None
    _stopped: float | None = None
    _played: float | None = None  # clips, as the player counted them: 2.5 is half of the third
    _spans: list[tuple[str, float, float]] = field(default_factory=list)  # item id, start and end in seconds of play

    def handed(self, sentence: str, seconds: float) -> None:
        """One clip more. A sentence may come in several clips."""
        now = self.clock()
        self._started = now if self._started is None else self._started
        start = max(self._spans[-1][2] if self._spans else 0.0, now - self._started)
        place = self.reply.spoken.index(sentence) if sentence in self.reply.spoken else -1
        item = self.reply.of[place] if 0 <= place < len(self.reply.of) else ""
        self._spans.append((item, start, start + seconds))

    def stop(self, played: float | None = None) -> None:
        """The voice was stopped, after so many clips where the player tells; what is not heard by now never will be."""
        self._stopped = self.clock() if self._stopped is None else self._stopped
        self._played = played if self._played is None else self._played

    def heard(self) -> tuple[str, ...] | None:
        """Ids of the items heard by now, None where the whole reply was, or no item was to be heard."""
        named = [item for item in self.reply.of if item]
        if self._started is None or not named:
            return None
        elapsed = (self.clock() if self._stopped is None else self._stopped) - self._started
        done = [
            item
            for place, (item, start, end) in enumerate(self._spans)
            if item and (elapsed >= start + BEGUN * (end - start) if self._played is None else self._played >= place + BEGUN)
        ]
        return tuple(dict.fromkeys(done)) if set(done) != set(named) else None


def cut_short(state: DialogueState, playing: Playing | None) -> DialogueState:
    """The state with what was heard of the last reply, where the next turn came before its end."""
    heard = playing.heard() if playing else None
    return replace(state, heard=heard) if heard else state
