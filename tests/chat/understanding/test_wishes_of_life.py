"""Wishes as shoppers tell them: cheap things, what should go inside, new things asked for beside what is shown, and wishes taken back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chat.state import DialogueState
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary


@pytest.mark.parametrize(
    "said",
    ["a cheap tent", "tents, nothing too expensive", "a tent, I'm on a tight budget", "a tent, money is tight", "an affordable tent", "a tent, not too dear"],
)
def test_cheap_things_come_by_price(said: str, vocabulary: Vocabulary) -> None:
    assert read_by_rule(said, DialogueState(), vocabulary, ()).act.sort == "price"


@pytest.mark.parametrize("said", ["evening! long day?", "thank god it's friday", "morning all", "how's your day going?", "long week?"])
def test_talk_is_no_search(said: str, vocabulary: Vocabulary) -> None:
    assert read_by_rule(said, DialogueState(), vocabulary, ()).act.name == "chat"


@pytest.mark.parametrize(
    ("said", "dropped"),
    [
        ("forget the hob, I'd rather have one that just plugs in", "induction"),
        ("I shouldn't be picky about colour, scrap that", "color"),
        ("don't care who they're made for", "audience"),
        ("for me then", "audience"),
    ],
)
def test_wishes_are_taken_back(said: str, dropped: str, vocabulary: Vocabulary, boots: Sequence[Item]) -> None:
    wishes = {"induction": Constraint("induction", "==", True), "color": Constraint("color", "==", "red"), "audience": Constraint("audience", "==", "women")}
    state = DialogueState(constraints=(Constraint("kind", "==", "kettle"), wishes[dropped]), shown=(boots[0].id,))
    assert read_by_rule(said, state, vocabulary, boots[:1]).act.drop == (dropped,)


def test_what_a_bag_should_hold_is_no_other_thing(vocabulary: Vocabulary, boots: Sequence[Item]) -> None:
    bags = DialogueState(constraints=(Constraint("kind", "==", "duffel bag"),), shown=(boots[0].id,))
    act = read_by_rule("a separate bit for shoes would be nice, not a must", bags, vocabulary, boots[:1]).act
    assert (act.name, act.constraints) == ("refine", ())


def test_a_use_beside_what_is_shown_is_a_search(vocabulary: Vocabulary, boots: Sequence[Item], looking_at_boots: DialogueState) -> None:
    assert read_by_rule("anything to secure it?", looking_at_boots, vocabulary, boots).act.name == "find"


def test_a_shop_for_men_has_nothing_for_a_girlfriend() -> None:
    shop = Vocabulary([Item("a", "Short", category="Shorts", audience="men"), Item("b", "Tee", category="Tees", audience="men")])
    act = read_by_rule("something for my girlfriend to go running in", DialogueState(), shop, ()).act
    assert Constraint("audience", "==", "women") in act.constraints
