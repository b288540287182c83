"""Constraints as Qdrant filters on a payload of typed cells. `retrieval.constraints.holds` is the reference."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qdrant_client import models

from retrieval.constraints import NEGATIVE, NUMERIC, Constraint
from retrieval.filters import Columns
from retrieval.item import Item, Value

LARGEST = sys.float_info.max  # stands for infinity, which JSON cannot carry
NOTHING = models.HasIdCondition(has_id=[])
RANGES = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}


def payload(item: Item, columns: Mapping[str, Columns]) -> dict[str, Any]:
    """What a point says of an item: casefolded words, a number or yes/no for each slot that is stated."""
    told: dict[str, Any] = {}
    for slot, names in columns.items():
        value = item.value(slot)
        if isinstance(value, bool):
            told[names.truth] = value
        elif isinstance(value, (int, float)):
            if not math.isnan(value):
                told[names.number] = _finite(value)
        elif value:
            told[names.words] = [each.casefold() for each in ([value] if isinstance(value, str) else value)]
    return told


def filter_of(constraints: Sequence[Constraint], columns: Mapping[str, Columns], exclude: Iterable[int] = ()) -> models.Filter:
    """All constraints and the rows left out as one filter."""
    found = models.Filter(must=[_condition(each, columns.get(each.slot, Columns())) for each in constraints])
    left_out: list[Any] = sorted(exclude)
    if left_out:
        found.must_not = [models.HasIdCondition(has_id=left_out)]
    return found


def _condition(constraint: Constraint, columns: Columns) -> Any:
    value = constraint.value
    if constraint.operator in NUMERIC:
        if not columns.number or not isinstance(value, (int, float)) or math.isnan(value):
            return NOTHING
        return models.FieldCondition(key=columns.number, range=models.Range(**{RANGES[constraint.operator]: _finite(value)}))
    whole = constraint.operator not in ("contains", "not_contains")
    wanted = value if isinstance(value, tuple) else (value,)
    hits = [hit for each in wanted for hit in _hits(each, columns, whole)] or [NOTHING]
    return models.Filter(must_not=hits) if constraint.operator in NEGATIVE else models.Filter(should=hits)


def _hits(value: Value, columns: Columns, whole: bool) -> list[Any]:
    """Conditions, any of which means the slot has the value. In Python True equals 1, so here too."""
    if isinstance(value, str):
        if not columns.words:
            return []
        sought = value.casefold()
        match = models.MatchValue(value=sought) if whole else models.MatchSubstring(substring=sought)
        return [models.FieldCondition(key=columns.words, match=match)]
    if not isinstance(value, (int, float)) or math.isnan(value):
        return []
    hits: list[Any] = []
    if columns.number:
        hits.append(models.FieldCondition(key=columns.number, range=models.Range(gte=_finite(value), lte=_finite(value))))
    if columns.truth and value in (0, 1):
        hits.append(models.FieldCondition(key=columns.truth, match=models.MatchValue(value=value == 1)))
    return hits


def _finite(value: float) -> float:
    return max(-LARGEST, min(LARGEST, float(value)))
