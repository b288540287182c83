"""What a compound says of the thing: its use behind it, a quality or another name before it."""

from __future__ import annotations

from typing import Any

import pytest

from chat.state import DialogueState, Offer, flatten
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

SHOP = Vocabulary(
    [
        Item("d", "Mesh Desk Chair", material="leather", attributes={"kind": "desk chair"}),
        Item("k", "Camp Chair", attributes={"kind": "camping chair"}),
        Item("r", "Tempo Running Shoes", attributes={"kind": "running shoes"}),
        Item("s", "City Sneakers", attributes={"kind": "sneakers"}),
        Item("j", "Duck Rain Jacket", attributes={"kind": "rain jacket", "waterproof": True}),
        Item("f", "Cub Fleece Jacket", attributes={"kind": "fleece jacket", "waterproof": False}),
        Item("c", "Cabin Suitcase", attributes={"kind": "suitcase", "features": ("carry-on size", "four wheels")}),
        Item("l", "Long Suitcase", attributes={"kind": "suitcase", "features": ("four wheels",)}),
        Item("h", "Beacon Headlamp", attributes={"kind": "headlamp", "power": "USB rechargeable"}),
        Item("g", "Camp Headlamp", attributes={"kind": "headlamp", "power": "3 AAA batteries"}),
        Item("o", "Gas Camping Stove", attributes={"kind": "camping stove", "power": "gas canister"}),
        Item("w", "Twig Camping Stove", attributes={"kind": "camping stove", "power": "wood"}),
        Item("m", "Mesh Bag", material="mesh", attributes={"kind": "tote bag"}),
        Item("x", "Loop Sweater", attributes={"kind": "sweater"}),
        Item("b", "Metro Bag", attributes={"kind": "messenger bag"}),
    ]
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a chair for my home office", {"kind": "desk chair"}),
        ("a chair for the office please", {"kind": "desk chair"}),
        ("shoes for running", {"kind": "running shoes"}),
        ("a chair for camping", {"kind": "camping chair"}),
        ("a bag for my laptop", {"kind": ["messenger bag", "suitcase", "tote bag"]}),
        ("a waterproof jacket", {"waterproof": True, "kind": "jacket"}),
        ("a carry-on suitcase", {"features": "carry-on size", "kind": "suitcase"}),
        ("a rechargeable headlamp", {"kind": "headlamp", "power": "rechargeable"}),
        ("a headlamp, rechargeable", {"kind": "headlamp", "power": "rechargeable"}),
    ],
)
def test_compounds(said: str, expected: dict[str, Any]) -> None:
    assert flatten(read_by_rule(said, DialogueState(), SHOP, ()).act.constraints) == expected


@pytest.mark.parametrize("said", ["I don't want to mess around with gas", "no gas please", "without gas"])
def test_a_part_of_what_is_stated_is_denied(said: str) -> None:
    state = DialogueState(constraints=(Constraint("kind", "==", "camping stove"),), shown=("o", "w"))
    wishes = flatten(read_by_rule(said, state, SHOP, ()).act.constraints)
    assert wishes["not_power"] == "gas"
    assert set(wishes) <= {"not_power", "not_title"}


@pytest.mark.parametrize("said", ["I don't want to mess about", "maybe something smaller, a two seater?", "what a mess"])
def test_words_of_the_language_are_no_slips(said: str) -> None:
    assert not read_by_rule(said, DialogueState(constraints=(Constraint("kind", "==", "desk chair"),)), SHOP, ()).act.constraints


def test_turned_down_and_why() -> None:
    shown = (SHOP.entitled("desk")[0], SHOP.entitled("camp")[0])
    state = DialogueState(constraints=(Constraint("kind", "contains", "chair"),), shown=tuple(each.id for each in shown))
    act = read_by_rule("leather gets too hot for me so not that one", state, SHOP, shown).act
    assert (act.name, act.like, act.items, flatten(act.constraints)) == ("refine", False, ("d",), {"not_material": "leather"})


@pytest.mark.parametrize("said", ["what would I have to spend then?", "how much would I have to pay?"])
def test_the_price_is_asked_for_where_another_way_was_offered_first(said: str) -> None:
    dimmable, limit = Constraint("dimmable", "==", True), Constraint("price", "<=", 100)
    state = DialogueState(constraints=(Constraint("kind", "==", "headlamp"), dimmable, limit), offer=Offer(dimmable, None))
    act = read_by_rule(said, state, SHOP, ()).act
    assert (act.name, act.drop) == ("refine", ("price",))


def test_what_is_described_comes_before_the_cheapest() -> None:
    shown = [Item("c", "Cabin Suitcase", description="A hard shell.", price=90.0, attributes={"kind": "suitcase"})]
    state = DialogueState(constraints=(Constraint("kind", "==", "suitcase"),), sort="price", shown=("c",))
    assert "sort" in read_by_rule("hmm I'd prefer a hard shell", state, SHOP, shown).act.drop
    assert "sort" not in read_by_rule("without wheels", state, SHOP, shown).act.drop
