"""What the things of a shop are for, in the shop's own words: one told use a thing, for a language model to choose among."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.frequent import Frequent
from retrieval.item import Item
from retrieval.meanings import narrowest

MOST = 120  # things told of: about three tokens each in the head of a prompt; a larger shop is told by its most frequent ones
MOST_NAMES = 5000  # kinds that are counted at most
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True)
class Use:
    """A thing as the shop calls it ("rain boots"), the first sentence the shop says of one of them, and its category."""

    thing: str
    told: str
    category: str = ""


class UseLearner:
    """Learns what the things are for, item by item."""

    def __init__(self) -> None:
        self._names: Frequent[str] = Frequent(MOST_NAMES)
        self._told: dict[str, tuple[str, str]] = {}

    def see(self, item: Item) -> None:
        if name := narrowest(item):
            for gone in self._names.see(name):
                self._told.pop(gone, None)
            if not self._told.get(name, ("", ""))[0]:
                self._told[name] = (SENTENCE_ENDS.split(item.description.strip())[0], item.category)

    def uses(self) -> tuple[Use, ...]:
        """One use for each kind of thing (each category where the shop gives no kinds), by name."""
        return tuple(Use(name, *self._told[name]) for name in sorted(name for name, _ in self._names.counts.most_common(MOST)))
