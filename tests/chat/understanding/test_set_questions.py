"""Questions over all that is shown, the last question once more, sizes, and places too small."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.acts import Act
from chat.state import DialogueState, Inquiry
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary


def read(text: str, kind: str, items: list[Item], vocabulary: Vocabulary, state: DialogueState | None = None) -> Act:
    shown = [item for item in items if item.value("kind") == kind][:6]
    looking = DialogueState(constraints=(Constraint("kind", "==", kind),), shown=tuple(item.id for item in shown))
    at = replace(looking, focus=state.focus, inquiry=state.inquiry) if state else looking
    return read_by_rule(text, at, vocabulary, shown).act


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("smartwatch", "which ones are ok in the pool?"),
        ("smartwatch", "and which can I pay with?"),
        ("smartwatch", "thing is I've got really thin wrists. which is best for that?"),
        ("scarf", "hmm. is there one I can just bung in the wash"),
        ("scarf", "any of them vegan?"),
        ("rain boots", "are any of them lined"),
        ("desk chair", "which of these is kind to a bad back"),
        ("slippers", "do any of those have a proper tread"),
        ("kettle", "which would be quietest"),
        ("tent", "could any of them take a storm"),
    ],
)
def test_a_question_over_all_that_is_shown(kind: str, text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, kind, items, vocabulary)
    assert (act.name, act.topic, act.constraints) == ("ask", "which", ())
    assert len(act.items) > 1
    assert act.text


@pytest.mark.parametrize(
    ("kind", "text", "slot"),
    [
        ("smartwatch", "do any of them have gps", "features"),
        ("desk chair", "do any come ready built", "assembly_required"),
        ("plush toy", "which ones can go in the washing machine", "washable"),
        ("scarf", "any of these in red", "color"),
        ("tent", "any of them under 100 dollars?", "price"),
    ],
)
def test_a_value_of_the_catalog_is_asked_of_all(kind: str, text: str, slot: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, kind, items, vocabulary)
    assert (act.name, act.topic, act.slot) == ("ask", "which", slot)


@pytest.mark.parametrize(
    "text",
    [
        "do you have any in red",
        "got any cheaper ones",
        "any others?",
        "nah, none of these",
        "which sizes do they come in",
        "which should I take?",
        "are any sofas in stock?",
    ],
)
def test_what_asks_of_the_shop_is_no_question_over_the_list(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    assert read(text, "smartwatch", items, vocabulary).topic != "which"


@pytest.mark.parametrize("text", ["and the quayside?", "what about number 2?", "how about the second one?", "and the second?"])
def test_the_last_question_once_more(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, "rain boots", items, vocabulary, DialogueState(inquiry=Inquiry("weight_g", "heavy", "how heavy is it")))
    assert (act.name, act.slot, act.text) == ("ask", "weight_g", "how heavy is it")
    assert len(act.items) == 1


@pytest.mark.parametrize("text", ["and in red?", "and under 100 dollars?", "what about for kids?"])
def test_another_count(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, "rain boots", items, vocabulary, DialogueState(inquiry=Inquiry(topic="count")))
    assert (act.name, act.topic) == ("ask", "count")
    assert act.constraints


@pytest.mark.parametrize(
    ("text", "asked"),
    [("do those go up to a 14?", "14"), ("do they come in a size 9", "9"), ("does it come in XXL?", "xxl"), ("is it available in large", "large")],
)
def test_sizes_asked_for(text: str, asked: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, "rain boots", items, vocabulary)
    assert (act.name, act.topic, act.slot, act.text) == ("ask", "made in", "size", asked)


@pytest.mark.parametrize(
    "text",
    ["won't fit. our wall is only 190 cm", "too wide, the gap is 1.9 m", "that will not fit, we only have 190 cm", "the alcove is just 190 centimetres"],
)
def test_a_place_too_small(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, "sofa", items, vocabulary)
    assert act.name == "refine"
    (wish,) = act.constraints
    assert wish.slot == "size"
    assert "152 x 84 cm" in wish.value  # type: ignore[operator]
    assert all(float(str(each).split(" x ")[0]) <= 190 for each in wish.value)  # type: ignore[union-attr]


def test_the_lightest_for_a_grown_up(items: list[Item], vocabulary: Vocabulary) -> None:
    shown = [item for item in items if item.value("kind") == "rain boots"]
    act = read("which are the lightest, for a grown-up I mean", "rain boots", items, vocabulary)
    assert act.topic == "least"
    assert [shown[int(each) - 1].audience for each in act.items] == [item.audience for item in shown if item.audience != "kids"]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("how much is the second", "price"),
        ("how much does it cost", "price"),
        ("how much would that be", "price"),
        ("how much?", "price"),
        ("how much water does it take", ""),
        ("how much does it hold", "capacity_l"),
        ("how much room is there inside it", ""),
    ],
)
def test_how_much_asks_for_money_or_for_what_it_names(text: str, slot: str, items: list[Item], vocabulary: Vocabulary) -> None:
    kettles = [item.id for item in items if item.value("kind") == "kettle"]
    assert read(text, "kettle", items, vocabulary, DialogueState(focus=kettles[0])).slot == slot


def test_what_a_clause_says_beside_the_question_tests_nothing(items: list[Item], vocabulary: Vocabulary) -> None:
    act = read("aww the fox is cute, what's it filled with?", "plush toy", items, vocabulary)
    fox = next(item.id for item in items if "Fox Plush" in item.title)
    assert (act.name, act.items, act.constraints) == ("ask", (fox,), ())
