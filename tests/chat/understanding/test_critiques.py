"""Comparisons with what is shown: with one item, with all of them, in numbers and in style."""

from __future__ import annotations

from typing import Any

import pytest

from chat.state import DialogueState, flatten
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint, holds
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary


def _act(said: str, kind: str, vocabulary: Vocabulary, items: list[Item]) -> Any:
    shown = [item for item in items if item.value("kind") == kind][:6]
    state = DialogueState(constraints=(Constraint("kind", "==", kind),), shown=tuple(item.id for item in shown))
    return read_by_rule(said, state, vocabulary, shown).act


@pytest.mark.parametrize(
    ("said", "slot", "direction", "places"),
    [
        ("a lighter pair than this", "weight_g", -1, (1,)),
        ("is there a cheaper model than that?", "price", -1, (1,)),
        ("something pricier than it", "price", 1, (1,)),
        ("have you got a cheaper one than that one", "price", -1, (1,)),
        ("anything cheaper than those?", "price", -1, ()),
        ("nothing cheaper?", "price", -1, ()),
        ("nothing heavier than that", "weight_g", -1, (1,)),
        ("lighter than the second one", "weight_g", -1, (2,)),
    ],
)
def test_one_item_or_all_of_them(said: str, slot: str, direction: int, places: tuple[int, ...], vocabulary: Vocabulary, items: list[Item]) -> None:
    act = _act(said, "hiking boots", vocabulary, items)
    assert (act.name, [(each.slot, each.direction) for each in act.critiques], act.items) == ("refine", [(slot, direction)], places)


def test_what_only_words_measure_is_compared_too(vocabulary: Vocabulary, items: list[Item]) -> None:
    lamps = [item for item in items if item.value("kind") == "headlamp"]
    lumens = {item.id: next(int(each.split()[0]) for each in item.attributes["features"] if each.endswith("lumens")) for item in lamps}  # type: ignore[union-attr]
    middle = sorted(lumens, key=lambda each: lumens[each])[1]
    state = DialogueState(constraints=(Constraint("kind", "==", "headlamp"),), shown=tuple(lumens), focus=middle)
    for said in ("do you sell a brigther one", "a brighter one please", "have you got something brighter?", "brighter", "one with more light"):
        act = read_by_rule(said, state, vocabulary, lamps).act
        assert act.name == "refine"
        wish = next(each for each in act.constraints if each.slot == "features")
        assert [each for each in lumens if holds(wish, next(item for item in lamps if item.id == each))] == [
            each for each in lumens if lumens[each] > lumens[middle]
        ]


@pytest.mark.parametrize(
    ("said", "lean"),
    [
        ("They look silly on me. Something dressier?", "dressier"),
        ("hm, a little less technical maybe?", "less technical"),
        ("do you have something more casual", "more casual"),
        ("could you show me softer ones?", "softer"),
        ("those are too plain, any bolder ones?", "bolder"),
    ],
)
def test_a_style_asked_for_is_no_question_about_an_item(said: str, lean: str, vocabulary: Vocabulary, items: list[Item]) -> None:
    act = _act(said, "sunglasses", vocabulary, items)
    assert act.name == "refine"
    assert lean in act.lean


@pytest.mark.parametrize("said", ["is the first one more formal?", "which is less sporty?", "are they more casual than the Riva?"])
def test_a_question_about_style_stays_one(said: str, vocabulary: Vocabulary, items: list[Item]) -> None:
    assert _act(said, "sunglasses", vocabulary, items).name in ("ask", "compare")


def test_less_of_a_style_leaves_it_behind_where_something_else_is_shown(vocabulary: Vocabulary, items: list[Item]) -> None:
    for said in ("less sporty please", "too sporty for me", "not so sporty"):
        assert flatten(_act(said, "sunglasses", vocabulary, items).constraints) == {"not_style": "sport"}


@pytest.mark.parametrize(
    ("said", "kind", "expected"),
    [
        ("nothing heavier than a quarter of a kilo", "power bank", {"max_weight_g": 250}),
        ("no heavier than a kilo and a half", "hiking boots", {"max_weight_g": 1500}),
        ("not lighter than 300 g", "power bank", {"min_weight_g": 300}),
        ("north of 40 dollars", "mug", {"min_price": 40}),
        ("it ought to stay south of 75", "mug", {"max_price": 75}),
        ("lighter then half a kilo", "hiking boots", {"max_weight_g": 500}),
        ("cheper then 90 dolars", "hiking boots", {"max_price": 90}),
        ("brown ones, still 120 tops", "hiking boots", {"max_price": 120, "color": "brown"}),
    ],
)
def test_limits_in_other_words(said: str, kind: str, expected: dict[str, Any], vocabulary: Vocabulary, items: list[Item]) -> None:
    act = _act(said, kind, vocabulary, items)
    assert (act.name, flatten(act.constraints)) == ("refine", expected)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a toy train for children from 3 years", {"max_age_from": 3, "min_age_from": 3}),
        ("puzzles for kids, at least eight years", {"max_age_from": 8, "min_age_from": 8}),
        ("building blocks, 5 years and up", {"max_age_from": 5, "min_age_from": 5}),
        ("a kite for a boy who is 6, at most 20 dollars", {"max_age_from": 6, "max_price": 20}),
        ("bags with at least 3 pockets", {}),
    ],
)
def test_a_number_of_years_is_no_price(said: str, expected: dict[str, Any], vocabulary: Vocabulary) -> None:
    flat = flatten(read_by_rule(said, DialogueState(), vocabulary, ()).act.constraints)
    assert {slot: value for slot, value in flat.items() if slot.endswith(("age_from", "price"))} == expected
