"""When nothing matches: the smallest change to one constraint that brings results."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrieval.constraints import NEGATIVE, NUMERIC, Constraint
from retrieval.item import Item
from retrieval.query import Query, Relaxation

LAST_RESORT = ("category", "kind")  # another kind of thing is no answer; given up only if nothing else helps
HARM = {"size": 0.9, "audience": 0.8, "material": 0.6, "brand": 0.5, "color": 0.45}  # what it costs the shopper to give a slot up
ATTRIBUTE_HARM = 0.55
NEGATED_HARM = 0.7  # "not leather" is said on purpose


def relaxations(query: Query, matching: Callable[[Sequence[Constraint]], Sequence[Item]]) -> list[Relaxation]:
    """One change for each hard constraint that alone stands in the way, the least harmful first.

    A numeric bound moves to the nearest value that works, anything else is dropped. `matching` gives the items for constraints.
    """
    found: list[tuple[float, Relaxation]] = []
    for constraint in query.hard:
        others = tuple(each for each in query.hard if each is not constraint)
        items = [item for item in matching(others) if item.id not in query.exclude]
        if not items:
            continue
        moved = _moved(constraint, items) if constraint.operator in NUMERIC else None
        count = len(items) if moved is None else sum(_meets(moved, item) for item in items)
        if constraint.operator in NUMERIC and moved is None and all(item.value(constraint.slot) is None for item in items):
            moved, count = None, len(items)
        found.append((_harm(constraint, moved), Relaxation(constraint, moved, count)))
    found.sort(key=lambda pair: pair[0])
    gentle = [relaxation for _, relaxation in found if relaxation.constraint.slot not in LAST_RESORT]
    return gentle + [relaxation for _, relaxation in found if relaxation.constraint.slot in LAST_RESORT]


def _moved(constraint: Constraint, items: Sequence[Item]) -> Constraint | None:
    """The bound at the nearest value any item has, None where no item states the slot."""
    values = [float(value) for value in (item.value(constraint.slot) for item in items) if isinstance(value, (int, float)) and not isinstance(value, bool)]
    if not values:
        return None
    upper = constraint.operator in ("<", "<=")
    return Constraint(constraint.slot, "<=" if upper else ">=", min(values) if upper else max(values), constraint.hard)


def _meets(constraint: Constraint, item: Item) -> bool:
    value = item.value(constraint.slot)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isinstance(constraint.value, (int, float)):
        return False
    return value <= constraint.value if constraint.operator == "<=" else value >= constraint.value


def _harm(constraint: Constraint, moved: Constraint | None) -> float:
    if moved is not None and isinstance(moved.value, (int, float)) and isinstance(constraint.value, (int, float)):
        step = abs(moved.value - constraint.value) / max(abs(constraint.value), 1e-9)
        return min(step, 2.0)  # a price half as high again hurts about as much as another colour
    if constraint.operator in NEGATIVE:
        return NEGATED_HARM
    return HARM.get(constraint.slot, ATTRIBUTE_HARM)
