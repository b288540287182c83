"""The words of a shop as a shopper may say them: what the ear is told to expect, and what a misheard word may have been."""

from __future__ import annotations

from chat.wording.facts import plural
from retrieval.retriever import Retriever

LISTED = (("kind", 28), ("category", 12), ("brand", 6), ("color", 6), ("material", 4))  # slots and how many of their values Whisper is told
NAMES_FROM = 5  # letters from which a word of a title may be a name


def expected_words(retriever: Retriever) -> tuple[str, ...]:
    """The shop's commonest words for things and their looks, the likeliest first; kinds in the plural, as they are asked for and as Whisper heeds them more."""
    vocabulary = retriever.vocabulary
    kinds, *others = ((slot, vocabulary.values(slot)[:most]) for slot, most in LISTED)
    looks = (value if slot == "brand" else value.lower() for slot, values in others for value in values)
    return tuple(dict.fromkeys([*(plural(kind.lower()) for kind in kinds[1]), *looks]))


def phrases(retriever: Retriever) -> tuple[str, ...]:
    """Every phrase a misheard one may have been: the values of slots that are words, and the longer words of titles."""
    values = (value for slot in retriever.vocabulary.slots() if slot.type in ("text", "list") for value in retriever.vocabulary.values(slot.name))
    names = (word for item in retriever.items for word in item.title.split() if len(word) >= NAMES_FROM and word.isalpha())
    return tuple({phrase.lower(): phrase for phrase in (*names, *values)}.values())


def makers(retriever: Retriever) -> tuple[str, ...]:
    """Who makes the things of the shop, where it tells."""
    vocabulary = retriever.vocabulary
    return tuple(vocabulary.values("brand")) if any(slot.name == "brand" for slot in vocabulary.slots()) else ()
