"""Predicates over the items shown, with references to the list before the turn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chat.evaluation.predicates import Shown, Unresolved, check_slots, fulfils, meets, wrong_items
from chat.evaluation.script import Dialogue, Expectation, ItemsExpected, Turn
from core.errors import BadInput
from retrieval.item import Item

BOOTS = Item(
    "b-1",
    "Alpine Boots",
    price=100,
    color="black",
    audience="unisex",
    attributes={"kind": "hiking boots", "waterproof": True, "features": ("warm lining", "hood")},
)
SHOES = Item("s-1", "City Shoes", price=60, color="red", attributes={"kind": "shoes", "waterproof": False})
SHOWN = Shown((BOOTS, SHOES))


@pytest.mark.parametrize(
    ("slot", "spec", "holds"),
    [
        ("kind", "Hiking Boots", True),
        ("kind", "boots", False),
        ("kind", {"contains": "boots"}, True),
        ("price", 100, True),
        ("price", {">=": 50, "<=": 90}, False),
        ("price", {"<": 101, ">": 99}, True),
        ("color", ["red", "black"], True),
        ("color", {"not_in": ["red", "black"]}, False),
        ("features", "hood", True),
        ("features", "lining", False),
        ("features", {"contains": "lining"}, True),
        ("features", {"not_contains": "lining"}, False),
        ("waterproof", True, True),
        ("waterproof", {"!=": True}, False),
        ("material", "leather", False),
        ("material", {"!=": "leather"}, True),
        ("material", None, True),
        ("color", None, False),
        ("price", {"<": "previous.max"}, False),
        ("price", {"<=": "previous.max"}, True),
        ("price", {">": "previous.min"}, True),
        ("price", {"==": "shown[1].price"}, True),
        ("price", {">": "0.5 * previous.max"}, True),
        ("price", {"<": "0.5 * previous.max"}, False),
        ("price", {"<": "previous.min + 41"}, True),
        ("price", {"<=": "previous.min * 1.5"}, False),
        ("id", "previous.first", True),
        ("color", "previous.first.color", True),
        ("color", "shown[2].color", False),
        ("color", {"in": ["shown[2].color", "black"]}, True),
    ],
)
def test_one_item(slot: str, spec: Any, holds: bool) -> None:
    assert fulfils(BOOTS, slot, spec, SHOWN) is holds


@pytest.mark.parametrize("spec", ["shown[3].price", {"<": "previous.min.weight_g"}, {"<": "shown[1].material"}, {"<": "2 * shown[1].color"}])
def test_what_was_not_shown_cannot_be_referred_to(spec: Any) -> None:
    with pytest.raises(Unresolved):
        fulfils(BOOTS, "price", spec, SHOWN)
    with pytest.raises(Unresolved):
        fulfils(BOOTS, "price", {"<": "previous.min"}, Shown())


def test_nothing_of_a_script_is_evaluated() -> None:
    assert SHOWN.value("__import__('os')") == "__import__('os')"
    assert SHOWN.value("previous.min * previous.max") == "previous.min * previous.max"  # one reference, one number: anything else is plain text


@pytest.mark.parametrize(
    ("expected", "items", "move", "right"),
    [
        (ItemsExpected(all={"price": {"<=": 100}}), [BOOTS, SHOES], "recommend", True),
        (ItemsExpected(all={"price": {"<": 100}}), [BOOTS, SHOES], "recommend", False),
        (ItemsExpected(all={"price": {"<": 100}}), [], "recommend", False),
        (ItemsExpected(all={"price": {"<": 100}}), [], "clarify", False),
        (ItemsExpected(all={"price": {"<": 100}}), [], "chat", True),
        (ItemsExpected(none={"color": "red", "material": "leather"}), [BOOTS], "recommend", True),
        (ItemsExpected(none={"color": "red", "material": "leather"}), [SHOES], "recommend", False),
        (ItemsExpected(any={"color": "red", "price": 60}), [BOOTS, SHOES], "recommend", True),
        (ItemsExpected(any={"color": "red", "price": 100}), [BOOTS, SHOES], "recommend", False),
        (ItemsExpected(any={"color": "red"}), [], "chat", False),
        (ItemsExpected(first={"id": "b-1"}), [BOOTS, SHOES], "recommend", True),
        (ItemsExpected(first={"id": "s-1"}), [BOOTS, SHOES], "recommend", False),
        (ItemsExpected(first={"id": "s-1"}), [], "recommend", False),
        (ItemsExpected(count=2), [BOOTS, SHOES], "recommend", True),
        (ItemsExpected(count={">=": 1, "<": 2}), [BOOTS, SHOES], "recommend", False),
        (ItemsExpected(include=("s-1",)), [BOOTS], "recommend", False),
        (ItemsExpected(exclude=("previous.first",)), [BOOTS], "recommend", False),
        (ItemsExpected(exclude=("shown[2].id",)), [BOOTS], "recommend", True),
        (ItemsExpected(all={"price": {"<": "shown[9].price"}}), [SHOES], "recommend", False),
    ],
)
def test_what_is_shown(expected: ItemsExpected, items: list[Item], move: str, right: bool) -> None:
    assert (wrong_items(expected, items, move, SHOWN) == []) is right


def test_a_plain_value() -> None:
    assert meets(60.0, {">=": 50, "<=": 70}, SHOWN) and not meets(80, {"<=": 70}, SHOWN)


@pytest.mark.parametrize(
    "expect",
    [
        Expectation(items=ItemsExpected(all={"watterproof": True})),
        Expectation(items=ItemsExpected(none={"weight": 3})),
        Expectation(state={"max_weight": 3}),
    ],
)
def test_a_slot_that_the_catalog_does_not_have_is_an_error(expect: Expectation) -> None:
    with pytest.raises(BadInput, match="which is no slot of this catalog"):
        check_slots(Dialogue("x", Path("x.yaml"), (Turn(say="hi", expect=expect),)), [BOOTS, SHOES])


def test_fields_are_slots_even_where_no_item_states_them() -> None:
    expect = Expectation(state={"not_material": "leather", "max_price": 5}, items=ItemsExpected(none={"brand": "X", "features": "hood"}))
    check_slots(Dialogue("x", Path("x.yaml"), (Turn(say="hi", expect=expect),)), [BOOTS, SHOES])
