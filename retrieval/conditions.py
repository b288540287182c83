"""Reads a filter as typed on the command line: 'price<=150', 'color==black', 'color in black|navy', 'title contains boots'."""

from __future__ import annotations

import re
from typing import get_args

from core.errors import BadInput
from retrieval.cells import amount
from retrieval.constraints import NUMERIC, Constraint, Operator
from retrieval.item import Value
from retrieval.vocabulary import Vocabulary

WORDED = ("not_contains", "not contains", "contains", "not_in", "not in", "in")
SIGNS = ("==", "!=", "<=", ">=", "<", ">", "=")
CONDITION = re.compile(rf"\s*(?P<slot>\w[\w ]*?)\s*(?:(?P<sign>{'|'.join(SIGNS)})|\s(?P<word>{'|'.join(WORDED)})\s)\s*(?P<value>.*?)\s*", re.IGNORECASE)
CHOICE = "|"  # between the values of `in`
HELP = "write slot, operator and value, such as 'price<=150', 'color==black', 'color in black|navy' or 'title contains boots'"


def parse_condition(text: str, vocabulary: Vocabulary) -> Constraint:
    """The hard constraint a condition means, its value in the type of the slot. Raises BadInput that says what is wrong and what there is."""
    found = CONDITION.fullmatch(text)
    if found is None or not found["value"] or found["value"][0] in "<>=!":
        raise BadInput(f"the condition {text!r} cannot be read: {HELP}")
    slot = found["slot"].strip().casefold().replace(" ", "_")
    operator = _operator(found["sign"] or found["word"])
    known = {each.name: each for each in vocabulary.slots()}
    if slot not in known and slot not in ("id", "title", "description", "currency"):
        raise BadInput(f"the catalog has no {slot!r} to filter on: it has {', '.join(known)}")
    kind = known[slot].type if slot in known else "text"
    raw = found["value"].strip("\"'")
    if operator in ("in", "not_in"):
        values = [each.strip() for each in raw.split(CHOICE) if each.strip()]
        if not values:
            raise BadInput(f"the condition {text!r} cannot be read: {HELP}")
        return Constraint(slot, operator, tuple(values))
    return Constraint(slot, operator, _value(raw, kind, operator, text))


def _operator(written: str) -> Operator:
    plain = "==" if written == "=" else written.casefold().replace(" ", "_")
    return next(each for each in get_args(Operator) if each == plain)


def _value(raw: str, kind: str, operator: Operator, text: str) -> Value:
    if kind == "number" or operator in NUMERIC:
        if kind != "number":
            raise BadInput(f"the condition {text!r} compares words by size: use == or contains")
        try:
            return amount(raw)
        except ValueError:
            raise BadInput(f"the condition {text!r} needs a number after {operator}") from None
    if kind == "boolean":
        if raw.casefold() not in ("yes", "true", "no", "false"):
            raise BadInput(f"the condition {text!r} needs yes or no after {operator}")
        return raw.casefold() in ("yes", "true")
    return raw
