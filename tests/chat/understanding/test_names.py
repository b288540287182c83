"""Which shown item a name or a description means, and what is asked of it."""

from __future__ import annotations

import pytest

from chat.state import DialogueState
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary


def looking_at(items: list[Item], kind: str, **more: object) -> tuple[DialogueState, list[Item]]:
    shown = [item for item in items if item.value("kind") == kind][:6]
    return DialogueState(constraints=(Constraint("kind", "==", kind),), shown=tuple(item.id for item in shown), **more), shown  # type: ignore[arg-type]


def titled(items: list[Item], words: str) -> str:
    return next(item.id for item in items if words in item.title)


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("headlamp", "is Predawn the brighter one or Beacon?", ("Predawn", "Beacon")),
        ("suitcase", "and Long Haul, is it heavy?", ("Long Haul",)),
        ("umbrella", "how much is the one that folds?", ("Pocket Shower",)),
        ("keyboard", "what does the one that folds weigh?", ("Fold",)),
        ("duffel bag", "the one with separate pockets, is it black?", ("Locker Room",)),
        ("floor lamp", "what does the gold floor lamp cost?", ("Arc",)),
        ("bicycle", "no kids one, thanks", ()),
    ],
)
def test_names_and_descriptions(items: list[Item], vocabulary: Vocabulary, kind: str, said: str, words: tuple[str, ...]) -> None:
    state, shown = looking_at(items, kind)
    act = read_by_rule(said, state, vocabulary, shown).act
    wanted = {titled(shown, each) for each in words}
    named = {each for each in act.items if isinstance(each, str)}
    assert named == wanted


@pytest.mark.parametrize(
    ("said", "name", "slot", "topic"),
    [
        ("thickest of these?", "ask", "thickness_mm", "most"),
        ("which one is the heaviest", "ask", "weight_kg", "most"),
        ("which of them weighs the least heavy", "ask", "weight_kg", ""),
        ("show me the thickest one", "refine", "", ""),
        ("anything thicker?", "refine", "", ""),
        ("what is the reason for this choice?", "ask", "why", ""),
        ("what makes these so special?", "ask", "why", ""),
        ("what made you suggest that one?", "ask", "why", ""),
        ("how many centimetres long is it?", "ask", "length_cm", ""),
        ("what kind of surface do they have?", "ask", "", ""),
        ("is there another one in blue?", "refine", "", ""),
        ("which water bottles do you have to go with it?", "find", "", ""),
    ],
)
def test_what_is_asked(items: list[Item], vocabulary: Vocabulary, said: str, name: str, slot: str, topic: str) -> None:
    state, shown = looking_at(items, "yoga mat")
    act = read_by_rule(said, state, vocabulary, shown).act
    assert act.name == name
    if name == "ask":
        assert act.slot == slot
    if topic:
        assert act.topic == topic


def test_the_cheaper_of_two_compared_is_picked(items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = looking_at(items, "tent")
    two = sorted(shown[:2], key=lambda item: item.price or 0)
    state = DialogueState(constraints=state.constraints, shown=state.shown, compared=tuple(item.id for item in two))
    act = read_by_rule("the cheaper of the two wins", state, vocabulary, shown).act
    assert (act.name, act.like, act.items) == ("pick", True, (two[0].id,))


@pytest.mark.parametrize("said", ["That is too bulky. I'll go with the {}.", "Hm, too expensive! I will take the {}", "way too big; settle on the {}"])
def test_a_decision_outweighs_the_complaint_before_it(items: list[Item], vocabulary: Vocabulary, said: str) -> None:
    state, shown = looking_at(items, "suitcase")
    act = read_by_rule(said.format("Meridian"), state, vocabulary, shown).act
    assert (act.name, act.items, act.critiques) == ("pick", (titled(shown, "Meridian"),), ())


@pytest.mark.parametrize("said", ["how long does the battery last?", "does it last?", "at last, something nice"])
def test_last_is_no_place_in_the_list_by_itself(items: list[Item], vocabulary: Vocabulary, said: str) -> None:
    state, shown = looking_at(items, "headlamp")
    assert -1 not in read_by_rule(said, state, vocabulary, shown).act.items
