"""Every phrase that names a value of the catalog, with the constraint it means: the values themselves, their heads, and general synonyms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from retrieval.asked_words import DOING, OPPOSITES
from retrieval.color_names import UNLIKE_OTHERS, nearest_colors
from retrieval.constraints import Constraint
from retrieval.frame_words import SAYS_NOTHING
from retrieval.palette import PALETTE
from retrieval.same_words import EXACTLY, SAME, SAME_COLORS, elsewhere, together
from retrieval.slots import Slot, label_of
from retrieval.synonyms import (
    AUDIENCES,
    COLORS,
    IMITATION,
    MADE_OF,
    MOOD,
    NOT_REALLY,
    PLURAL_ONLY,
    RELATIVES,
    SHARED,
    SHY_COLORS,
    WIDER,
)
from retrieval.words import plain_words

MOST_VALUES = 2000  # a text attribute with more distinct values is prose or a part number, not a vocabulary
MOST_WORDS = 4  # likewise a value with more words

Words = tuple[str, ...]


class Tier(IntEnum):
    """Which meaning wins where several slots share a phrase."""

    VALUE = 0  # a kind by its own name
    CATEGORY = 1
    SYNONYM = 2  # a kind by another name
    HEAD = 3  # several kinds by their last word
    CATEGORY_SYNONYM = 4
    CALLED = 5  # a noun of titles: see retrieval/called.py
    COLOR = 6
    MATERIAL = 7
    BRAND = 8
    AUDIENCE = 9
    RELATIVE = 10
    BOOLEAN = 11
    ATTRIBUTE = 12
    PART = 13  # what a value of a list ends in: "adjustable hood" is a hood
    SIZE = 14


@dataclass(frozen=True)
class Naming:
    """A phrase in plain words and what it means. `kinds` are the kinds it covers; `shy` colours need "in" before them.

    `nearest` marks a word the catalog does not have, taken for the value that comes closest to it; `title` is what the titles
    of such things say, where the thing's kind says less.
    """

    words: Words
    constraint: Constraint
    tier: Tier
    kinds: frozenset[str] = frozenset()
    count: int = 0
    shy: bool = False
    nearest: bool = False
    title: Constraint | None = None

    @property
    def key(self) -> str:
        return "".join(self.words)

    @property
    def order(self) -> tuple[bool, int, int]:
        return self.nearest, self.tier, -self.count


def namings(slots: Sequence[Slot]) -> Iterator[Naming]:
    """All namings of a catalog's slots. Numbers name nothing; they are compared, not named."""
    for slot in slots:
        rule = RULES.get(slot.name)
        if rule is not None:
            yield from rule(slot)
        elif slot.type == "boolean":
            yield from _boolean(slot)
        elif slot.type in ("text", "list") and len(slot.values) <= MOST_VALUES:
            yield from _attribute(slot)


def _kinds(slot: Slot) -> Iterator[Naming]:
    parsed = {value: plain_words(value) for value, _ in slot.values}
    ends: dict[Words, set[str]] = defaultdict(set)
    for value, words in parsed.items():
        for size in range(1, len(words) + 1):
            if NOT_REALLY.get(" ".join(words)) != " ".join(words[-size:]):
                ends[words[-size:]].add(value)
    ends = together(ends, ends, EXACTLY)
    wider = {tuple(word.split()): set().union(*(ends.get(tuple(end.split()), set()) for end in covered)) for word, covered in WIDER.items()}
    for word, values in wider.items():
        real = {value for value in values if NOT_REALLY.get(" ".join(parsed[value])) != word[0]}
        wider[word] = real if word not in set(parsed.values()) else ends[word]
    full = set(parsed.values())
    named = {**ends, **{word: values for word, values in wider.items() if values}}
    for words, values in named.items():
        if words in full or not set(words) <= SAYS_NOTHING - PLURAL_ONLY:
            yield _kind(slot, words, values, Tier.VALUE if words in full else Tier.HEAD)
    for phrase, covered in elsewhere(named, EXACTLY, SAME).items():
        if phrase not in full and not wider.get(phrase):
            yield _kind(slot, phrase, covered | ends.get(phrase, set()), Tier.SYNONYM)


def _kind(slot: Slot, words: Words, values: set[str], tier: Tier) -> Naming:
    return Naming(words, meaning(slot, values, words), tier, frozenset(values))


def _categories(slot: Slot) -> Iterator[Naming]:
    """A category by its name, by a part of "Hoodies & Sweatshirts" or "Home > Lamps", or by a synonym of one."""
    parts: dict[Words, set[str]] = defaultdict(set)
    for value, _ in slot.values:
        for part in {value, *re.split(r"[&/>,|]|\band\b", value)}:
            if words := plain_words(part):
                parts[words].add(value)
    for words, values in parts.items():
        yield Naming(words, meaning(slot, values, words), Tier.CATEGORY)
    for phrase, covered in elsewhere(parts, EXACTLY, SAME).items():
        if phrase not in parts:
            yield Naming(phrase, meaning(slot, covered, phrase), Tier.CATEGORY_SYNONYM)


