"""Items chosen, asked about, turned down or compared by a bare description, by their place in the talk, or by a name not shown yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.acts import Act
from chat.remember import remember
from chat.state import DialogueState, Inquiry
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary


def listed(items: list[Item], kind: str, **more: object) -> tuple[DialogueState, list[Item]]:
    shown = [item for item in items if item.value("kind") == kind][:6]
    return DialogueState(constraints=(Constraint("kind", "==", kind),), shown=tuple(item.id for item in shown), turns=1, **more), shown  # type: ignore[arg-type]


def called(items: list[Item], words: str) -> str:
    return next(item.id for item in items if words in item.title)


def read(said: str, state: DialogueState, shown: list[Item], vocabulary: Vocabulary) -> Act:
    return read_by_rule(said, state, vocabulary, shown).act


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("yoga mat", "lavender then", "Cushion Calm"),
        ("yoga mat", "ok the green then", "Rooted"),
        ("candle", "the cedar. sold.", "Cedar and Smoke"),
        ("tent", "blue. done", "Meadow Family"),
        ("smartwatch", "the cheap grey one then", "Step Counter"),
        ("slippers", "right, shearling it is", "Shearling"),
        ("plush toy", "the whale wins", "Whale"),
        ("rain boots", "navy one then please", "Quayside"),
    ],
)
def test_a_settled_description_is_a_choice(kind: str, said: str, words: str, items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, kind)
    act = read(said, state, shown, vocabulary)
    assert (act.name, act.like, act.items) == ("pick", True, (called(items, words),))


@pytest.mark.parametrize("said", ["gold ones please", "gold, thanks", "the gold, cheers"])
def test_the_one_talked_about_needs_no_settling(said: str, items: list[Item], vocabulary: Vocabulary) -> None:
    gold = called(items, "Solar Garden")
    state, shown = listed(items, "string lights", focus=gold)
    assert read(said, state, shown, vocabulary).items == (gold,)


@pytest.mark.parametrize(
    "said",
    [
        "red please",
        "something blue",
        "a blue one then",
        "in blue please",
        "do you have it in blue?",
        "blue or green",
        "only blue ones",
        "the cheapest tent please",
        "tents then",
    ],
)
def test_more_of_a_sort_is_no_choice(said: str, items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, "tent")
    assert read(said, state, shown, vocabulary).name != "pick"


def test_the_answer_to_a_question_is_no_choice(items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, "tent", question="color")
    assert read("blue then", state, shown, vocabulary).name == "refine"


@pytest.mark.parametrize(
    "said", ["and the green?", "what about the green one", "and the green one, thicker or thinner?", "the green one too?", "and the rooted"]
)
def test_the_last_question_is_asked_of_another(said: str, items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, "yoga mat", focus=called(items, "Cushion Calm"), inquiry=Inquiry("thickness_mm", "thick", "how thick is it?"))
    act = read(said, state, shown, vocabulary)
    assert (act.name, act.slot, act.items) == ("ask", "thickness_mm", (called(items, "Rooted"),))


def test_questions_about_one_after_the_other_make_a_pair(items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, "yoga mat")
    by_id = {item.id: item for item in items}
    first, second = called(items, "Cushion Calm"), called(items, "Rooted")
    for each in (first, second):
        state = remember(state, Act("ask", text="how thick is it", items=(each,), slot="thickness_mm"), None, by_id.__getitem__)
    assert state.talked == (second, first) and state.inquiry == Inquiry("thickness_mm", "", "how thick is it")
    lighter = read("which of the two is lighter to carry?", state, shown, vocabulary)
    assert (lighter.name, lighter.topic, set(lighter.items)) == ("ask", "least", {first, second})
    assert read("ok the other one", state, shown, vocabulary).items == (first,)
    assert read("not that one, the one before", state, shown, vocabulary).items == (first,)
    assert set(read("both please", state, shown, vocabulary).items) == {first, second}
    assert read("the dearer of the two please", state, shown, vocabulary).items == (second,)


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("sofa", "take the leather one away", "Chesterfield"),
        ("sofa", "not so keen on the mustard one", "Loveseat"),
        ("sofa", "the mustard one's a bit much", "Loveseat"),
        ("umbrella", "get rid of the see-through one", "Clear Dome"),
        ("t-shirt", "the olive one's a bit dull", "Merino Switchback"),
        ("t-shirt", "I could do without the rocket one", "Rocket"),
        ("frying pan", "can you take off the mustard one", "Saffron"),
        ("mug", "cross the enamel one off the list", "Campfire"),
    ],
)
def test_a_described_item_is_turned_down(kind: str, said: str, words: str, items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, kind)
    act = read(said, state, shown, vocabulary)
    assert (act.name, act.like, act.items) == ("feedback", False, (called(items, words),))


def test_several_turned_down_by_a_value_are_not_wanted_at_all(items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, "yoga mat")
    act = read("take the pink ones away", state, shown, vocabulary)
    assert act.name == "refine" and act.constraints == (Constraint("color", "!=", "pink"),)


@pytest.mark.parametrize(
    "said", ["same price then. I'll sleep on it", "I'll think about it", "maybe next month", "I need to ask my wife first", "not today", "let me think"]
)
def test_putting_off_chooses_nothing(said: str, items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, "sofa")
    act = read(said, replace(state, focus=shown[0].id), shown, vocabulary)
    assert (act.name, act.topic) == ("chat", "declined")


def test_what_is_wanted_beside_putting_off_is_read(items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, "sofa")
    act = read("ouch, maybe next month. show me your rugs", state, shown, vocabulary)
    assert act.name == "find" and Constraint("kind", "==", "rug") in act.constraints


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ("put the trailmark next to the cheap grey one for me", "Trailmark", "Step Counter"),
        ("is it better than the orbit", "Orbit", "Petite Dial"),
        ("compare it with the gold one", "Petite Dial", "Trailmark"),
    ],
)
def test_items_named_partly_are_compared(said: str, first: str, second: str, items: list[Item], vocabulary: Vocabulary) -> None:
    focus = called(items, second) if " it " in said else ""
    state, shown = listed(items, "smartwatch", focus=focus)
    act = read(said, state, shown, vocabulary)
    assert act.name == "compare" and set(act.items) == {called(items, first), called(items, second)}


def test_a_name_not_shown_yet_is_looked_up(items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, "slippers")
    felt = [item for item in shown if "Felt" in item.title]
    act = read("what are the shearling ones made of", replace(state, shown=(felt[0].id,)), felt, vocabulary)
    assert (act.name, act.slot, act.items) == ("ask", "material", (called(items, "Shearling"),))


def test_how_many_in_one_of_them_counts_no_range(items: list[Item], vocabulary: Vocabulary) -> None:
    state, shown = listed(items, "tent")
    act = read("how many sleep in the orange one", state, shown, vocabulary)
    assert act.name == "ask" and act.topic != "count" and act.items == (called(items, "Weekend Dome"),)


def test_colorways_are_one_model() -> None:
    ways = [Item(color, f"Taurus Elements Shell, {color}", category="Jackets", color=color, size="L") for color in ("green", "white", "blue")]
    other = Item("x", "Lando Gym Jacket, blue", category="Jackets", color="blue", size="L")
    vocabulary = Vocabulary([*ways, other])
    state = DialogueState(constraints=(Constraint("category", "==", "Jackets"),), shown=("green", "white", "x"), turns=1)
    shown = [ways[0], ways[1], other]
    assert read("the taurus, is it warm?", state, shown, vocabulary).items == ("green",)
    act = read("in blue then. thanks a lot", replace(state, focus="green"), shown, vocabulary)
    assert (act.name, act.items) == ("pick", ("blue",))
