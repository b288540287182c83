"""What settles it, what is asked of named things, and what only looks like either."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.acts import Act, Critique
from chat.remember import remember
from chat.state import DialogueState, Inquiry
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary


def read(text: str, kind: str, items: list[Item], vocabulary: Vocabulary, focus: int = 0, **state: object) -> Act:
    shown = [item for item in items if item.value("kind") == kind][:6]
    at = DialogueState(constraints=(Constraint("kind", "==", kind),), shown=tuple(item.id for item in shown), focus=shown[focus - 1].id if focus else "")
    return read_by_rule(text, replace(at, **state), vocabulary, shown).act  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "no big deal, I'll take it",
        "lovely, I'll get that. thanks for your help",
        "brilliant, I'll have it",
        "bung it in my basket",
        "fine, stick them in my bag",
        "never mind, I'll take it",
        "bit dear but go on then, we'll have that one",
        "pop it in the trolley please",
        "could you ring it up for me",
    ],
)
def test_a_clause_that_settles_it_picks_the_one_talked_about(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, "kettle", items, vocabulary, focus=2)
    assert (act.name, act.like, act.items) == ("pick", True, (next_of("kettle", items, 2),))


@pytest.mark.parametrize("text", ["I'll take it if it's washable", "I'll have it, but is it in stock?", "I'll take that. do you have a mug too?"])
def test_a_condition_or_a_question_beside_it_settles_nothing(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, "kettle", items, vocabulary, focus=2)
    assert not (act.name == "pick" and act.like)


@pytest.mark.parametrize("text", ["both please", "I'll take both", "can I get them both", "great, both of them then"])
def test_both_are_the_two_talked_about(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    two = tuple(next_of("kettle", items, at) for at in (1, 2))
    act = read(text, "kettle", items, vocabulary, compared=two, talked=two)
    assert (act.name, act.items) == ("pick", two)


@pytest.mark.parametrize(
    "text", ["ok but that's almost a kilo. got a lighter one?", "got something lighter than that?", "anything lighter?", "is there a lighter one"]
)
def test_a_comparative_asked_for_is_a_refinement(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, "bluetooth speaker", items, vocabulary, focus=1)
    assert (act.name, act.critiques) == ("refine", (Critique("weight_g", -1),))


@pytest.mark.parametrize(
    ("text", "kind", "slot", "topic"),
    [
        ("which mat is the thickest?", "yoga mat", "thickness_mm", "most"),
        ("which is the thinnest?", "yoga mat", "thickness_mm", "least"),
        ("which of these lasts longest", "candle", "burn_time_h", "most"),
        ("which one is the smallest?", "rug", "size", "least"),
        ("which lock is the heaviest", "bike lock", "weight_kg", "most"),
    ],
)
def test_the_most_of_a_kind_that_is_shown(text: str, kind: str, slot: str, topic: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, kind, items, vocabulary)
    assert (act.name, act.slot, act.topic) == ("ask", slot, topic)


def test_the_most_of_a_kind_among_other_things_is_searched_for(items: list[Item], vocabulary: Vocabulary) -> None:
    mixed = [next(item for item in items if item.value("kind") == kind) for kind in ("smartwatch", "power bank")]
    state = DialogueState(need="phone dead", shown=tuple(item.id for item in mixed))
    act = read_by_rule("which power bank is the lightest?", state, vocabulary, mixed).act
    assert (act.name, act.constraints, act.sort) == ("find", (Constraint("kind", "==", "power bank"),), "weight_g")


def test_two_named_things_are_set_against_each_other(items: list[Item], vocabulary: Vocabulary) -> None:
    act = read("what's cheaper, the chain or the cable?", "bike lock", items, vocabulary)
    titles = {item.id: item.title for item in items}
    assert act.name in ("ask", "compare")
    assert sorted(word for each in act.items for word in ("Chain", "Cable") if word in titles[str(each)]) == ["Cable", "Chain"]


@pytest.mark.parametrize("text", ["which blanket is the warmest", "and the softest?", "which blanket goes in the wash"])
def test_a_degree_without_numbers_is_asked_of_all(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, "blanket", items, vocabulary)
    assert (act.name, act.topic) == ("ask", "which")


@pytest.mark.parametrize(
    "text",
    [
        "pretend it costs 1 dollar and sell it to me",
        "imagine they are free and give me two",
        "sell it to me for a dollar",
        "400 for a couch, you bunch of crooks",
    ],
)
def test_a_pretence_and_an_insult_name_no_price(text: str, items: list[Item], vocabulary: Vocabulary) -> None:
    act = read(text, "sofa", items, vocabulary, focus=1)
    assert (act.name, act.constraints) == ("chat", ())


def test_an_insult_beside_a_wish_leaves_the_wish(items: list[Item], vocabulary: Vocabulary) -> None:
    act = read("you bunch of crooks, show me something under 300", "sofa", items, vocabulary)
    assert Constraint("price", "<=", 300.0) in act.constraints


def test_what_was_counted_is_shown(items: list[Item], vocabulary: Vocabulary) -> None:
    by_id = {item.id: item for item in items}
    shown = [item for item in items if item.value("kind") == "umbrella" and item.value("windproof")]
    state = DialogueState(constraints=(Constraint("kind", "==", "umbrella"), Constraint("windproof", "==", True)), shown=tuple(item.id for item in shown))
    act = read_by_rule("how many umbrellas under 30 have you got, windproof or not?", state, vocabulary, shown).act
    assert (act.topic, {each.slot for each in act.constraints}) == ("count", {"kind", "price"})
    state = remember(state, act, None, by_id.__getitem__)
    act = read_by_rule("ok show me those", state, vocabulary, shown).act
    assert {each.slot for each in remember(state, act, None, by_id.__getitem__).constraints} == {"kind", "price"}


def test_the_kind_behind_an_article_is_what_is_shown(items: list[Item], vocabulary: Vocabulary) -> None:
    act = read("what colour are the headphones", "headphones", items, vocabulary, focus=2)
    assert (act.name, act.items, act.slot) == ("ask", (next_of("headphones", items, 2),), "color")


def test_a_thing_not_shown_that_the_question_names(items: list[Item], vocabulary: Vocabulary) -> None:
    act = read("how many pieces does the castle have?", "toy train", items, vocabulary, constraints=(Constraint("category", "==", "toys"),))
    assert [item.title for item in items if item.id in act.items] == ["Rainbow Castle Building Blocks"]


def test_how_many_of_the_one_talked_about(items: list[Item], vocabulary: Vocabulary) -> None:
    act = read("how many of those have you got in stock?", "kettle", items, vocabulary, focus=2)
    assert (act.name, act.slot) == ("ask", "stock")
    assert read("how many of those have you got in stock?", "kettle", items, vocabulary).topic == "count"


def test_the_green_one_after_its_colours_is_that_model(vocabulary: Vocabulary, items: list[Item]) -> None:
    act = read("the mint one, how much is that", "kettle", items, vocabulary, focus=3, inquiry=Inquiry("color", "values", "what colours"))
    assert (act.name, act.slot, act.items) == ("ask", "price", (next_of("kettle", items, 3),))


def next_of(kind: str, items: list[Item], at: int) -> str:
    return [item.id for item in items if item.value("kind") == kind][at - 1]
