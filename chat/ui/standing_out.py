"""What one item of a list has over all the others: the lowest price, the best rating, the least weight. Told on its card, once an item."""

from __future__ import annotations

from collections.abc import Sequence

from chat.comparison import best
from chat.ui.texts import Texts
from retrieval.item import Item
from retrieval.slots import label_of

FEWEST = 3  # items: between two the comparison says more
FIRST = ("price", "rating")
WORDS = {"price": "lowest_price", "rating": "best_rated", "weight": "lightest", "battery": "longest_battery"}  # label of the slot -> text


def standing_out(items: Sequence[Item], texts: Texts) -> dict[str, str]:
    """Item id -> what it alone is best at among these. All must state it: the lightest of those that say so may not be the lightest."""
    if len(items) < FEWEST:
        return {}
    slots = dict.fromkeys([*FIRST, *(slot for item in items for slot in item.attributes if label_of(slot) in WORDS)])
    told: dict[str, str] = {}
    for slot in slots:
        values = [item.value(slot) for item in items]
        ahead = best(slot, values) if None not in values else ()
        if len(ahead) == 1:
            told.setdefault(items[ahead[0]].id, getattr(texts, WORDS[label_of(slot)]))
    return told
