"""Which two facts tell the items of a list apart at a glance."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from chat.ui.said_in import fact_in, slot_in
from chat.ui.texts import Texts
from chat.wording.facts import value_words
from retrieval.item import Item, Value

NOT_KEY = {"price", "rating", "reviews", "stock", "kind", "category", "brand", "title", "description", "currency", "features"}
FIELDS = ("material", "color", "size", "audience")
SHORT = 26  # characters; a longer value is for the details
FACTS = 2


def key_slots(items: Sequence[Item], wished: Collection[str]) -> list[str]:
    """The slots most of the items state, those whose values differ most first; what was wished is told elsewhere and comes last."""
    slots = dict.fromkeys([*(slot for item in items for slot in item.attributes), *FIELDS])

    def worth(slot: str) -> tuple[bool, float]:
        """Whether it tells anything new, and how well it tells the items apart."""
        values = [str(item.value(slot)) for item in items if usable(item.value(slot))]
        return slot not in wished, len(values) / len(items) * (1 + len(set(values)) / len(items))

    return sorted((slot for slot in slots if slot not in NOT_KEY and worth(slot)[1] > 0), key=worth, reverse=True)


def key_facts(item: Item, slots: Sequence[str], texts: Texts) -> list[tuple[str, str]]:
    """The item's own values for the first of these slots that it states: (slot, words)."""
    found = []
    for slot in slots:
        value = item.value(slot)
        if usable(value) and (words := words_for(slot, value, item, texts)) and len(words) <= SHORT:
            found.append((slot, words))
    return found[:FACTS]


def usable(value: Value | None) -> bool:
    return value not in (None, "", ())


def words_for(slot: str, value: Value | None, item: Item, texts: Texts) -> str:
    """Words are told bare ("nylon"), numbers and yes or no by name ("weight 480 g", "waterproof")."""
    if isinstance(value, bool):
        return slot_in(slot, texts) if value else fact_in(f"not {slot_in(slot, texts)}", texts)
    if isinstance(value, (int, float)):
        return f"{slot_in(slot, texts)} {value_words(slot, value, item.currency)}"
    return fact_in(value_words(slot, value, item.currency), texts) if value is not None else ""
