"""What follows on what: the same search refined, another one started, a counted thing shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from chat.acts import Act
from chat.remember import remember
from chat.state import DialogueState, Offer, flatten
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.query import PhotoAttribute, PhotoReading
from retrieval.vocabulary import Vocabulary

Talk = Callable[..., tuple[DialogueState, Act]]


@pytest.fixture
def talk(vocabulary: Vocabulary, items: list[Item]) -> Talk:
    by_id = {item.id: item for item in items}

    def said(*lines: str, kind: str = "", **before: Any) -> tuple[DialogueState, Act]:
        shown = [item for item in items if kind and item.value("kind") == kind][:5]
        wanted = (Constraint("kind", "==", kind),) if kind else ()
        state = DialogueState(**{"constraints": wanted, "shown": tuple(item.id for item in shown), **before})
        act = Act("chat")
        for line in lines:
            act = read_by_rule(line, state, vocabulary, [by_id[each] for each in state.shown]).act
            state = remember(state, act, None, by_id.__getitem__)
        return state, act

    return said


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("a present for my niece, at most 20 dollars", "a kite?"), {"kind": "kite", "max_price": 20, "audience": ["women", "unisex"]}),
        (("something for under 60", "maybe a kettle"), {"kind": "kettle", "max_price": 60}),
        (("a gift for my husband", "slippers would do"), {"kind": "slippers", "audience": ["men", "unisex"]}),
        (("anything up to 100 that is waterproof", "do you have backpacks"), {"kind": "backpack", "max_price": 100, "waterproof": True}),
        (("what number of tents do you keep", "and for less than 100?"), {"kind": "tent", "max_price": 100}),
        (("what colors do the rugs come in", "only the cheap ones, under 50"), {"kind": "rug", "max_price": 50}),
        (("how many kettles are there", "in red please"), {"kind": "kettle", "color": "red"}),
        (("how many mugs do you sell", "what colors would those be in?"), {"kind": "mug"}),
    ],
)
def test_what_was_said_before_holds_for_the_thing(lines: tuple[str, ...], expected: dict[str, Any], talk: Talk) -> None:
    assert flatten(talk(*lines)[0].constraints) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("a kettle under 60", "now I need a tent"), {"kind": "tent"}),
        (("a kettle under 60", "a backpack"), {"kind": "backpack"}),
        (("a present under 20", "also, I want a tent"), {"kind": "tent"}),
        (("do you sell pianos", "a turntable, then"), {"kind": "turntable"}),
    ],
)
def test_another_thing_starts_anew(lines: tuple[str, ...], expected: dict[str, Any], talk: Talk) -> None:
    assert flatten(talk(*lines)[0].constraints) == expected


def test_the_use_goes_with_the_same_trip(talk: Talk) -> None:
    for asked in ("and a sleeping bag for the same trip", "plus a sleeping bag for the same holiday", "a sleeping bag on the very same trip"):
        state, _ = talk("a tent for camping in winter", asked)
        assert [(each.value, each.hard) for each in state.values("season")] == [("winter", False)]
        assert flatten(state.values("kind")) == {"kind": "sleeping bag"}


@pytest.mark.parametrize("said", ["tents only, and under 200", "just tents, in green", "the cheapest tent please", "what is your lightest tent"])
def test_the_same_thing_again_refines(said: str, talk: Talk) -> None:
    state, act = talk(said, kind="tent", constraints=(Constraint("kind", "==", "tent"), Constraint("price", "<=", 500.0)))
    assert act.name == "refine"
    assert any(each.slot == "price" for each in state.constraints)


@pytest.mark.parametrize("said", ["show me those", "pull those up, please", "let me see them", "list them please", "can you bring up these?"])
def test_counted_things_can_be_shown(said: str, talk: Talk) -> None:
    state, act = talk("how many tents are there", said)
    assert (act.name, act.text, flatten(state.constraints)) == ("refine", "", {"kind": "tent"})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("He owns only brown shoes though, so brown it must be", {"kind": "belt", "color": "brown"}),
        ("she has several leather bags already, so please make it black", {"kind": "belt", "color": "black"}),
        ("my husband wears blue jeans, in navy then", {"kind": "belt", "color": "navy"}),
    ],
)
def test_what_somebody_owns_is_not_wanted(said: str, expected: dict[str, Any], talk: Talk) -> None:
    state, act = talk(said, kind="belt")
    assert (act.name, flatten(state.constraints)) == ("refine", expected)


def test_what_is_needed_for_a_thing_owned(talk: Talk) -> None:
    for said in ("I have a bike and need a lock for it", "my son has a bicycle and he needs a bike lock", "we own a bike, looking for a bike lock"):
        assert flatten(talk(said)[0].constraints)["kind"] == "bike lock"


def test_what_somebody_asks_to_have_is_wanted(talk: Talk) -> None:
    for said in ("can I have a red mug", "do you have a red mug", "I want to have a red mug"):
        assert flatten(talk(said)[0].constraints) == {"kind": "mug", "color": "red"}


@pytest.mark.parametrize("said", ["yeah go on, do that", "go on then", "by all means", "fair enough, do that", "yes, do that please"])
def test_an_offer_is_taken(said: str, talk: Talk) -> None:
    offer = Offer(Constraint("color", "==", "gold"), None)
    state, act = talk(said, constraints=(Constraint("kind", "==", "smartwatch"), Constraint("color", "==", "gold")), offer=offer)
    assert (act.topic, flatten(state.constraints)) == ("accept", {"kind": "smartwatch"})


@pytest.mark.parametrize("said", ["what would I have to pay then", "how much do they cost then?", "and where do prices start?", "what does the cheapest cost"])
def test_a_price_asked_for_where_none_was_low_enough_takes_the_offer(said: str, talk: Talk) -> None:
    offer = Offer(Constraint("price", "<=", 50.0), Constraint("price", "<=", 399.0))
    state, _ = talk(said, constraints=(Constraint("kind", "==", "sofa"), Constraint("price", "<=", 50.0)), offer=offer)
    assert flatten(state.constraints) == {"kind": "sofa", "max_price": 399.0}


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("and fridges, have you any of those?", "fridges"),
        ("forget tents. do you stock washing machines?", "washing machines"),
        ("no more boots. do you sell sewing machines", "sewing machines"),
        ("lawn mowers maybe?", "lawn mowers"),
        ("pianos, do you have any of them?", "pianos"),
    ],
)
def test_things_not_sold_start_a_search_of_their_own(said: str, thing: str, talk: Talk) -> None:
    _, act = talk(said, kind="tent")
    assert (act.name, act.thing) == ("find", thing)


def test_a_colour_nothing_here_is_like_is_still_a_wish(talk: Talk) -> None:
    for said in ("it must be strictly chartreuse", "in chartreuse", "only chartreuse, no other color", "chartreuse please"):
        state, act = talk(said, kind="scarf")
        assert (act.name, flatten(state.constraints)) == ("refine", {"kind": "scarf", "color": "chartreuse"})


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("boots, not leather", "find"),  # no boots look like a jacket: a new search
        ("show me tents", "find"),
        ("rain jackets please", "refine"),  # what the photo shows, by its name
        ("a fleece jacket", "refine"),
    ],
)
def test_a_thing_that_the_photo_cannot_show_is_a_new_search(said: str, name: str, vocabulary: Vocabulary) -> None:
    none = np.zeros(1, dtype=np.float32)
    jacket = PhotoReading((PhotoAttribute("kind", "parka", 0.6), PhotoAttribute("category", "clothing", 0.6)), none, none)
    green = Constraint("color", "==", "green")
    act = read_by_rule(said, DialogueState(photo=jacket, constraints=(green,)), vocabulary, ()).act
    assert act.name == name and act.topic != "named"  # that would keep the green that was wished of the jacket
