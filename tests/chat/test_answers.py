"""Answers about shown items: the fact asked for, the facts that bear on the question, or that the catalog does not say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chat.acts import Act
from chat.state import DialogueState
from chat.wording.answers import answered
from chat.wording.worded import listed_aloud
from retrieval.constraints import Constraint
from retrieval.evidence import Evidence
from retrieval.item import Item
from retrieval.query import Suggestion

KETTLE = Item(
    "k1",
    "Whistling Kettle, red",
    description="It whistles loudly enough to be heard from the garden shed at the far end of a long and windy lawn in winter.",
    price=52.0,
    stock=3,
    attributes={"kind": "kettle", "weight_g": 900, "induction": True},
)


class OneItem:
    """A retriever that knows one item and finds what it was told to find."""

    def __init__(self, *found: Evidence) -> None:
        self.found = found

    def evidence(self, id: str, question: str) -> tuple[Evidence, ...]:
        assert id == KETTLE.id
        return self.found

    def get(self, id: str) -> Item:
        return KETTLE

    def search(self, query: Any) -> list[Suggestion]:
        return []


WHISTLE = Evidence("description", KETTLE.description, 0.7)
LID = Evidence("features", "lid stays cool", 0.6)
FAR = Evidence("features", "lid stays cool", 0.34)


@pytest.mark.parametrize(
    ("act", "found", "written", "spoken"),
    [
        (
            Act("ask", text="does it scream?"),
            (WHISTLE,),
            "The description of the Whistling Kettle, red says: “It whistles loudly",
            "The catalog says “It whistles",
        ),
        (Act("ask", text="will I burn my fingers?"), (LID,), "The catalog lists “lid stays cool”", "The catalog says “lid stays cool”."),
        (
            Act("ask", text="is it dishwasher safe?", topic="dishwasher"),
            (),
            "The catalog does not say that of the Whistling Kettle, red.",
            "The catalog does not say",
        ),
        (Act("ask", text="burnt fingers?", topic="burnt fingers"), (FAR,), "The closest it says is “lid stays cool”.", "The catalog does not say"),
        (
            Act("ask", text="how heavy?", slot="weight_g"),
            (Evidence("weight_g", "900 g", 0.6),),
            "The Whistling Kettle, red: weight 900 g.",
            "The Whistling Kettle",
        ),
        (Act("ask", text="how much?", slot="price"), (LID,), "The Whistling Kettle, red costs $52.", "The Whistling Kettle, red costs $52."),
    ],
)
def test_answers(act: Act, found: tuple[Evidence, ...], written: str, spoken: str) -> None:
    worded = answered((KETTLE,), act, DialogueState(shown=("k1",)), OneItem(*found))  # type: ignore[arg-type]
    assert written in worded.text
    assert worded.spoken[0].startswith(spoken)
    assert all(len(each.split()) <= 20 for each in worded.spoken)


def test_a_clear_fact_is_added_where_the_slot_is_beside_the_point() -> None:
    worded = answered((KETTLE,), Act("ask", text="is it light on the fingers?", slot="weight_g"), DialogueState(shown=("k1",)), OneItem(LID))  # type: ignore[arg-type]
    assert worded.text == "The Whistling Kettle, red: weight 900 g. The catalog lists “lid stays cool” for the Whistling Kettle, red."


def test_yes_and_no_need_no_further_facts() -> None:
    act = Act("ask", text="does it work on induction?", slot="induction", constraints=(Constraint("induction", "==", True),))
    worded = answered((KETTLE,), act, DialogueState(shown=("k1",)), OneItem(LID))  # type: ignore[arg-type]
    assert worded.text == "Yes, the Whistling Kettle, red is induction."


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("is it in stock at all?", "Yes, the Whistling Kettle, red is available: 3 in stock."),
        ("worth a try. do you have it in stock?", "Yes, the Whistling Kettle, red is available: 3 in stock."),
        ("how many do you have left?", "The Whistling Kettle, red: 3 in stock."),
    ],
)
def test_in_stock_is_answered_yes_or_no(asked: str, told: str) -> None:
    assert answered([KETTLE], Act("ask", text=asked, slot="stock", items=(1,)), DialogueState(shown=("k1",)), OneItem()).text == told  # type: ignore[arg-type]


def test_a_slot_asked_about_by_its_opposite_takes_no_yes() -> None:
    tent = replace(KETTLE, attributes={"kind": "tent", "waterproof": True})
    act = Act("ask", text="does it leak", slot="waterproof", items=(1,))
    assert answered([tent], act, DialogueState(shown=("k1",)), OneItem()).text == "The Whistling Kettle, red is waterproof."  # type: ignore[arg-type]


def test_titles_are_read_out_whole() -> None:
    names = ["the Aero Daily Fitness Tee, brown", "the Aero Daily Fitness Tee, black", "the Logan HeatTec Tee, black"]
    assert listed_aloud(names, 12) == "the Aero Daily Fitness Tee, brown, the Aero Daily Fitness Tee, black and others"
    assert listed_aloud(names[:1], 2) == names[0]


@pytest.mark.parametrize(
    ("material", "told"),
    [
        (("steel",), "No: the Whistling Kettle, red has material steel."),
        ("steel", "No: the Whistling Kettle, red has material steel."),
        ("oak", "Yes: the Whistling Kettle, red has material oak."),
        ("", "The catalog does not say the material of the Whistling Kettle, red."),
    ],
)
def test_a_general_word_is_not_taken_apart(material: Any, told: str) -> None:
    wooden = Constraint("material", "==", ("oak", "beech", "birch", "walnut"))
    kettle = replace(KETTLE, material=material or None)
    retriever = OneItem()
    retriever.get = lambda id: kettle  # type: ignore[method-assign]
    assert answered([kettle], Act("ask", text="is it wooden?", slot="material", constraints=(wooden,)), DialogueState(shown=("k1",)), retriever).text == told  # type: ignore[arg-type]


def test_what_several_cost_together_is_summed_where_that_is_asked() -> None:
    other = replace(KETTLE, price=48.0)
    for asked, told in (("what would it all cost together", " Together that is $100."), ("which costs more", "")):
        worded = answered((KETTLE, other), Act("ask", text=asked, slot="price"), DialogueState(shown=("k1",)), OneItem())  # type: ignore[arg-type]
        assert worded.text == f"The Whistling Kettle, red costs $52. The Whistling Kettle, red costs $48.{told}"
