"""What wording gives: text for the eye, sentences for the ear, chips, and the items they speak of."""

from __future__ import annotations

from dataclasses import dataclass

from chat.reply import Chip
from retrieval.query import Suggestion

SPOKEN_ITEMS = 3  # more than three things cannot be held in mind by ear
SPOKEN_WORDS = 20  # a sentence
TOGETHER = "Together that is"  # begins a sum of prices, which only holds where it is said to be one


@dataclass(frozen=True)
class Worded:
    """`of` are the ids of the items the spoken sentences are about, "" for a sentence about none; empty where it does not matter."""

    text: str
    spoken: tuple[str, ...]
    suggestions: tuple[Suggestion, ...] = ()
    chips: tuple[Chip, ...] = ()
    of: tuple[str, ...] = ()


def short(sentence: str, words: int = SPOKEN_WORDS) -> str:
    """The sentence cut to at most `words` words, at its last comma where there is one."""
    parts = sentence.split()
    if len(parts) <= words:
        return sentence
    cut = " ".join(parts[:words])
    return (cut.rsplit(", ", 1)[0] if ", " in cut else cut).rstrip(",;:") + "."


def listed_aloud(parts: list[str] | tuple[str, ...], words: int) -> str:
    """As many whole parts as the words hold, then "and others": a title cut short names nothing."""
    kept = [part for at, part in enumerate(parts) if not at or sum(len(each.split()) for each in parts[: at + 1]) <= words]
    return listed(parts) if len(kept) == len(parts) else f"{', '.join(kept)} and others"


def listed(parts: list[str] | tuple[str, ...], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""
