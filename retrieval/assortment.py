"""What a shop sells, by the nouns its products are called: the honest answer to "do you have pianos?"."""

from __future__ import annotations

import re
from collections.abc import Collection

from retrieval.frequent import Frequent
from retrieval.item import Item
from retrieval.words import plain_words

MODIFIED_BY = re.compile(r"[,;:(/|]| - | with | for | in | of | by | and ")  # what follows says more about the thing that stands before
MOST_HEADS = 100_000  # of more, the most frequent: the rest are numbers of models


class Assortment:
    """The head nouns of all titles, kinds and categories: "boots" of "Ridgeline Waterproof Hiking Boots", not "laptop" of "laptop stand"."""

    def __init__(self, heads: Collection[str]) -> None:
        self._heads = frozenset(heads)

    def sells(self, thing: str) -> bool:
        """Whether any product is called by the head noun of the phrase."""
        return head_noun(MODIFIED_BY.split(thing.casefold())[0]) in self._heads


class HeadLearner:
    """Collects the head nouns of an assortment item by item."""

    def __init__(self) -> None:
        self._heads: Frequent[str] = Frequent(MOST_HEADS)

    def see(self, item: Item) -> None:
        for name in {item.title, str(item.value("kind") or ""), item.category}:
            for part in MODIFIED_BY.split(name.casefold()):
                if head := head_noun(part):
                    self._heads.see(head)

    def heads(self) -> tuple[str, ...]:
        return tuple(sorted(self._heads.counts))


def head_noun(phrase: str) -> str:
    """The last word of an English noun phrase, in its plain form; "" where there is none."""
    words = plain_words(phrase)
    return words[-1] if words else ""
