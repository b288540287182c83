"""What a turn gives back. The page, the terminal and the API all show this one value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from chat.acts import MoveName, Understood
from retrieval.query import Suggestion
from speech.clip import Clip


@dataclass(frozen=True)
class Chip:
    """A short answer the shopper can tap: the label is shown, `say` is sent as if typed."""

    label: str
    say: str


@dataclass(frozen=True)
class Question:
    """A clarifying question: the slot it asks for and answers that exist, each of which can be tapped; it can always be skipped."""

    slot: str
    options: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Reply:
    """Text for the eye, `spoken` sentences for the ear, ranked suggestions, chips, and the sound, synthesised as it is drawn.

    `audio` yields (sentence, clip) pairs and is empty when the turn was asked not to speak; it can be drawn once.
    `timings_ms` has hear, understand, find, word and total; first_audio is added when the first clip is drawn.
    """

    move: MoveName
    text: str
    spoken: tuple[str, ...]
    understood: Understood
    suggestions: tuple[Suggestion, ...] = ()
    chips: tuple[Chip, ...] = ()
    question: Question | None = None
    of: tuple[str, ...] = ()  # the id of the item each spoken sentence is about, "" for none
    language: str = "en"  # of `text` and `spoken`, ISO 639-1; item texts stay as the shop wrote them
    phrased: Literal["composed", "model", "fallback"] = "composed"  # who worded it; fallback: the model's sentence did not hold against the facts
    audio: Iterator[tuple[str, Clip]] = field(default_factory=lambda: iter(()))
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether nothing was found and the list on show stays, as it does in the state (chat/turn.py): nothing is cheaper than the cheapest, all was shown."""
        act = self.understood.act
        beyond = bool(act.critiques) or act.topic == "more" or (act.name == "find" and act.topic != "next")
        return self.move == "none_found" and beyond and not act.constraints and not act.thing
