"""How far two sounds lie apart: an edit distance over phonemes in which what is easily misheard counts half.

After the confusions of consonants in noise (Miller and Nicely 1955): some differ in little but voicing or place; vowels differ between accents.
"""

from __future__ import annotations

import re
from functools import lru_cache

HALF = 0.5
VOWELS = frozenset("AIOWYaæɑɐɔəɛɜɪʊʌᵻiu")  # noqa: RUF001 - phonetic letters
SLIGHT = frozenset("əhɹ")  # dropped and added with an accent
ALIKE = frozenset(frozenset(pair) for pair in "pb td kɡ fv sz ʃʒ ʧʤ θð mn nŋ ʃʧ ʒʤ fθ sθ vð bv tθ dð vw".split())  # noqa: RUF001, SIM905


@lru_cache(maxsize=50_000)
def apart(one: str, other: str) -> float:
    """0 for the same sounds; 1 for each phoneme that is another, missing or added, half of it for one that is nearly the same."""
    one, other = (re.sub(r"(.)\1+", r"\1", each) for each in (one, other))
    row = [0.0]
    for sound in other:
        row.append(row[-1] + weight(sound))
    for sound in one:
        above, row = row, [row[0] + weight(sound)]
        for place, heard in enumerate(other):
            row.append(min(above[place] + exchanged(sound, heard), above[place + 1] + weight(sound), row[place] + weight(heard)))
    return row[-1]


def weight(sound: str) -> float:
    return HALF if sound in SLIGHT else 1.0


def exchanged(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return HALF if (one in VOWELS and other in VOWELS) or frozenset((one, other)) in ALIKE else 1.0
