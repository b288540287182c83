"""What is believed of the model's translation: it keeps numbers, negations and the values that are known, and brings in none of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from chat.acts import NEED_SLOTS
from chat.languages.lexicon import Gloss, Lexicon
from chat.languages.numerals import numbers
from chat.languages.phrases import folded
from chat.understanding.normalise import normalise
from retrieval.mentions import Mention
from retrieval.vocabulary import Vocabulary

COUNTS = 12  # numbers up to this may appear that the shopper wrote as words
NEGATION = re.compile(r"\b(?:not|no|without|except|never|none|nothing|neither|nor|but|other than|free|avoid|hate|dislike)\b|n't\b|n\u2019t\b")
FOREIGN_LETTERS = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]")

Wish = tuple[str, frozenset[str]]  # a slot and the values that are meant


def holds_against(english: str, text: str, language: str, gloss: Gloss | None) -> bool:
    """Whether no number was lost or invented, no negation lost, and every letter is one that English readers know."""
    if FOREIGN_LETTERS.search(english):
        return False
    said, put = numbers(folded(text, language)), numbers(normalise(english))
    if any(each not in put for each in said) or any(each not in said and each > COUNTS for each in put):
        return False
    return not (gloss and NEGATION.search(gloss.english)) or bool(NEGATION.search(english.lower()))


def borne_out(english: str, text: str, gloss: Gloss, words: Lexicon, vocabulary: Vocabulary) -> bool:
    """Whether every value of the catalog that the lexicon read is in the translation, and the shopper said each that the translation names.

    A value the lexicon has no word for may be new, and so may a thing where the lexicon read none: that is what the model is asked for.
    """
    known = _wishes(vocabulary.mentions(normalise(gloss.english)))
    written = normalise(english)
    found = vocabulary.mentions(written)
    if any(not any(_same(each, other) for other in _wishes(found)) for each in known):
        return False
    thing_known = any(slot in NEED_SLOTS for slot, _ in known)
    for mention in found:
        wish = _wish(mention)
        new = not any(_same(wish, each) for each in known) and written[mention.start : mention.end] not in text.lower()
        could_be_said = any(_same(wish, each) for each in _sayable(words, vocabulary))
        if new and could_be_said and (wish[0] not in NEED_SLOTS or thing_known or not gloss.unknown):
            return False
    return True


@lru_cache(maxsize=16)
def _sayable(words: Lexicon, vocabulary: Vocabulary) -> frozenset[Wish]:
    """The catalog's values that the lexicon has words for."""
    return _wishes(mention for each in words.sayable() for mention in vocabulary.mentions(each))


def _wishes(mentions: Iterable[Mention]) -> frozenset[Wish]:
    return frozenset(_wish(each) for each in mentions if each.constraint.hard)


def _wish(mention: Mention) -> Wish:
    value = mention.constraint.value
    return mention.constraint.slot, frozenset(str(each) for each in (value if isinstance(value, tuple) else (value,)))


def _same(one: Wish, other: Wish) -> bool:
    return one[0] == other[0] and bool(one[1] & other[1])
