"""The state against the expected one: slot F1 and the joint goal count what a person would."""

from __future__ import annotations

from typing import Any

import pytest

from chat.evaluation.predicates import Shown
from chat.evaluation.states import compare_states, family_of
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

SHOWN = Shown((Item("a", "A", price=80), Item("b", "B", price=120)))


@pytest.mark.parametrize(
    ("expected", "actual", "counts"),
    [
        ({}, {}, (0, 0, 0)),
        ({"max_price": 150}, {"max_price": 150.0}, (1, 0, 0)),
        ({"max_price": 150}, {"max_price": 100}, (0, 1, 1)),
        ({"max_price": 150}, {}, (0, 0, 1)),
        ({}, {"color": "red"}, (0, 1, 0)),
        ({"color": "Red"}, {"color": "red"}, (1, 0, 0)),
        ({"color": ["red", "blue"]}, {"color": ["blue", "red"]}, (1, 0, 0)),
        ({"color": "red"}, {"color": ["blue", "red"]}, (0, 1, 1)),
        ({"color": ["red", "blue"]}, {"color": "red"}, (0, 1, 1)),
        ({"audience": "women"}, {"audience": ["women", "unisex"]}, (1, 0, 0)),
        ({"kind": "boots"}, {"kind": "hiking boots"}, (1, 0, 0)),
        ({"kind": "boots"}, {"kind": ["hiking boots", "rain boots"]}, (1, 0, 0)),
        ({"kind": "boots"}, {"kind": ["hiking boots", "sandals"]}, (0, 1, 1)),
        ({"kind": "tents"}, {"kind": "tent"}, (1, 0, 0)),
        ({"kind": "hiking boots"}, {"kind": "boots"}, (0, 1, 1)),
        ({"kind": ["messenger bag", "backpack"]}, {"kind": "backpack"}, (0, 1, 1)),
        ({"kind": "furniture"}, {"category": "furniture"}, (1, 0, 0)),
        ({"category": "furniture"}, {"kind": "furniture"}, (1, 0, 0)),
        ({"waterproof": False}, {"not_waterproof": True}, (1, 0, 0)),
        ({"waterproof": True}, {"waterproof": True}, (1, 0, 0)),
        ({"waterproof": True}, {"waterproof": 1}, (0, 1, 1)),
        ({"max_price": {">=": 50, "<=": 70}}, {"max_price": 60}, (1, 0, 0)),
        ({"max_price": {">=": 50, "<=": 70}}, {"max_price": 80}, (0, 1, 1)),
        ({"max_price": "previous.min"}, {"max_price": 80}, (1, 0, 0)),
        ({"max_price": {"<": "0.5 * previous.max"}}, {"max_price": 59}, (1, 0, 0)),
        ({"max_price": "shown[9].price"}, {"max_price": 80}, (0, 1, 1)),
        ({"color": None}, {"kind": "boots"}, (0, 1, 0)),
        ({"color": None}, {"color": "red"}, (0, 1, 0)),
        ({"color": None, "kind": "boots"}, {"kind": "boots"}, (1, 0, 0)),
        ({"features": "hood"}, {"features": ["hood", "pockets"]}, (0, 1, 1)),
    ],
)
def test_slots_are_counted(expected: dict[str, Any], actual: dict[str, Any], counts: tuple[int, int, int]) -> None:
    found = compare_states(expected, actual, "", SHOWN)
    assert (found.right, found.extra, found.missing) == counts
    assert found.joint is (counts[1:] == (0, 0))


def test_a_slot_too_many_spoils_the_joint_goal_but_is_no_wrong_expectation() -> None:
    found = compare_states({"kind": "boots"}, {"kind": "boots", "color": "red"}, "", SHOWN)
    assert not found.joint and not found.wrong and found.unexpected == ("color 'red'",)


def test_free_words_are_never_a_slot_too_many() -> None:
    assert compare_states({"kind": "boots"}, {"kind": "boots"}, "for the mountains", SHOWN).joint


def test_a_general_word_covers_its_family(vocabulary: Vocabulary) -> None:
    """What "boots" or "plastic" stand for is the catalog's to say; a value outside of the family is wrong."""
    family = family_of(vocabulary)
    boots = [value for value in vocabulary.values("kind") if "boots" in value]
    assert len(boots) > 1 and compare_states({"kind": "boots"}, {"kind": boots}, "", SHOWN, family).joint
    plastics = sorted(family("material", "plastic"))
    assert "plastic" in plastics and len(plastics) > 1
    assert compare_states({"not_material": "plastic"}, {"not_material": plastics}, "", SHOWN, family).joint
    assert not compare_states({"not_material": "plastic"}, {"not_material": [*plastics, "leather"]}, "", SHOWN, family).joint
