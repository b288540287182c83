"""German words put together from known ones: "Ledergürtel" is a leather belt, "Kinderfahrrad" a bicycle for kids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chat.languages.entry import Entry
from chat.languages.phrases import SOLD

SHORTEST = 3  # letters of a part
JOINTS = ("", "s", "n", "en", "er", "es", "e")  # what stands between two parts: "Hochzeit-s-kleid", "Seide-n-schal"
ENDINGS = ("", "n", "en", "e", "er", "s", "ern")


class Compounds:
    """Knows the single words of the lexicon that name things, colours, materials and people."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        known = [each for each in entries if each.section in SOLD and re.fullmatch(r"[a-z-]+~?", each.said)]
        self._words = {each.said.rstrip("~"): each.english for each in reversed(known)}

    def english(self, word: str) -> str:
        """The parts in English, what the word is last; "" where the word is not made of two known ones."""
        plain = word.replace("-", "")
        cuts = range(SHORTEST, len(plain) - SHORTEST + 1)
        for cut in cuts:  # the longest last part first: it says what the thing is
            head = self._head(plain[cut:])
            first = self._first(plain[:cut]) if head else ""
            if first and first != head:
                return f"{head} {first}" if first.startswith("for ") else f"{first} {head}"
        return ""

    def _head(self, part: str) -> str:
        found = (self._words.get(part.removesuffix(each)) for each in ENDINGS if part.endswith(each))
        return next((each for each in found if each), "")

    def _first(self, part: str) -> str:
        found = (self._words.get(part.removesuffix(each)) for each in JOINTS if part.endswith(each) and len(part) - len(each) >= SHORTEST)
        return next((each for each in found if each), "") or self._words.get(f"{part}e", "") or self._words.get(f"{part}en", "")
