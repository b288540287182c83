"""Finds the phrases of a text that name a value of the catalog: longest first, tolerant of number, spacing and one spelling slip."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import OSA

from retrieval.asked_words import ASKED
from retrieval.constraints import Constraint
from retrieval.english import is_english
from retrieval.naming import Naming, Tier, namings
from retrieval.slots import Slot
from retrieval.spans import Span, merely_context, settled
from retrieval.synonyms import IMITATION, PLURAL_ONLY, VERB_TOO, word_set
from retrieval.words import Word, plain_word, plain_words, words_of

LONGEST = 5  # words in a phrase
SLIP_FROM = 5  # letters from which one spelling slip is forgiven
BRAND_SLIP_FROM = 7  # brands are invented words: shorter ones are a slip away from too many others
JOINED = re.compile(r"[\s\-_/&+'\u2019]*")
BEFORE_A_VERB = {"to", "i", "we", "you", "they", "can", "could", "will", "would", "should", "must", "cannot"}
WORKING = {"work", "working", "works", "away", "come", "back", "far"}
PLACES = {"home", "outdoor", "garden", "yard", "kitchen"}  # "working from home" wants nothing for the home
HOMEWARD = word_set("go went come came get got ride rode drive drove walk cycle run ran way back bring take took head journey commute trip arrive fly flew")
BETWEEN = 2  # words between an attribute and the thing it describes: "striped cotton shorts"
WEATHER = {"season", "climate"}  # what is not made for the weather is no use in it
DESCRIBING = {Tier.COLOR, Tier.MATERIAL, Tier.BRAND, Tier.AUDIENCE, Tier.BOOLEAN}


@dataclass(frozen=True)
class Mention:
    """A phrase and the constraint it means. `start` and `end` are character offsets.

    `exact` is False where a spelling slip was forgiven, `nearest` is True where the catalog has no such value and the closest stands for it;
    `title` is what titles must say as well, where the constraint alone says less than the phrase ("lipstick" among makeup).
    """

    start: int
    end: int
    phrase: str
    constraint: Constraint
    exact: bool = True
    nearest: bool = False
    title: Constraint | None = None


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """English words that are never taken for a misspelt value: the most frequent of the BERT uncased vocabulary (Apache-2.0)."""
    return frozenset((Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """The words people ask for slots with ("weighs"): no slip of a value's name either."""
    return frozenset(word for phrases in ASKED.values() for phrase in phrases for word in plain_words(phrase))


