"""The nouns products are called by where no kind or category has them: "lipstick" among makeup, "coat rack" among furniture."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.constraints import Constraint
from retrieval.frequent import Frequent
from retrieval.item import Item
from retrieval.naming import Naming, Tier, Words
from retrieval.palette import PALETTE
from retrieval.synonyms import word_set
from retrieval.words import Word, plain_words, words_of

SEGMENT = re.compile(r":| - |[(/|;]")  # "Divine Shine - Satin Rose Lipstick": any part may be the name
FURTHER = re.compile(r" (?:for|of|with|in|by|from|on|without)\b|,")  # what follows says more about the thing before it
JOINED = re.compile(r" and | ?& ?|\+")
COLLECTIVE = word_set("set kit pack pair collection bundle essential edition piece series version model style size assortment item accessory")
LONGEST = 3  # words of a name
MOST_KINDS = 2  # a noun of more kinds of things names none of them
FROM_LETTERS = 4
MOST_NOUNS = 40_000  # phrases that are collected at most; of more, the most frequent
MOST_SPELLINGS = 8


@dataclass(frozen=True)
class Noun:
    """Plain words that end titles, the slots and values of the things they are, and how titles spell them."""

    words: Words
    things: tuple[tuple[str, str], ...]
    spelled: tuple[str, ...]


class CalledLearner:
    """Collects the nouns that end titles and are no words of their item's kind or category, with the things they are."""

    def __init__(self) -> None:
        self._tails: Frequent[Words] = Frequent(MOST_NOUNS)
        self.places: dict[Words, set[tuple[str, str]]] = defaultdict(set)  # noun -> slots and values of the thing it is, one more than MOST_KINDS at most
        self.spelled: dict[Words, set[str]] = defaultdict(set)

    def see(self, item: Item) -> None:
        kind = item.value("kind")
        own = set(plain_words(f"{kind or ''} {item.category}"))
        for words, least in _heads(item.title):
            if words[-1].plain in own or words[-1].plain in PALETTE or len(words[-1].plain) < FROM_LETTERS:
                continue
            for size in range(least, min(LONGEST, len(words)) + 1):
                tail = words[-size:]
                plain = tuple(word.plain for word in tail)
                if len(self.places[plain]) <= MOST_KINDS:
                    self.places[plain].add(("kind", str(kind)) if kind else ("category", item.category))
                if len(self.spelled[plain]) < MOST_SPELLINGS:
                    self.spelled[plain].add(item.title[tail[0].start : tail[-1].end].casefold())
                for gone in self._tails.see(plain):
                    del self.places[gone], self.spelled[gone]

    def nouns(self) -> list[Noun]:
        """The nouns that name few enough kinds of things."""
        return [
            Noun(plain, tuple(sorted(things)), tuple(sorted(self.spelled[plain])))
            for plain, things in self.places.items()
            if len(things) <= MOST_KINDS and len({slot for slot, _ in things}) == 1
        ]


def called(nouns: Iterable[Noun]) -> Iterator[Naming]:
    """A naming for every noun; it filters by both, the thing and the title."""
    for noun in nouns:
        yield _naming(noun.words, noun.things, noun.spelled)


def _naming(plain: Words, things: Sequence[tuple[str, str]], spelled: Sequence[str]) -> Naming:
    slot, values = things[0][0], tuple(value for _, value in things)
    thing = Constraint(slot, "==", values[0]) if len(values) == 1 else Constraint(slot, "in", values)
    shortest = [each for each in spelled if not any(other != each and other in each for other in spelled)]  # "speaker" is in "speakers"
    title = Constraint("title", "contains", shortest[0] if len(shortest) == 1 else tuple(shortest))
    return Naming(plain, thing, Tier.CALLED, frozenset(values) if slot == "kind" else frozenset({""}), title=title)


def _heads(title: str) -> Iterator[tuple[list[Word], int]]:
    """The words of each name in a title, its head noun last, and how many words at least name the thing.

    Where a collective ends the name ("eye care set") or it is one of several ("Divine Shine - ..."), one word says too little.
    """
    start = 0
    segments = [*((found.start(), found.end()) for found in SEGMENT.finditer(title)), (len(title), len(title))]
    for end, following in segments:
        part = FURTHER.split(title[start:end])[0]
        at = start
        for name in JOINED.split(part):
            begin = title.index(name, at)
            at = begin + len(name)
            words = [Word(word.start + begin, word.end + begin, word.written, word.plain) for word in words_of(name)]
            whole = len(words)
            while words and (words[-1].plain in COLLECTIVE or words[-1].plain.isdigit()):
                words.pop()
            if words:
                yield words, 1 if len(segments) == 1 and len(words) == whole else 2
        start = following
