"""Filters as typed on the command line."""

from __future__ import annotations

import pytest

from core.errors import BadInput
from retrieval.conditions import parse_condition
from retrieval.constraints import Constraint, Operator
from retrieval.item import Value
from retrieval.retriever import Retriever


@pytest.mark.parametrize(
    ("text", "slot", "operator", "value"),
    [
        ("price<=150", "price", "<=", 150.0),
        ("price >= $1,200.50", "price", ">=", 1200.5),
        ("price<3", "price", "<", 3.0),
        ("rating > 4", "rating", ">", 4.0),
        ("stock=0", "stock", "==", 0.0),
        ("color==black", "color", "==", "black"),
        ("color = black", "color", "==", "black"),
        ("Color != 'dark blue'", "color", "!=", "dark blue"),
        ("color in black|navy", "color", "in", ("black", "navy")),
        ("color not in black | navy", "color", "not_in", ("black", "navy")),
        ("color not_in black", "color", "not_in", ("black",)),
        ("title contains boots", "title", "contains", "boots"),
        ("features not contains hood", "features", "not_contains", "hood"),
        ("features not_contains pit zips", "features", "not_contains", "pit zips"),
        ("waterproof==yes", "waterproof", "==", True),
        ("waterproof != true", "waterproof", "!=", True),
        ("weight_g<=500", "weight_g", "<=", 500.0),
        ("weight g < 500", "weight_g", "<", 500.0),
        ("id==b-1", "id", "==", "b-1"),
        ("kind contains in", "kind", "contains", "in"),
    ],
)
def test_conditions(retriever: Retriever, text: str, slot: str, operator: Operator, value: Value) -> None:
    assert parse_condition(text, retriever.vocabulary) == Constraint(slot, operator, value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "cannot be read"),
        ("price", "cannot be read"),
        ("price<=", "cannot be read"),
        ("price<<150", "cannot be read"),
        ("<=150", "cannot be read"),
        ("price<=cheap", "needs a number"),
        ("price<=nan", "needs a number"),
        ("wings==2", "has no 'wings' to filter on: it has category, kind"),
        ("color<3", "compares words by size"),
        ("waterproof==maybe", "needs yes or no"),
        ("color in |", "cannot be read"),
    ],
)
def test_bad_conditions_are_told(retriever: Retriever, text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_condition(text, retriever.vocabulary)
