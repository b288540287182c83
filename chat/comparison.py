"""Items side by side: which facts differ, and whose value is the better where better is defined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.item import Item, Value
from retrieval.slots import label_of

MOST = 4  # items side by side
FIRST = ("price", "rating", "reviews", "brand", "color", "material", "size", "audience")
# Where one direction is better for nearly everybody; of other numbers (height, capacity, power) it depends on the shopper.
LESS_IS_BETTER = {"price", "weight", "noise", "charging time", "drying time"}
MORE_IS_BETTER = {"rating", "battery", "warranty", "burn time", "max load"}
NOT_COMPARED = {"kind", "category"}


@dataclass(frozen=True)
class Row:
    """One fact of every item, None where the shop does not say. `best` are the places of the better values, none where all are as good."""

    slot: str
    values: tuple[Value | None, ...]
    best: tuple[int, ...] = ()

    @property
    def differs(self) -> bool:
        return len({str(each) for each in self.values}) > 1


def side_by_side(items: Sequence[Item]) -> list[Row]:
    """A row a fact that any of them states: those that differ first, in the order shoppers ask."""
    slots = dict.fromkeys([*FIRST, *(name for item in items for name in item.attributes if name not in NOT_COMPARED)])
    facts = {slot: tuple(item.value(slot) for item in items) for slot in slots}
    rows = [Row(slot, values, best(slot, values)) for slot, values in facts.items() if any(usable(each) for each in values)]
    return sorted(rows, key=lambda row: not row.differs)


def best(slot: str, values: Sequence[Value | None]) -> tuple[int, ...]:
    """Places of the best of at least two different numbers, where better is defined for the slot."""
    label = label_of(slot)
    numbers = {at: float(each) for at, each in enumerate(values) if isinstance(each, (int, float)) and not isinstance(each, bool)}
    if len(set(numbers.values())) < 2 or label not in LESS_IS_BETTER | MORE_IS_BETTER:
        return ()
    target = (min if label in LESS_IS_BETTER else max)(numbers.values())
    return tuple(at for at, number in numbers.items() if number == target)


def usable(value: Value | None) -> bool:
    return value not in (None, "", ())
