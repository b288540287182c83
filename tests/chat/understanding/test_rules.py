"""What the rules make of a shopper's words, on the starter catalog's own vocabulary."""

from __future__ import annotations

from typing import Any

import pytest

from chat.state import DialogueState, flatten
from chat.understanding.by_rule import RuleReading, read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

FIRST_WORDS: list[tuple[str, dict[str, Any]]] = [
    ("I need waterproof hiking boots under 150 dollars", {"kind": "hiking boots", "waterproof": True, "max_price": 150}),
    ("show me red or blue backpacks for my daughter", {"kind": "backpack", "color": ["red", "blue"], "audience": "kids"}),
    ("a tent for two people, no more than 300", {"kind": "tent", "size": "2 person", "max_price": 300}),
    ("wireless headphones between 100 and 200", {"kind": "headphones", "wireless": True, "min_price": 100, "max_price": 200}),
    ("anything but WildRunner running shoes", {"kind": "running shoes", "not_brand": "WildRunner"}),
    ("wild runner trail shoes", {"brand": "WildRunner"}),
    ("a mug that is dishwasher safe", {"kind": "mug", "dishwasher_safe": True}),
    ("boots, not leather", {"kind": "boots", "not_material": "leather"}),
    ("no leather boots", {"kind": "boots", "not_material": "leather"}),
    ("non-leather dress shoes", {"kind": "dress shoes", "not_material": "leather"}),
    ("jackets without a hood", {"kind": "jacket", "not_features": "hood"}),
    ("a backpack of at least 40 litres", {"kind": "backpack", "min_capacity_l": 40}),
    ("dark blue sweater", {"kind": "sweater", "color": "navy"}),
    ("a rucksack 20-50 euros", {"kind": "backpack", "min_price": 20, "max_price": 50}),
    ("trainers for women", {"kind": "sneakers", "audience": ["women", "unisex"]}),
    ("a kettle around 50", {"kind": "kettle", "min_price": 40, "max_price": 60}),
    ("a speaker with at least 20 hours of battery", {"min_battery_h": 20}),
    ("boots under one hundred and fifty dollars", {"kind": "boots", "max_price": 150}),
    ("a lamp for fourty dollars or less", {"max_price": 40}),
    ("a blanket, $80 max", {"kind": "blanket", "max_price": 80}),
]

FOLLOW_UPS: list[tuple[str, str, dict[str, Any]]] = [
    ("show me something cheaper", "refine", {"critiques": [("price", -1)]}),
    ("lighter ones", "refine", {"critiques": [("weight_g", -1)]}),
    ("in black", "refine", {"flat": {"color": "black"}}),
    ("not leather", "refine", {"flat": {"not_material": "leather"}}),
    ("actually under 100", "refine", {"flat": {"max_price": 100}}),
    ("instead of brown, black please", "refine", {"flat": {"not_color": "brown", "color": "black"}}),
    ("for kids", "refine", {"flat": {"audience": "kids"}}),
    ("the cheapest one", "refine", {"sort": "price"}),
    ("forget the price", "refine", {"drop": ("price",)}),
    ("any color is fine", "refine", {"drop": ("color",)}),
    ("show me more", "refine", {"topic": "more"}),
    ("I like the first one but in black", "refine", {"items": (1,), "flat": {"color": "black"}}),
    ("more like number 1", "refine", {"items": (1,)}),
    ("the second one", "pick", {"items": (2,)}),
    ("number two please", "pick", {"items": (2,)}),
    ("2", "pick", {"items": (2,)}),
    ("tell me more about the last one", "pick", {"items": (-1,)}),
    ("I'll take the first", "pick", {"items": (1,)}),
    ("compare 1 and 3", "compare", {"items": (1, 3)}),
    ("what is the difference between the first and the third?", "compare", {"items": (1, 3)}),
    ("which is better, 1 or 2?", "compare", {"items": (1, 2)}),
    ("is it waterproof?", "ask", {"slot": "waterproof", "items": (1,)}),
    ("how heavy is number two?", "ask", {"slot": "weight_g", "items": (2,)}),
    ("how much is the first one", "ask", {"slot": "price", "items": (1,)}),
    ("what material is it made of", "ask", {"slot": "material", "items": (1,)}),
    ("how heavy are they?", "ask", {"slot": "weight_g", "items": (1, 2, 3)}),
    ("for my wife", "refine", {"flat": {"audience": ["women", "unisex"]}}),
    ("why this one?", "ask", {"slot": "why", "items": (1,)}),
    ("I don't like the second one", "feedback", {"items": (2,), "like": False}),
    ("go back", "undo", {}),
    ("start over", "undo", {"topic": "restart"}),
    ("now I need a tent", "find", {"flat": {"kind": "tent"}}),
    ("no, I meant jackets", "find", {"flat": {"kind": "jacket"}}),
    ("thank you", "chat", {"topic": "thanks"}),
    ("thanks, bye", "chat", {"topic": "thanks"}),
]


