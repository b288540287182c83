"""Negation in the words of shoppers: what it covers, and what of the catalog it turns down."""

from __future__ import annotations

import pytest

from chat.state import DialogueState, flatten
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

JACKETS = DialogueState(constraints=(Constraint("category", "==", "Jackets"),), shown=("j",))
HOODIES = DialogueState(constraints=(Constraint("category", "==", "Hoodies & Sweatshirts"),), shown=("h",))
CLOTHES = Vocabulary(
    [
        Item("j", "Montana Wind Jacket", category="Jackets", color="green", attributes={"cut": ("Hooded", "Full zip")}),
        Item("k", "Typhon Fleece Jacket", category="Jackets", color="red", attributes={"cut": ("Lightweight",)}),
        Item("h", "Chaz Hoodie", category="Hoodies & Sweatshirts", color="blue", attributes={"cut": ("Hooded",)}),
        Item("s", "Ajax Sweatshirt", category="Hoodies & Sweatshirts", color="blue", attributes={"cut": ("Crew neck",)}),
    ]
)


@pytest.mark.parametrize(
    ("said", "state", "expected"),
    [
        ("I look awful in green", JACKETS, {"not_color": "green"}),
        ("green does not suit me", JACKETS, {"not_color": "green"}),
        ("red makes me look pale", JACKETS, {"not_color": "red"}),
        ("I'm sick of blue", JACKETS, {"not_color": "blue"}),
        ("green is out of the question", JACKETS, {"not_color": "green"}),
        ("no hood please", JACKETS, {"not_cut": "hood"}),
        ("a jacket without a hood", DialogueState(), {"category": "Jackets", "not_cut": "hood"}),
        ("nothing with a zip", JACKETS, {"not_cut": "zip"}),
        ("with a hood, not a sweatshirt", HOODIES, {"not_title": "sweatshirt"}),
    ],
)
def test_negation(said: str, state: DialogueState, expected: dict[str, object]) -> None:
    assert flatten(read_by_rule(said, state, CLOTHES, ()).act.constraints) == expected


def test_a_yes_or_no_slot_is_denied_by_its_word(vocabulary: Vocabulary) -> None:
    toys = DialogueState(constraints=(Constraint("category", "==", "toys"),), shown=("ty-001",))
    act = read_by_rule("nothing that needs batteries, they've enough beeping stuff as it is", toys, vocabulary, ()).act
    assert act.constraints == (Constraint("batteries_needed", "==", False),)


def test_colours_that_only_titles_name_are_denied_too() -> None:
    shop = Vocabulary([Item("a", "Gold Anchor Bracelet", attributes={"kind": "bracelet"}), Item("b", "Leather Bracelet", attributes={"kind": "bracelet"})])
    act = read_by_rule("a bracelet for him, nothing gold, he is no pirate", DialogueState(), shop, ()).act
    assert Constraint("title", "not_contains", "gold") in act.constraints
