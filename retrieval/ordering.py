"""The order of scored items: by score, or by a slot of numbers among those that are relevant."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.extent import extent
from retrieval.item import Item
from retrieval.query import Query

RELEVANT = 0.6  # with a sort order and no kind asked for, items that score less than this share of the best are left out first


def relevant(found: np.ndarray, query: Query) -> np.ndarray:
    """(items,) bool, of their scores: everything where nothing is described or the kind of thing is given."""
    described = bool(query.text.strip() or query.photo is not None or query.like)
    settled = not described or any(each.slot in ("kind", "category") for each in query.hard)
    return np.asarray(settled | (found >= RELEVANT * found.max(initial=0.0)))


def ordered(items: Sequence[Item], found: np.ndarray, query: Query) -> list[int]:
    """Places by score, or by the number sorted by among the relevant ones; ties by price, then by catalog order."""
    price = [item.price if item.price is not None else float("inf") for item in items]
    best = sorted(range(len(items)), key=lambda place: (-found[place], price[place], place))
    if not query.sort or not best:
        return best
    worth = relevant(found, query)
    kept = [place for place in best if worth[place]]
    numbers = {place: value for place in kept if (value := number_of(items[place], query.sort.removeprefix("-"))) is not None}
    sign = -1 if query.sort.startswith("-") else 1
    return sorted(numbers, key=lambda place: sign * numbers[place]) + [place for place in kept if place not in numbers]


def number_of(item: Item, slot: str) -> float | None:
    """The item's number for a slot, None where the shop does not say or says it in words; a size in words is as large as its sides."""
    value = item.value(slot)
    if slot == "size" and isinstance(value, str):
        return extent(value)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
