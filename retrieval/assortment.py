"""What a shop sells, by the nouns its products are called: the honest answer to "do you have pianos?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.item import Item
from retrieval.words import plain_words

MODIFIED_BY = re.compile(r"[,;:(/|]| - | with | for | in | of | by | and ")  # what follows says more about the thing that stands before


class Assortment:
    """The head nouns of all titles, kinds and categories: "boots" of "Ridgeline Waterproof Hiking Boots", not "laptop" of "laptop stand"."""

    def __init__(self, items: Sequence[Item]) -> None:
        names = {name for item in items for name in (item.title, str(item.value("kind") or ""), item.category)}
        self._heads = {head for name in names for part in MODIFIED_BY.split(name.casefold()) if (head := head_noun(part))}

    def sells(self, thing: str) -> bool:
        """Whether any product is called by the head noun of the phrase."""
        return head_noun(MODIFIED_BY.split(thing.casefold())[0]) in self._heads


def head_noun(phrase: str) -> str:
    """The last word of an English noun phrase, in its plain form; "" where there is none."""
    words = plain_words(phrase)
    return words[-1] if words else ""
