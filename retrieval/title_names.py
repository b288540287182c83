"""Names that only a title has: "the Chesterfield", "trailmark watch". Nobody says them by chance, so they tell more than their BM25."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.item import Item
from retrieval.mentions import common_words
from retrieval.vocabulary import Vocabulary
from retrieval.words import plain_words, words_of

LETTERS = 5  # a shorter word is too often a slip of another
SHARE = 0.02  # of a shop's titles: what more of them have is no name of one thing


def title_names(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The plain words of a text that are names: some titles have them, everyday English and the values of the catalog do not."""
    words = [word for word in words_of(text) if len(word.plain) >= LETTERS and not {word.plain, word.written} & common_words()]
    few = max(1, SHARE * vocabulary.count)
    return tuple(dict.fromkeys(word.plain for word in words if not vocabulary.knows(word.plain) and 0 < vocabulary.titled(word.plain) <= few))


def entitled(items: Sequence[Item], names: Sequence[str]) -> np.ndarray:
    """(items,): the share of the names that an item's title has."""
    return np.array([len({*names} & {*plain_words(item.title)}) / len(names) for item in items])
