"""Lines of a transcript: what was said on both sides, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chat.reply import Chip
from retrieval.query import PhotoReading

QUOTED = 300  # characters of a refused text that the transcript repeats


@dataclass(frozen=True)
class Line:
    """One line of the transcript. `photo` names the shopper's picture, `seen` is what was recognised in it, `heard` marks spoken words.

    `turn` is the number of the turn that wrote it, 0 for none.
    """

    who: Literal["shopper", "shop"]
    text: str
    kind: Literal["said", "stopped", "failed"] = "said"
    photo: str = ""
    seen: tuple[str, ...] = ()
    heard: bool = False
    chips: tuple[Chip, ...] = ()
    turn: int = 0


def words_seen(photo: PhotoReading | None) -> tuple[str, ...]:
    """What was recognised in a photo, the thing before its looks: ("hiking boots", "brown")."""
    return tuple(each.value for each in sorted(photo.attributes, key=lambda each: each.slot != "kind")) if photo else ()


def shortened(text: str) -> str:
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"
