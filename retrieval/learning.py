"""What opening a catalog has to know of all its items, gathered in one pass while it is ingested: a million items are not gone through again."""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from retrieval.assortment import HeadLearner
from retrieval.called import CalledLearner, Noun
from retrieval.item import FIELDS, Item, Value
from retrieval.meanings import narrowest
from retrieval.models import model_of
from retrieval.slots import Slot, SlotLearner
from retrieval.uses import Use, UseLearner
from retrieval.words import plain_words

MOST_STATED = 2000  # words of one slot that are told apart within one kind of thing
MOST_THINGS = 20_000  # pairs of kind and category; a shop with more has none that help
MOST_TITLE_WORDS = 300_000  # different words of titles that items are found by


@dataclass
class Thing:
    """The items of one kind and category: how many there are, how many state each slot, and the words they state."""

    count: int = 0
    stating: dict[str, int] = field(default_factory=dict)
    words: dict[str, dict[str, None]] = field(default_factory=dict)

    def see(self, item: Item) -> None:
        self.count += 1
        for name in (*FIELDS, *item.attributes):
            if (value := item.value(name)) is not None:
                self.stating[name] = self.stating.get(name, 0) + 1
                known = self.words.setdefault(name, {})
                if len(known) < MOST_STATED:
                    known.update(dict.fromkeys(in_words(value)))


@dataclass(frozen=True, eq=False)
class Places:
    """Rows by a key of 32 bits, in catalog order: `keys` is (rows,) uint32, sorted, `rows` (rows,) uint32 beside it. Keys may collide."""

    keys: np.ndarray
    rows: np.ndarray

    @staticmethod
    def of(keys: Sequence[int]) -> Places:
        found = np.array(keys, np.uint32)
        order = np.argsort(found, kind="stable")
        return Places(found[order], order.astype(np.uint32))

    def at(self, text: str) -> list[int]:
        """The rows whose text may be this one; the caller looks at them."""
        key = np.uint32(key_of(text))
        return [int(row) for row in self.rows[np.searchsorted(self.keys, key) : np.searchsorted(self.keys, key, side="right")]]


@dataclass(frozen=True, eq=False)
class Learned:
    """`kind_of` is (items,) int32 places in `kinds`, the narrowest names of things, -1 for none; `titled` maps a word to (rows,) uint32."""

    count: int
    slots: tuple[Slot, ...]
    things: Mapping[tuple[str, str], Thing]
    uses: tuple[Use, ...]
    nouns: tuple[Noun, ...]
    heads: tuple[str, ...]
    kinds: tuple[str, ...]
    kind_of: np.ndarray
    titled: Mapping[str, np.ndarray]
    models: Places
    ids: Places


class Learner:
    """Sees every item of a catalog once, in order."""

    def __init__(self) -> None:
        self._slots, self._uses, self._nouns, self._heads = SlotLearner(), UseLearner(), CalledLearner(), HeadLearner()
        self._things: dict[tuple[str, str], Thing] = {}
        self._kinds: dict[str, int] = {}
        self._kind_of, self._models, self._ids = array("i"), array("L"), array("L")
        self._titled: dict[str, array[int]] = defaultdict(lambda: array("I"))

    def see(self, item: Item) -> None:
        row = len(self._ids)
        for learner in (self._slots, self._uses, self._nouns, self._heads):
            learner.see(item)
        pair = str(item.value("kind") or ""), item.category
        if pair in self._things or len(self._things) < MOST_THINGS:
            self._things.setdefault(pair, Thing()).see(item)
        name = narrowest(item)
        self._kind_of.append(self._kinds.setdefault(name, len(self._kinds)) if name else -1)
        for word in set(plain_words(item.title)):
            if word in self._titled or len(self._titled) < MOST_TITLE_WORDS:
                self._titled[word].append(row)
        self._models.append(key_of(model_of(item)))
        self._ids.append(key_of(item.id))

    def learned(self) -> Learned:
        return Learned(
            count=len(self._ids),
            slots=tuple(self._slots.slots()),
            things=self._things,
            uses=self._uses.uses(),
            nouns=tuple(self._nouns.nouns()),
            heads=self._heads.heads(),
            kinds=tuple(self._kinds),
            kind_of=np.array(self._kind_of, np.int32),
            titled={word: np.array(rows, np.uint32) for word, rows in self._titled.items()},
            models=Places.of(self._models),
            ids=Places.of(self._ids),
        )


def learn(items: Iterable[Item]) -> Learned:
    """What these items teach."""
    learner = Learner()
    for item in items:
        learner.see(item)
    return learner.learned()


def in_words(value: Value) -> tuple[str, ...]:
    """The words of a value, none for numbers and truths."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def key_of(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", errors="surrogatepass"))