def _colors(slot: Slot) -> Iterator[Naming]:
    whole = _whole(slot)
    by_word = together(_by_word(slot), whole, SAME_COLORS)
    for words, values in by_word.items():
        yield Naming(words, meaning(slot, values, words), Tier.COLOR)
    same = {words: values for words, values in elsewhere(whole, SAME_COLORS).items() if words not in by_word}
    for words, values in same.items():  # by another name, which is said: an ivory is not quite a cream to everybody
        yield Naming(words, meaning(slot, values, words), Tier.COLOR, shy=" ".join(words) in SHY_COLORS, nearest=True)
    for phrase, targets in COLORS.items():
        words = plain_words(phrase)
        target = next((plain_words(each) for each in targets if plain_words(each) in by_word), None)
        if words not in by_word and words not in same and target is not None:
            yield Naming(words, meaning(slot, by_word[target], target), Tier.COLOR, shy=phrase in SHY_COLORS, nearest=True)
    known = {words[0]: values for words, values in by_word.items() if len(words) == 1}
    near = nearest_colors(known)
    for name in sorted(UNLIKE_OTHERS - near.keys() - known.keys() - COLORS.keys()):
        yield Naming((name,), Constraint("color", "==", name), Tier.COLOR)  # nothing here comes near it, and that is said
    for name, value in near.items():
        if (words := plain_words(name)) not in by_word and words not in same and name not in COLORS:
            yield Naming(words, meaning(slot, known[value], (value,)), Tier.COLOR, shy=name not in PALETTE, nearest=True)


def _materials(slot: Slot) -> Iterator[Naming]:
    by_word = together(_by_word(slot, imitations=True), _whole(slot), EXACTLY)
    general = {plain_words(word): {value for each in narrower for value in by_word.get(plain_words(each), ())} for word, narrower in MADE_OF.items()}
    merged = {**by_word, **{words: values | by_word.get(words, set()) for words, values in general.items() if values}}
    for words, values in merged.items():
        if len(words[0]) >= 3 and not set(words) <= SAYS_NOTHING:
            yield Naming(words, meaning(slot, values, words), Tier.MATERIAL)
    same = {phrase: covered for phrase, covered in elsewhere(merged, EXACTLY, SAME).items() if phrase not in merged}
    for phrase, covered in same.items():
        yield Naming(phrase, meaning(slot, covered, phrase), Tier.MATERIAL)
    for word, narrower in MADE_OF.items():  # no mahogany here: the nearest is what else is wood
        for phrase in (plain_words(each) for each in narrower):
            if phrase not in merged and phrase not in same and general[plain_words(word)]:
                yield Naming(phrase, meaning(slot, general[plain_words(word)], plain_words(word)), Tier.MATERIAL, shy=True, nearest=True)


def _by_word(slot: Slot, imitations: bool = False) -> dict[Words, set[str]]:
    """Whole values and single words of values -> the values; "leather" does not stand for "vegan leather"."""
    found: dict[Words, set[str]] = defaultdict(set)
    for value, _ in slot.values:
        words = plain_words(value)
        if not words or (len(words) > MOST_WORDS and not re.search(r"[,;/+]", value)):
            continue
        found[words].add(value)
        for part in re.split(r"[,;/+]|\band\b", value):
            if 1 < len(inner := plain_words(part)) <= MOST_WORDS:
                found[inner].add(value)
        fake = set(words) & IMITATION if imitations else set()
        for word in words:
            if not fake or word in fake:
                found[(word,)].add(value)
    return found


def _whole(slot: Slot) -> dict[Words, set[str]]:
    """Whole values in plain words -> the values."""
    found: dict[Words, set[str]] = defaultdict(set)
    for value, _ in slot.values:
        found[plain_words(value)].add(value)
    return found


def _brands(slot: Slot) -> Iterator[Naming]:
    for value, count in slot.values:
        words = plain_words(value)
        for spelling in {words, plain_words(value.replace("&", " and ").replace("+", " and "))}:
            if spelling and not set(spelling) <= SAYS_NOTHING:
                yield Naming(spelling, Constraint("brand", "==", value), Tier.BRAND, count=count)


