"""What an item's own facts say to a question: its values, its features and the sentences of its description, by meaning.

A closed question over some twenty short texts, which sentence vectors answer well where one vector for the whole item
does not: "can I pay in shops with it?" finds "contactless payment", "would it slide about on tiles?" finds "non-slip backing".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retrieval.encoders import TextEncoder
from retrieval.frame_words import SAYS_NOTHING
from retrieval.item import Item
from retrieval.quantities import measure_asked
from retrieval.slots import label_of, unit_of
from retrieval.synonyms import word_set
from retrieval.words import plain_words

SAYS = 0.3  # cosine from which a fact bears on a question: in 52 of 61 questions that have an answer, in 3 of 20 that have none
OUTRIGHT = 0.42  # cosine from which it answers it: 44 of those 61, 1 of those 20
BESIDE = 0.3  # a fact of the other sort this close to the best is told as well
SHARED_WORD = 0.12  # what a word in common adds: the vectors of rare names say little
MEASURED = 0.2  # what the measure asked for adds: "2.2 l" answers "how much water does it take", and the vectors of numbers say little
TELLING = 4  # letters of a word worth comparing
ASKING = word_set(
    "which what whose there these those them they have has had does did will would could should can got get any one ones this that with not but too out off"
)
KEPT = 512  # items whose facts stay encoded, a few kilobytes each
QUESTIONS = 16  # vectors kept: one question is put to several items
FIELDS = ("brand", "color", "material", "audience", "size")
DESCRIPTION = "description"
SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Evidence:
    """One fact of an item: the slot it stands in ("description" for a sentence of it), its words as the shop wrote them, and how close it is (cosine)."""

    slot: str
    text: str
    score: float = 0.0

    @property
    def outright(self) -> bool:
        """Whether it can be told as the answer, not just as the closest there is."""
        return self.score >= OUTRIGHT

    @property
    def labelled(self) -> str:
        """The fact with its slot where the bare value says nothing: "feet: ball feet"."""
        bare = self.slot not in (DESCRIPTION, "features") and label_of(self.slot) not in self.text
        return f"{label_of(self.slot)}: {self.text}" if bare else self.text


class EvidenceFinder:
    """Finds the facts of an item of one catalog that bear on a question. Encodes an item's facts once. Safe to share between threads."""

    def __init__(self, encoder: TextEncoder, lookup: Callable[[str], Item]) -> None:
        self._encoder = encoder
        self._lookup = lookup
        self._encoded = lru_cache(maxsize=KEPT)(self._encode)
        self._asked = lru_cache(maxsize=QUESTIONS)(self._vector)

    def bearing_on(self, id: str, question: str) -> tuple[Evidence, ...]:
        """The closest fact, and with it the closest of the other sort (stated, or a sentence of the description) if it comes near.

        Empty where nothing in the catalog bears on the question. Raises what `lookup` raises for an unknown id.
        """
        scored = self.weighed(id, question)
        if not scored or scored[0].score < SAYS:
            return ()
        best = scored[0]
        other = next((each for each in scored if (each.slot == DESCRIPTION) != (best.slot == DESCRIPTION)), None)
        return (best, other) if other is not None and other.score >= best.score - BESIDE else (best,)

    def weighed(self, id: str, question: str) -> list[Evidence]:
        """Every fact of the item with how close it is to the question, the closest first. Raises what `lookup` raises for an unknown id."""
        facts, vectors = self._encoded(id)
        if not facts or not question.strip():
            return []
        near = vectors @ self._asked(question)
        asked, measure = _telling(question), measure_asked(question)
        scored = [
            Evidence(each.slot, each.text, float(score) + SHARED_WORD * _shares(asked, each.text) + MEASURED * bool(measure and measure.search(each.text)))
            for each, score in zip(facts, near, strict=True)
        ]
        return sorted(scored, key=lambda each: -each.score)

    def _vector(self, question: str) -> np.ndarray:
        return self._encoder.encode([question])[0]

    def _encode(self, id: str) -> tuple[tuple[Evidence, ...], np.ndarray]:
        facts = facts_of(self._lookup(id))
        return facts, self._encoder.encode([each.labelled for each in facts]) if facts else np.zeros((0, self._encoder.dim), np.float32)


def facts_of(item: Item) -> tuple[Evidence, ...]:
    """Every fact of an item by itself: a list gives one for each entry, a description one for each sentence; its kind and title are none."""
    found = [Evidence(slot, str(value)) for slot in FIELDS if (value := item.value(slot)) not in (None, "")]
    for slot, value in item.attributes.items():
        if slot == "kind" or value in ((), ""):
            continue
        if isinstance(value, bool):
            found.append(Evidence(slot, label_of(slot) if value else f"not {label_of(slot)}"))
        elif isinstance(value, tuple):
            found.extend(Evidence(slot, each) for each in value)
        else:
            found.append(Evidence(slot, f"{value:g} {unit_of(slot)}".strip() if isinstance(value, (int, float)) else str(value)))
    found.extend(Evidence(DESCRIPTION, each.strip()) for each in SENTENCE.split(item.description) if each.strip())
    return tuple(dict.fromkeys(found))


def _telling(text: str) -> set[str]:
    return {word for word in plain_words(text) if len(word) >= TELLING - 1 and word not in SAYS_NOTHING and word not in ASKING}


def _shares(asked: set[str], text: str) -> bool:
    """Whether a word asked begins a word of the fact, or the other way round: "wind" and "windproof", "folds" and "fold", "arms" and "armrests"."""
    words: Sequence[str] = [word for word in plain_words(text) if len(word) >= TELLING]
    return any(_begins(word, other) or (len(other) >= TELLING and other.startswith(word)) for word in words for other in asked)


def _begins(word: str, asked: str) -> bool:
    """A short word must begin a compound: a letter or two more make another word."""
    return word.startswith(asked) and (len(asked) >= TELLING or len(word) >= len(asked) + TELLING)
