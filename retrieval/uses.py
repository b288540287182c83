"""What the things of a shop are for, in the shop's own words: one told use a thing, for a language model to choose among."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.item import Item
from retrieval.meanings import narrowest

MOST = 120  # things told of: about three tokens each in the head of a prompt; a larger shop is told by its most frequent ones
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True)
class Use:
    """A thing as the shop calls it ("rain boots"), the first sentence the shop says of one of them, and its category."""

    thing: str
    told: str
    category: str = ""


def uses_of(items: Sequence[Item]) -> tuple[Use, ...]:
    """One use for each kind of thing (each category where the shop gives no kinds), by name."""
    count = Counter(name for item in items if (name := narrowest(item)))
    kept = {name for name, _ in count.most_common(MOST)}
    told: dict[str, tuple[str, str]] = {}
    for item in items:
        name = narrowest(item)
        if name in kept and not told.get(name, ("", ""))[0]:
            told[name] = (SENTENCE_ENDS.split(item.description.strip())[0], item.category)
    return tuple(Use(name, *told[name]) for name in sorted(told))
