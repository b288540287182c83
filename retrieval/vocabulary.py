"""What a catalog can be asked for, learned from its items: slots, their values and ranges, and how shoppers name them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from retrieval.asked_words import ASKED
from retrieval.called import called
from retrieval.constraints import Constraint, holds
from retrieval.item import Item, Value
from retrieval.mentions import Mention, Phrases
from retrieval.models import model_of, models
from retrieval.slots import Slot, label_of, learn_slots
from retrieval.uses import uses_of
from retrieval.words import plain_word, plain_words

WEAK = {"how much"}  # asks for the price only where nothing else is named: "how much does it hold"

__all__ = ["Mention", "Slot", "Vocabulary"]


class Vocabulary:
    """Slots and phrases of one catalog. Built once when the catalog is opened; afterwards read only."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._slots = {slot.name: slot for slot in learn_slots(items)}
        self._stated: dict[str, set[str]] = defaultdict(set)  # kind -> slots its items state
        for item in items:
            self._stated[str(item.value("kind") or "")].update(name for name in self._slots if item.value(name) is not None)
        self._asked = {name: _asked_as(name) for name in self._slots}
        self.count = len(items)
        self.uses = uses_of(items)
        self._models = models(items)
        self._titled: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            for word in set(plain_words(item.title)):
                self._titled[word].append(item)
        self._of_things: dict[tuple[str, str], dict[str, set[str]]] = {}  # (kind, category) -> slot -> the words its items state
        for item in items:
            stated = self._of_things.setdefault((str(item.value("kind") or ""), item.category), defaultdict(set))
            for name in self._slots:
                if (value := item.value(name)) is not None:
                    stated[name].update(_few_words(value))
        self._numbers: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)  # (kind, category) -> how many items, under "", and how many state a slot
        for item in items:
            self._numbers[str(item.value("kind") or ""), item.category].update(["", *(name for name in self._slots if item.value(name) not in (None, ""))])
        categories: dict[str, set[str]] = defaultdict(set)  # kind -> categories it appears in
        for item in items:
            categories[str(item.value("kind") or "")].add(item.category)
        self._phrases = Phrases(list(self._slots.values()), dict(self._stated), dict(categories), called(items))

    def slots(self) -> list[Slot]:
        """All slots that at least one item states, the fields first, then the attributes by frequency."""
        return list(self._slots.values())

    def slot(self, name: str) -> Slot | None:
        return self._slots.get(name)

    def mentions(self, text: str) -> list[Mention]:
        """Phrases of a text that name a value of the catalog, in order, the longest first where they overlap.

        Negation is not read here: "not leather" mentions leather, and the caller looks at what stands before `start`.
        """
        return self._phrases.find(text)

    def knows(self, word: str) -> bool:
        """Whether a word is part of any phrase that names a value of the catalog."""
        return self._phrases.knows(word)

    def values(self, slot: str) -> list[str]:
        """The words a slot can take, most frequent first."""
        found = self._slots.get(slot)
        return [value for value, _ in found.values] if found else []

    def stated_by(self, needs: Iterable[Constraint], slot: str) -> set[str] | None:
        """The words (none for numbers) that things meeting `needs`, constraints on kind and category, state for a slot; None where none states it."""
        wanted = list(needs)
        found: set[str] | None = None
        for (kind, category), stated in self._of_things.items():
            if slot in stated and all(holds(each, Item("", "", category=category, attributes={"kind": kind})) for each in wanted):
                found = (found or set()) | stated[slot]
        return found

    def mostly_stated(self, needs: Iterable[Constraint], slot: str) -> bool:
        """Whether most of the things meeting `needs`, constraints on kind and category, state a slot.

        Jeans are for somebody, and one candle in three is for women.
        """
        wanted = list(needs)
        every = Counter[str]()
        for (kind, category), numbers in self._numbers.items():
            if all(holds(each, Item("", "", category=category, attributes={"kind": kind})) for each in wanted):
                every.update(numbers)
        return every[slot] > every[""] / 2

    def titled(self, word: str) -> int:
        """How many titles have the word."""
        return len(self.entitled(word))

    def entitled(self, word: str) -> Sequence[Item]:
        """The items whose titles have the word."""
        return self._titled.get(plain_word(word), ())

    def colorways(self, item: Item) -> Sequence[Item]:
        """The items that are the same model as this one, itself among them."""
        return [each for each in self._models.get(model_of(item), ()) if each.category == item.category] or [item]

    def siblings(self, kind: str) -> list[str]:
        """The kinds a more general word covers together with this one: sneakers, running shoes and dress shoes are all shoes."""
        return self._phrases.siblings(kind)

    def slot_named(self, words: str, items: Iterable[Item] = ()) -> str | None:
        """The slot a question is about ("how heavy" -> weight_g), None if none is named.

        Where several fit (weight_g, weight_kg), the one that most of `items` state, else the most frequent.
        """
        text = f" {' '.join(plain_words(words))} "
        about = list(items)
        best: tuple[bool, int, int, int, str] | None = None
        for name, phrases in self._asked.items():
            length = max((1 if phrase in WEAK else len(phrase) for phrase in phrases if phrase and f" {phrase} " in text), default=0)
            if length:
                stated = sum(item.value(name) is not None for item in about)
                rank = (length > 1, stated if about else 0, length, self._slots[name].count, name)
                best = max(best, rank) if best else rank
        return best[-1] if best else None


def _few_words(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _asked_as(slot: str) -> list[str]:
    """Plain phrases that ask for a slot: its own name, and what people say for the words of it."""
    own = plain_words(label_of(slot))
    asked = [phrase for key, phrases in ASKED.items() if key == slot or key in own for phrase in phrases]
    return [" ".join(own), *(" ".join(plain_words(phrase)) for phrase in asked)]
