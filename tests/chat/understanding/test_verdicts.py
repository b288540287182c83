"""Remarks on what is shown, and choices by what a thing is like."""

from __future__ import annotations

from typing import Any

import pytest

from chat.state import DialogueState, flatten
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary


def _act(said: str, kind: str, vocabulary: Vocabulary, items: list[Item], focus: int = 0) -> Any:
    shown = [item for item in items if item.value("kind") == kind][:5]
    ids = tuple(item.id for item in shown)
    state = DialogueState(constraints=(Constraint("kind", "==", kind),), shown=ids, focus=ids[focus - 1] if focus else "")
    return read_by_rule(said, state, vocabulary, shown).act


@pytest.mark.parametrize(
    ("said", "items_meant"),
    [
        ("mm, the second pair is hideous. What else?", (2,)),
        ("the last one looks awful", (-1,)),
        ("number 3 is really not my style. Others?", (3,)),
        ("the first is ugly, and the second is ok", (1,)),
        ("ugh, the third one looks so boring!", (3,)),
    ],
)
def test_a_verdict_turns_items_down(said: str, items_meant: tuple[int, ...], vocabulary: Vocabulary, items: list[Item]) -> None:
    act = _act(said, "hiking boots", vocabulary, items)
    assert act.name in ("feedback", "refine")
    assert act.like is False
    assert act.items[: len(items_meant)] == items_meant


def test_a_verdict_with_a_wish_keeps_the_wish(vocabulary: Vocabulary, items: list[Item]) -> None:
    act = _act("the first one is hideous. Anything in teal?", "hiking boots", vocabulary, items)
    assert (act.name, act.like, act.items, flatten(act.constraints)) == ("refine", False, (1,), {"color": "teal"})


@pytest.mark.parametrize("said", ["is the first one ugly?", "which is the ugly one", "how heavy is the second one", "the second one please"])
def test_questions_and_choices_are_no_verdicts(said: str, vocabulary: Vocabulary, items: list[Item]) -> None:
    assert _act(said, "hiking boots", vocabulary, items).like is None


@pytest.mark.parametrize("said", ["Love those!", "oh, I love these", "I absolutely adore them!", "wow, love them", "I just love those ones"])
def test_love_is_feedback_or_a_choice(said: str, vocabulary: Vocabulary, items: list[Item]) -> None:
    assert (_act(said, "sunglasses", vocabulary, items).name, _act(said, "sunglasses", vocabulary, items).like) == ("feedback", True)
    assert (_act(said, "sunglasses", vocabulary, items, focus=2).name, _act(said, "sunglasses", vocabulary, items, focus=2).like) == ("pick", True)


@pytest.mark.parametrize(
    "said",
    [
        "Perfect, I take it. What could I put on my feet with it?",
        "I'll take it. Which shoes go with that?",
        "ok, I'll have this one. Anything to wear under it?",
        "great, I'll buy it. Is there a bag to match?",
        "I take that. And what jewelry goes with it?",
    ],
)
def test_what_goes_with_the_choice_is_another_search(said: str, vocabulary: Vocabulary, items: list[Item]) -> None:
    assert _act(said, "dress", vocabulary, items, focus=1).name == "find"


def test_a_choice_by_what_a_thing_is_like(vocabulary: Vocabulary, items: list[Item]) -> None:
    shown = [item for item in items if item.value("kind") == "hiking boots"][:5]
    for color in {item.color for item in shown if [each.color for each in shown].count(item.color) == 1}:
        for said in (
            f"ill tak the {color} ones",
            f"I'll have the {color} pair",
            f"I would rather go with the {color} boots",
            f"I'm going with the {color} ones",
        ):
            act = _act(said, "hiking boots", vocabulary, items)
            assert (act.name, len(act.items)) == ("pick", 1)


@pytest.mark.parametrize("said", ["mainly for the gym", "mostly for the office", "it is for the beach", "just for the garden", "for the kitchen, usually"])
def test_a_use_is_no_choice(said: str, vocabulary: Vocabulary, items: list[Item]) -> None:
    for kind in ("duffel bag", "sunglasses", "watering can"):
        assert _act(said, kind, vocabulary, items).name != "pick"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Leave the children's ones out of it", {"not_audience": "kids"}),
        ("leave out the black ones", {"not_color": "black"}),
        ("no need for leather", {"not_material": "leather"}),
        ("leather is itchy", {"not_material": "leather"}),
        ("black is hideous", {"not_color": "black"}),
    ],
)
def test_values_left_out(said: str, expected: dict[str, Any], vocabulary: Vocabulary, items: list[Item]) -> None:
    act = _act(said, "sneakers", vocabulary, items)
    assert (act.name, flatten(act.constraints)) == ("refine", expected)