@pytest.mark.parametrize(("said", "expected"), FIRST_WORDS, ids=[said for said, _ in FIRST_WORDS])
def test_first_words_start_a_search(said: str, expected: dict[str, Any], vocabulary: Vocabulary) -> None:
    reading = read_by_rule(said, DialogueState(), vocabulary, ())
    flat = flatten(reading.act.constraints)
    assert reading.act.name == "find"
    assert {slot: flat.get(slot) for slot in expected} == expected


@pytest.mark.parametrize(("said", "name", "expected"), FOLLOW_UPS, ids=[said for said, _, _ in FOLLOW_UPS])
def test_follow_ups(said: str, name: str, expected: dict[str, Any], vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    act = read_by_rule(said, looking_at_boots, vocabulary, boots).act
    got = {
        "critiques": [(each.slot, each.direction) for each in act.critiques],
        "flat": flatten(act.constraints),
        **{key: getattr(act, key) for key in ("items", "slot", "drop", "topic", "sort", "like")},
    }
    assert act.name == name
    assert {key: got[key] for key in expected} == expected


@pytest.mark.parametrize("said", ["something for a picnic", "my feet get wet when I walk the dog", "do you have lawn mowers"])
def test_what_no_rule_explains_is_left_to_the_model(said: str, vocabulary: Vocabulary) -> None:
    reading = read_by_rule(said, DialogueState(), vocabulary, ())
    assert not reading.certain
    assert reading.residue


def test_a_named_item_is_picked(vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    wanted = boots[2]
    act = read_by_rule(f"tell me about the {wanted.title}", looking_at_boots, vocabulary, boots).act
    assert (act.name, act.items) == ("pick", (wanted.id,))


def test_soft_wishes_are_soft(vocabulary: Vocabulary) -> None:
    reading: RuleReading = read_by_rule("boots under 100, ideally brown", DialogueState(), vocabulary, ())
    assert {each.slot: each.hard for each in reading.act.constraints} == {"price": True, "kind": True, "color": False}


def test_references_mean_nothing_when_nothing_is_shown(vocabulary: Vocabulary) -> None:
    act = read_by_rule("the second one", DialogueState(), vocabulary, ()).act
    assert act.items == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("not leather, black", {"not_material": "leather", "color": "black"}),
        ("nothing in red or blue", {"not_color": ["red", "blue"]}),
        ("not red but blue", {"not_color": "red", "color": "blue"}),
        ("black, not red", {"color": "black", "not_color": "red"}),
        ("a leather-free bag", {"not_material": "leather"}),
        ("I hate pink", {"not_color": "pink"}),
    ],
)
def test_negation_covers_what_it_should(said: str, expected: dict[str, Any], vocabulary: Vocabulary) -> None:
    flat = flatten(read_by_rule(said, DialogueState(), vocabulary, ()).act.constraints)
    assert {slot: flat.get(slot) for slot in expected} == expected
    assert all(slot in expected or not slot.startswith("not_") for slot in flat)


def test_a_present_may_be_a_thing_nobody_wears(vocabulary: Vocabulary) -> None:
    present = read_by_rule("a gift for my dad who loves coffee", DialogueState(), vocabulary, ()).act
    boots_for_him = read_by_rule("boots for my dad", DialogueState(), vocabulary, ()).act
    assert [each.hard for each in present.constraints if each.slot == "audience"] == [False]
    assert [each.hard for each in boots_for_him.constraints if each.slot == "audience"] == [True]


def test_a_comparison_may_name_an_item_shown_before(vocabulary: Vocabulary, boots: list[Item]) -> None:
    """The list has moved on, and the shopper compares with one of the last list by its name."""
    now, before = boots[:3], boots[3:]
    state = DialogueState(constraints=(Constraint("kind", "==", "hiking boots"),), shown=tuple(item.id for item in now))
    act = read_by_rule(f"compare the first with the {before[0].title}", state, vocabulary, now, before).act
    assert act.name == "compare"
    assert set(act.items) == {1, before[0].id}


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("I have two kids and need boots", None),
        ("boots please, I have 3 dogs", None),
        ("boots, I have 50 to spend", 50),
        ("I only have 80 for boots", 80),
        ("I have 200 dollars, show me boots", 200),
    ],
)
def test_what_somebody_has_is_a_budget_only_as_money(said: str, limit: float | None, vocabulary: Vocabulary) -> None:
    assert flatten(read_by_rule(said, DialogueState(), vocabulary, ()).act.constraints).get("max_price") == limit


def test_a_thing_named_is_not_made_a_refinement_by_a_hint(vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState) -> None:
    assert read_by_rule("a tent would be more useful", looking_at_boots, vocabulary, boots, hint="refine").act.name == "find"
    assert read_by_rule("sturdier soles would be more useful", looking_at_boots, vocabulary, boots, hint="refine").act.name == "refine"
