"""Words of the catalog, each in a sentence, and how many of them are heard as something else, before and after snapping."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whisper.normalizers import EnglishTextNormalizer

from chat.wording.facts import plural
from retrieval.retriever import Retriever
from speech.phonemes import is_english
from speech.wer import word_error_rate

BRANDS, NAMES, KINDS, MATERIALS = 20, 24, 24, 12  # how many of each are spoken
SAYABLE = re.compile(r"[^\W\d_]+(?:[ '&-]+[^\W\d_]+)*")  # words only: no list, no figure, no trade mark
NAME_FROM = 5  # letters of an invented word in a title


@dataclass(frozen=True)
class Asked:
    """A term and the sentence it is said in."""

    term: str
    sentence: str


@dataclass(frozen=True)
class Snapped:
    """Two hearings of a sentence: with the commonest words of the shop in mind, and with those recalled that it sounds like, put back to the catalog's."""

    asked: Asked
    heard: str
    snapped: str
    under: str = "clean"

    @property
    def worse(self) -> bool:
        """Whether more words are wrong than without."""
        return self._wrong(self.snapped) > self._wrong(self.heard)

    @property
    def clean_worse(self) -> bool:
        return self.worse and self.under == "clean"

    @property
    def better(self) -> bool:
        return self._wrong(self.snapped) < self._wrong(self.heard)

    def _wrong(self, heard: str) -> float:
        return word_error_rate([self.asked.sentence], [heard])


def asked_terms(retriever: Retriever) -> list[Asked]:
    """Brands, invented names, kinds of things and materials of the shop, as far as it has them."""
    vocabulary = retriever.vocabulary
    slots = {slot.name for slot in vocabulary.slots()}

    def values(slot: str) -> Sequence[str]:
        return [value for value in vocabulary.values(slot) if SAYABLE.fullmatch(value)] if slot in slots else []

    words = dict.fromkeys(word for item in retriever.items for word in item.title.split() if len(word) >= NAME_FROM and word.isalpha())
    names = [word for word in words if not is_english(word.lower())]
    things = [value.lower() for value in values("kind") or values("category")]
    return [
        *(Asked(each, f"Show me something by {each}.") for each in evenly(values("brand"), BRANDS)),
        *(Asked(each, f"Tell me more about the {each}.") for each in evenly(names, NAMES)),
        *(Asked(each, f"I'm looking for {plural(each)}.") for each in evenly(things, KINDS)),
        *(Asked(each, f"I would like one made of {each}.") for each in evenly(values("material"), MATERIALS)),
    ]


def evenly(values: Sequence[str], count: int) -> list[str]:
    """`count` of the values, from the first to the last, or all where there are fewer."""
    return list(values) if len(values) <= count else [values[place * len(values) // count] for place in range(count)]


def missed(asked: Asked, heard: str) -> bool:
    """Whether the term is not among the words heard, in the singular or the plural; case, punctuation and "&" for "and" aside."""
    normal = EnglishTextNormalizer()
    words = f" {normal(heard.replace('&', 'and'))} "
    return not any(f" {normal(form.replace('&', 'and'))} " in words for form in (asked.term, plural(asked.term)))
