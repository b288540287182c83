"""Whether an item is what a simulated shopper wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chat.evaluation.simulation.goals import Predicate
from retrieval.constraints import Constraint, holds
from retrieval.item import Item


def meets(predicate: Predicate, item: Item) -> bool:
    """Whether the item meets the predicate. Where the shop does not say, only a negative predicate is met.

    Words match without case. `==` on a list: one of its elements is the value; `contains`: an element, or the text, has the
    value in it; `contains_any`: the same for at least one of several values.
    """
    if predicate.op == "contains_any":
        return holds(Constraint(predicate.slot, "contains", predicate.value), item)  # several values there: any of them
    return holds(Constraint(predicate.slot, predicate.op, predicate.value), item)


def meets_all(predicates: Iterable[Predicate], item: Item) -> bool:
    return all(meets(each, item) for each in predicates)


def valid_items(predicates: Sequence[Predicate], items: Iterable[Item]) -> list[Item]:
    """The items of a catalog that meet all predicates, by looking at every one."""
    return [item for item in items if meets_all(predicates, item)]
