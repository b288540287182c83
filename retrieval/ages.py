"""For what age something is wanted: "for a two year old", "aged 12", "for a baby"."""

from __future__ import annotations

import re

from retrieval.constraints import Constraint
from retrieval.vocabulary import Vocabulary
from retrieval.words import IRREGULAR

SLOTS = ("age_from", "min_age", "minimum_age", "age_min", "recommended_age")  # the age a thing is made from, in years, as shops call it
NUMBER = rf"(?P<{{name}}>\d\d?|one|{'|'.join(word for word, plain in IRREGULAR.items() if plain.isdigit())})"
AGE = re.compile(rf"\b(?:{NUMBER.format(name='before')}[- ]?(?:years?|yrs?)[- ]?olds?|(?:aged?|turns|turning) {NUMBER.format(name='after')})\b", re.IGNORECASE)
BABY = re.compile(r"\b(?:bab(?:y|ies)|newborns?|infants?)\b", re.IGNORECASE)
BABY_YEARS = 1


def age_asked(text: str) -> int | None:
    """The age in years, None where none is told."""
    found = AGE.search(text)
    if found is None:
        return BABY_YEARS if BABY.search(text) else None
    written = (found["before"] or found["after"]).casefold()
    return 1 if written == "one" else int(IRREGULAR.get(written, written))


def age_wishes(text: str, vocabulary: Vocabulary) -> tuple[Constraint, ...]:
    """Soft, for few kinds of things state an age: not made for older ones, and not for ones half as old."""
    age = age_asked(text)
    slot = next((name for name in SLOTS if (known := vocabulary.slot(name)) and known.type == "number"), None)
    if age is None or slot is None:
        return ()
    return Constraint(slot, "<=", age, hard=False), Constraint(slot, ">=", age // 2, hard=False)