def _audiences(slot: Slot) -> Iterator[Naming]:
    values = [value for value, _ in slot.values]
    shared = [value for value in values if value.casefold() in SHARED]
    grouped: dict[str, list[str]] = {}
    for group, names in AUDIENCES.items():
        named = {*plain_words(group), *names}
        own = [value for value in values if set(plain_words(value)) & named]
        grouped[group] = own + [value for value in shared if own and group in ("men", "women") and value not in own]
        for name in named if own else ():
            exact = [value for value in values if plain_words(value) == plain_words(name) and group == "kids"]
            yield Naming(plain_words(name), _one_of("audience", exact or grouped[group]), Tier.AUDIENCE)
    for group, names in RELATIVES.items():
        for name in names if grouped.get(group) else ():
            yield Naming((name,), _one_of("audience", grouped[group], hard=False), Tier.RELATIVE)


def _sizes(slot: Slot) -> Iterator[Naming]:
    """Only sizes of two words ("45 L", "one size"): single letters and numbers mean too much else."""
    for value, count in slot.values:
        words = plain_words(value)
        if 2 <= len(words) <= MOST_WORDS and any(word.isalpha() for word in words) and len("".join(words)) > 2:
            yield Naming(words, Constraint("size", "==", value), Tier.SIZE, count=count)


def _boolean(slot: Slot) -> Iterator[Naming]:
    words = plain_words(label_of(slot.name))
    words = words[1:] if len(words) > 1 and words[0] in ("is", "has", "with") else words
    if set(words) <= SAYS_NOTHING:
        yield Naming(("on", *words), Constraint(slot.name, "==", True), Tier.BOOLEAN, count=slot.count + 10_000)  # "on sale"
        return
    for phrase in {words, *(phrase for phrases in SAME if words in phrases for phrase in phrases)}:
        yield Naming(phrase, Constraint(slot.name, "==", True), Tier.BOOLEAN, count=slot.count + 10_000)
    for word, phrases in OPPOSITES.items():
        for phrase in _rows([phrases])[0] if word in words else ():
            yield Naming(phrase, Constraint(slot.name, "==", False), Tier.BOOLEAN, count=slot.count + 10_000)
    for word, phrases in DOING.items():
        for phrase in _rows([phrases])[0] if word in words else ():
            yield Naming(phrase, Constraint(slot.name, "==", True), Tier.BOOLEAN, count=slot.count + 10_000)


def _attribute(slot: Slot) -> Iterator[Naming]:
    """Values of an attribute, and what a list's values end in: "adjustable hood" is a hood."""
    named: dict[Words, set[str]] = defaultdict(set)
    parts: dict[Words, set[str]] = defaultdict(set)
    for value, _ in slot.values:
        words = plain_words(value)
        if 0 < len(words) <= MOST_WORDS and any(word.isalpha() and len(word) > 1 for word in words):
            named[words].add(value)
            if slot.type == "list" and slot.name not in MOOD and len(words[-1]) >= 4:
                parts[words[-1:]].add(value)
    named = together(named, named, EXACTLY)
    named = elsewhere(named, EXACTLY, SAME) | named
    for tier, phrases_of in ((Tier.ATTRIBUTE, named), (Tier.PART, parts)):
        for words, values in phrases_of.items():
            if not set(words) <= SAYS_NOTHING:
                found = meaning(slot, values | named.get(words, set()), words)
                constraint = Constraint(found.slot, found.operator, found.value, hard=slot.name not in MOOD)
                yield Naming(words, constraint, tier, count=slot.count)


def meaning(slot: Slot, values: Iterable[str], words: Words) -> Constraint:
    """The simplest constraint that holds for just these values: one value, a word all of them contain, or a choice."""
    wanted = sorted(set(values))
    every = [value for value, _ in slot.values]
    if len(wanted) == 1 and slot.type != "list":
        return Constraint(slot.name, "==", wanted[0])
    spoken = " ".join(words)
    plural = next((tail for value in wanted if (tail := " ".join(value.casefold().split()[-len(words) :])) and plain_words(tail) == words), spoken)
    for part in (plural, spoken):
        if [value for value in sorted(every) if part in value.casefold()] == wanted:
            return Constraint(slot.name, "contains", part)
    return Constraint(slot.name, "contains", wanted[0]) if len(wanted) == 1 else _one_of(slot.name, wanted)


def _one_of(slot: str, values: Sequence[str], hard: bool = True) -> Constraint:
    return Constraint(slot, "==", values[0], hard) if len(values) == 1 else Constraint(slot, "in", tuple(values), hard)


def _rows(table: Iterable[Iterable[str]]) -> list[list[Words]]:
    return [[plain_words(phrase) for phrase in row] for row in table]


RULES: Mapping[str, Callable[[Slot], Iterator[Naming]]] = {
    "kind": _kinds,
    "category": _categories,
    "color": _colors,
    "material": _materials,
    "brand": _brands,
    "audience": _audiences,
    "size": _sizes,
}
