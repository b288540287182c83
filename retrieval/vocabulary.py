"""What a catalog can be asked for, learned from its items: slots, their values and ranges, and how shoppers name them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from retrieval.asked_words import ASKED
from retrieval.called import called
from retrieval.chosen import Chosen
from retrieval.constraints import Constraint, holds
from retrieval.item import Item
from retrieval.learning import Learned, Thing, learn
from retrieval.mentions import Mention, Phrases
from retrieval.models import model_of
from retrieval.slots import Slot, label_of
from retrieval.words import plain_word, plain_words

WEAK = {"how much"}  # asks for the price only where nothing else is named: "how much does it hold"
MOST_ENTITLED = 2000  # items that are looked through for one word of a title or one model

__all__ = ["Mention", "Slot", "Vocabulary"]


class Vocabulary:
    """Slots and phrases of one catalog. Built once when the catalog is opened; afterwards read only."""

    def __init__(self, items: Sequence[Item], learned: Learned | None = None) -> None:
        """`learned` is what was learned of these items at ingest; without it they are all gone through now."""
        self._items = items
        self._learned = learned = learned or learn(items)
        self._slots = {slot.name: slot for slot in learned.slots}
        self._asked = {name: _asked_as(name) for name in self._slots}
        self.count = learned.count
        self.uses = learned.uses
        stated: dict[str, set[str]] = defaultdict(set)  # kind -> slots its items state
        categories: dict[str, set[str]] = defaultdict(set)  # kind -> categories it appears in
        for (kind, category), thing in learned.things.items():
            stated[kind].update(thing.stating.keys() & self._slots.keys())
            categories[kind].add(category)
        self._phrases = Phrases(list(self._slots.values()), dict(stated), dict(categories), called(learned.nouns))

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
        found: set[str] | None = None
        for thing in self._meeting(needs):
            if slot in thing.words:
                found = (found or set()) | thing.words[slot].keys()
        return found

    def mostly_stated(self, needs: Iterable[Constraint], slot: str) -> bool:
        """Whether most of the things meeting `needs`, constraints on kind and category, state a slot.

        Jeans are for somebody, and one candle in three is for women.
        """
        things = self._meeting(needs)
        return sum(thing.stating.get(slot, 0) for thing in things) > sum(thing.count for thing in things) / 2

    def _meeting(self, needs: Iterable[Constraint]) -> list[Thing]:
        """The things that meet constraints on kind and category."""
        wanted = list(needs)
        return [
            thing
            for (kind, category), thing in self._learned.things.items()
            if all(holds(each, Item("", "", category=category, attributes={"kind": kind})) for each in wanted)
        ]

    def category_of(self, name: str) -> str:
        """The category most things of that narrowest name are in, "" for an unknown name."""
        numbers: Counter[str] = Counter()
        for (kind, category), thing in self._learned.things.items():
            if (kind or category) == name:
                numbers[category] += thing.count
        return numbers.most_common(1)[0][0] if numbers else ""

    def titled(self, word: str) -> int:
        """How many titles have the word."""
        return len(self._learned.titled.get(plain_word(word), ()))

    def entitled(self, word: str) -> Sequence[Item]:
        """The items whose titles have the word, the first MOST_ENTITLED of them; read as they are looked at."""
        return Chosen(self._items, [int(row) for row in self._learned.titled.get(plain_word(word), ())[:MOST_ENTITLED]])

    def colorways(self, item: Item) -> Sequence[Item]:
        """The items that are the same model as this one, itself among them."""
        model = model_of(item)
        near = (self._items[row] for row in self._learned.models.at(model)[:MOST_ENTITLED])
        return [each for each in near if each.category == item.category and model_of(each) == model] or [item]

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


def _asked_as(slot: str) -> list[str]:
    """Plain phrases that ask for a slot: its own name, and what people say for the words of it."""
    own = plain_words(label_of(slot))
    asked = [phrase for key, phrases in ASKED.items() if key == slot or key in own for phrase in phrases]
    return [" ".join(own), *(" ".join(plain_words(phrase)) for phrase in asked)]