class Phrases:
    """The index from phrases, squeezed ("wildrunner"), to what they name."""

    def __init__(self, slots: Sequence[Slot], stated: Mapping[str, set[str]], categories: Mapping[str, set[str]], titled: Iterable[Naming] = ()) -> None:
        self._stated = stated
        self._categories = categories
        self._index: dict[str, list[Naming]] = defaultdict(list)
        self._known: dict[str, list[str]] = defaultdict(list)  # first letter -> words that phrases are made of
        brands: set[str] = set()
        for naming in namings(slots):
            self._index[naming.key].append(naming)
            if naming.constraint.slot == "brand":
                brands.add(naming.key)
        for naming in titled:
            if naming.key not in self._index and not any(self._describes(word) for word in naming.words[:-1]):
                self._index[naming.key].append(naming)
        for each in self._index.values():
            each.sort(key=lambda naming: naming.order)
        named = [naming for each in self._index.values() for naming in each if not naming.nearest]
        self._all_known = {word for naming in named for word in naming.words}
        for word in sorted({word for naming in named if naming.constraint.slot != "brand" for word in naming.words if len(word) >= SLIP_FROM - 1}):
            self._known[word[0]].append(word)
        self._things = sorted({key for key, each in self._index.items() if len(key) >= BRAND_SLIP_FROM and each[0].kinds and len(each[0].words) > 1})
        self._brands = sorted(brand for brand in brands if len(brand) >= BRAND_SLIP_FROM)

    def _describes(self, word: str) -> bool:
        """Whether a word by itself is a property: the "red" of "red purse" is a colour wherever the catalog knows colours."""
        return word in self._index and self._index[word][0].tier in DESCRIBING

    def find(self, text: str) -> list[Mention]:
        """Mentions in order of place, not overlapping."""
        words = words_of(text)
        spans = settled(self._spans(text, words))
        kinds = frozenset(kind for span in spans for kind in span.options[0].kinds)
        things = frozenset(span.first for span in spans if span.options[0].kinds or span.options[0].constraint.slot == "category")
        found = [mention for span in spans if (mention := self._mention(text, span, kinds, things)) is not None]
        return sorted(found, key=lambda mention: mention.start)

    def knows(self, word: str) -> bool:
        """Whether any phrase has the word."""
        return not self._all_known.isdisjoint((word, plain_word(word)))

    def siblings(self, kind: str) -> list[str]:
        """Kinds that share the narrowest more general name with this one, itself among them."""
        several = [
            sorted(naming.kinds)
            for options in self._index.values()
            for naming in options
            if kind in naming.kinds and len(naming.kinds) > 1 and naming.title is None
        ]
        return min(several, key=lambda kinds: (len(kinds), kinds)) if several else [kind]

    def _spans(self, text: str, words: list[Word]) -> list[Span]:
        """The longest phrases first; among equals, the left one."""
        mended = [word.plain if counted else self._mend(word) for counted, word in zip(_counted(words), words, strict=True)]
        taken = [False] * len(words)
        spans: list[Span] = []
        for length in range(min(LONGEST, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                last = first + length
                if any(taken[first:last]) or not _together(text, words[first:last]):
                    continue
                options, exact = self._options(words, mended, first, last)
                if options:
                    spans.append(Span(words, first, last, options, exact))
                    taken[first:last] = [True] * length
        return [span for span in spans if not merely_context(span, spans)]

    def _options(self, words: list[Word], mended: list[str], first: int, last: int) -> tuple[list[Naming], bool]:
        key = "".join(word.plain for word in words[first:last])
        if key in self._index:
            options = (
                self._index[key] if last - first > 1 else [each for each in self._index[key] if _sits_well(each, words, first, self._is_thing(words, last))]
            )
            return options, True
        slipped = "".join(mended[first:last])
        if slipped != key and slipped in self._index:
            return self._index[slipped], False
        if last - first > 1 and words[last - 1].plain not in self._all_known:
            near = [thing for thing in self._things if thing[0] == key[0] and _a_slip_away(thing, key)]
            if len(near) == 1:
                return self._index[near[0]], False
        brand = self._near_brand(key, words[first:last])
        return (self._index[brand], False) if brand else ([], True)

    def _is_thing(self, words: list[Word], first: int) -> bool:
        """Whether a kind of thing is named from this word on."""
        keys = ("".join(word.plain for word in words[first:last]) for last in range(first + 1, min(first + LONGEST, len(words)) + 1))
        return any(key in self._index and self._index[key][0].kinds for key in keys)

    def _mend(self, word: Word) -> str:
        """The known word one slip away, where the word itself is neither known nor common English."""
        if len(word.plain) < SLIP_FROM - word.written.endswith("s") or "'" in word.written or not word.plain.isalpha() or self._is_a_word(word):
            return word.plain
        near = [known for known in self._known.get(word.plain[0], ()) if _a_slip_away(known, word.plain)]
        return near[0] if len(near) == 1 else word.plain

    def _is_a_word(self, word: Word) -> bool:
        if word.plain in self._all_known or word.plain in asking_words() or {word.plain, word.written} & common_words():
            return True
        return is_english(word.written)

    def _near_brand(self, key: str, words: Sequence[Word]) -> str | None:
        if len(key) < BRAND_SLIP_FROM - 1 or (len(words) == 1 and {key, words[0].written} & common_words()):
            return None
        return next((brand for brand in self._brands if brand[0] == key[0] and _a_slip_away(brand, key)), None)

    def _mention(self, text: str, span: Span, kinds: frozenset[str], things: frozenset[int]) -> Mention | None:
        """The first reading that the named kinds can have at all: "kitchen knife" and "desk for the garden" keep what exists."""
        for naming in span.options:
            if naming.tier == Tier.RELATIVE and not span.follows_for:
                continue
            if naming.tier == Tier.PART and not span.follows_with:
                continue
            if kinds and not naming.kinds and not self._possible(naming.constraint, kinds):
                continue
            start, end = span.words[span.first].start, span.words[span.last - 1].end
            constraint = replace(naming.constraint, hard=self._firm(span, naming, kinds, things))
            return Mention(start, end, text[start:end], constraint, span.exact, naming.nearest, naming.title)
        return None

    def _firm(self, span: Span, naming: Naming, kinds: frozenset[str], things: frozenset[int]) -> bool:
        """Whether it filters. An attribute does behind "with" or right before the thing ("striped shorts"); elsewhere it tells a circumstance."""
        if naming.tier == Tier.RELATIVE or naming.tier != Tier.ATTRIBUTE:
            return naming.constraint.hard
        slot = naming.constraint.slot
        beside = any(place in things and not span.broken_before(place) for place in range(span.last, span.last + BETWEEN + 1))
        describes = beside and (naming.constraint.hard or not kinds or self._possible(naming.constraint, kinds))
        said_of = slot in WEATHER and bool(things) and (not kinds or self._possible(naming.constraint, kinds))
        return span.follows_with or span.follows_is or (not kinds and span.follows_want) or (describes and span.lead != "for") or said_of

    def _possible(self, constraint: Constraint, kinds: Iterable[str]) -> bool:
        if constraint.slot == "category":
            wanted = constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
            return any(category in wanted for kind in kinds for category in self._categories.get(kind, ()))
        return any(constraint.slot in self._stated.get(kind, ()) for kind in kinds)


def _a_slip_away(known: str, written: str) -> bool:
    return abs(len(known) - len(written)) <= 1 and OSA.distance(known, written, score_cutoff=1) <= 1


def _counted(words: Sequence[Word]) -> list[bool]:
    """Which words only say what a number counts: the "seater" of "two seater", the "berth" of "4 berth"."""
    return [at > 0 and words[at - 1].plain.isdigit() and not word.written.endswith("s") for at, word in enumerate(words)]


def _together(text: str, words: Sequence[Word]) -> bool:
    return all(JOINED.fullmatch(text[left.end : right.start]) for left, right in pairwise(words))


def _homeward(word: Word, before: str) -> bool:
    """ "Cycled home last night": where somebody went, no thing for the home."""
    return word.plain == "home" and (before in HOMEWARD or (before.endswith(("ed", "ing")) and before not in ("need", "looking", "wanting", "shopping")))


def _sits_well(naming: Naming, words: list[Word], first: int, before_a_thing: bool) -> bool:
    """Whether a single word may mean this where it stands."""
    word = words[first]
    before = words[first - 1].written if first else ""
    after = words[first + 1].plain if first + 1 < len(words) else ""
    if naming.constraint.slot == "kind" and naming.tier != Tier.VALUE and word.plain in PLURAL_ONLY and word.written == word.plain:
        return False
    if naming.constraint.slot == "kind" and word.plain in VERB_TOO and before in BEFORE_A_VERB:
        return False
    leaving = before == "from" and first > 1 and words[first - 2].written in WORKING
    if (
        naming.constraint.slot == "category"
        and word.plain in PLACES
        and (leaving or before in ("at", "go", "going", "work", "stay") or _homeward(word, before))
    ):
        return False
    if naming.tier == Tier.MATERIAL and before in IMITATION:
        return False
    if naming.shy and naming.constraint.slot == "color" and before_a_thing:
        return True  # "a ruby scarf"
    return not (naming.shy and before != "in" and after not in ("color", "colored", "coloured", "tone"))
