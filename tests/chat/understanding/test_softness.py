"""Wishes that only rank, wherever in the sentence the softening stands."""

from __future__ import annotations

from typing import Any

import pytest

from chat.state import DialogueState, flatten
from chat.understanding.by_rule import read_by_rule
from retrieval.vocabulary import Vocabulary

SOFT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [  # said, hard, soft
    ("a jacket, waterproof if at all possible", {"kind": "jacket"}, {"waterproof": True}),
    ("a mug; if it happens to be blue, great", {"kind": "mug"}, {"color": "blue"}),
    ("a blue mug, though I'm not set on that", {"kind": "mug"}, {"color": "blue"}),
    ("it's not essential that it is waterproof, but I need a backpack", {"kind": "backpack"}, {"waterproof": True}),
    ("a waterproof backpack. Blue would be the icing on the cake.", {"kind": "backpack", "waterproof": True}, {"color": "blue"}),
    ("a suitcase under 200, navy is not a must", {"kind": "suitcase", "max_price": 200}, {"color": "navy"}),
    ("a table lamp, dimmable wouldn't hurt", {"kind": "table lamp"}, {"dimmable": True}),
    ("a kettle. Red would be my first choice but others are fine too", {"kind": "kettle"}, {"color": "red"}),
    ("a leather bag preferably", {"category": "bags"}, {"material": "leather"}),
    ("headphones, bonus points if they are wireless", {"kind": "headphones"}, {"wireless": True}),
    ("a kettle, under 40 if at all possible", {"kind": "kettle"}, {"max_price": 40}),
    ("a tent, and less than 2 kilos would be a bonus", {"kind": "tent"}, {"max_weight_g": 2000}),
    ("a rug for ideally no more than 100 dollars", {"kind": "rug"}, {"max_price": 100}),
    ("a blue tent, under 200 if possible", {"kind": "tent", "color": "blue"}, {"max_price": 200}),
    ("I can live without a dishwasher safe one, I want a mug", {"kind": "mug"}, {"dishwasher_safe": True}),
    ("should it happen to be green, all the better; a bottle", {"kind": "water bottle"}, {"color": "green"}),
]
FIRM: list[tuple[str, dict[str, Any]]] = [
    ("headphones, wireless is a must", {"kind": "headphones", "wireless": True}),
    ("a blue rug, nothing else is an option", {"kind": "rug", "color": "blue"}),
    ("a tent under 300, it must be waterproof", {"kind": "tent", "waterproof": True, "max_price": 300}),
    ("a green bottle under 20 dollars", {"kind": "water bottle", "color": "green", "max_price": 20}),
    ("a jacket under 100, ideally waterproof", {"kind": "jacket", "max_price": 100}),
    ("a red scarf. Wool would be nice.", {"kind": "scarf", "color": "red"}),
]


@pytest.mark.parametrize(("said", "hard", "soft"), SOFT, ids=[each[0] for each in SOFT])
def test_what_is_no_must_only_ranks(said: str, hard: dict[str, Any], soft: dict[str, Any], vocabulary: Vocabulary) -> None:
    wishes = read_by_rule(said, DialogueState(), vocabulary, ()).act.constraints
    assert flatten(tuple(each for each in wishes if each.hard)) == hard
    assert flatten(tuple(each for each in wishes if not each.hard)) == soft


@pytest.mark.parametrize(("said", "hard"), FIRM, ids=[each[0] for each in FIRM])
def test_what_is_said_without_softening_filters(said: str, hard: dict[str, Any], vocabulary: Vocabulary) -> None:
    wishes = read_by_rule(said, DialogueState(), vocabulary, ()).act.constraints
    assert flatten(tuple(each for each in wishes if each.hard)) == hard
