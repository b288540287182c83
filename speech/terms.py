"""The phrases of a shop with their sounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from speech.phonemes import is_english, sound_of

LONGEST = 3  # words of a phrase that is known by its sound
AND = re.compile(r"\s*&\s*")
WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


@dataclass(frozen=True)
class Term:
    """A phrase of the shop: as it is written, its words in lower case, the sound of each."""

    written: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    invented: bool

    @cached_property
    def sound(self) -> str:
        return "".join(self.sounds)


def term_of(phrase: str) -> Term:
    words = tuple(each.lower() for each in WORD.findall(AND.sub(" and ", phrase)))
    return Term(phrase, words, tuple(sound_of(word) for word in words), not all(is_english(word) for word in words))


def numbers_of(phrase: str) -> tuple[str, ...]:
    """The phrase in the singular and the plural, where it has words to speak of and no figures."""
    if not WORD.search(phrase) or re.search(r"\d", phrase) or len(WORD.findall(phrase)) > LONGEST:
        return ()
    if phrase.endswith("s"):
        return (phrase,)
    return (phrase, f"{phrase}es" if phrase.endswith(("ch", "sh", "x")) else f"{phrase}s")
