"""A typed wish about one slot, and whether an item meets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from retrieval.item import Item, Value

Operator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not_in", "contains", "not_contains"]
OPERATORS: tuple[str, ...] = get_args(Operator)
NEGATIVE = {"!=", "not_in", "not_contains"}
NUMERIC = {"<", "<=", ">", ">="}


@dataclass(frozen=True)
class Constraint:
    """`slot operator value`. A hard one decides whether an item may be shown, a soft one only how high."""

    slot: str
    operator: Operator
    value: Value
    hard: bool = True

    def __str__(self) -> str:
        value = ", ".join(self.value) if isinstance(self.value, tuple) else self.value
        return f"{self.slot} {self.operator} {value}"


def holds(constraint: Constraint, item: Item) -> bool:
    """Whether the item meets the constraint. Where the shop does not say, only a negative constraint holds."""
    have = item.value(constraint.slot)
    negative = constraint.operator in NEGATIVE
    if have is None:
        return negative
    if constraint.operator in NUMERIC:
        return _compare(have, constraint.operator, constraint.value)
    wanted = constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
    whole = constraint.operator not in ("contains", "not_contains")
    return any(_same(have, each, whole) for each in wanted) != negative


def _compare(have: Value, operator: str, wanted: Value) -> bool:
    if isinstance(have, bool) or not isinstance(have, (int, float)) or not isinstance(wanted, (int, float)):
        return False
    return {"<": have < wanted, "<=": have <= wanted, ">": have > wanted, ">=": have >= wanted}[operator]


def _same(have: Value, wanted: Value, whole: bool) -> bool:
    if isinstance(have, tuple):
        return any(_same(each, wanted, whole) for each in have)
    if isinstance(have, str) and isinstance(wanted, str):
        mine, theirs = have.casefold(), wanted.casefold()
        return mine == theirs if whole else theirs in mine
    return have == wanted
