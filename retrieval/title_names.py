"""Names that only a title has: "the Chesterfield", "trailmark watch". Nobody says them by chance, so they tell more than their BM25."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from retrieval.mentions import common_words
from retrieval.vocabulary import Vocabulary
from retrieval.words import words_of

LETTERS = 5  # a shorter word is too often a slip of another
SHARE = 0.02  # of a shop's titles: what more of them have is no name of one thing


def title_names(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The plain words of a text that are names: some titles have them, everyday English and the values of the catalog do not."""
    words = [word for word in words_of(text) if len(word.plain) >= LETTERS and not {word.plain, word.written} & common_words()]
    few = max(1, SHARE * vocabulary.count)
    return tuple(dict.fromkeys(word.plain for word in words if not vocabulary.knows(word.plain) and 0 < vocabulary.titled(word.plain) <= few))


def entitled(names: Sequence[str], vocabulary: Vocabulary) -> dict[str, float]:
    """Id -> the share of the names that the item's title has, for all that have one."""
    found = Counter(item.id for name in names for item in vocabulary.entitled(name))
    return {id: count / len(names) for id, count in found.items()}
