"""For whom it is, how old they are, and what their clothes must not be."""

from __future__ import annotations

from typing import Any

import pytest

from chat.state import DialogueState, flatten
from chat.understanding.by_rule import read_by_rule
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

SHOP = Vocabulary(
    [
        Item("j1", "Slim Jeans", audience="men", color="blue", attributes={"kind": "jeans"}),
        Item("j2", "Wide Jeans", audience="women", color="green", attributes={"kind": "jeans"}),
        Item("j3", "Cub Jeans", audience="kids", color="green", attributes={"kind": "jeans"}),
        Item("c1", "Fig Candle", audience="women", attributes={"kind": "candle"}),
        Item("c2", "Cedar Candle", attributes={"kind": "candle"}),
        Item("c3", "Pillar Candle", attributes={"kind": "candle"}),
        Item("t1", "Push Train", audience="kids", attributes={"kind": "toy train", "age_from": 1}),
    ]
)
HIS = DialogueState(constraints=(Constraint("kind", "==", "jeans"), Constraint("audience", "==", "men")), shown=("j1",))


@pytest.mark.parametrize(
    "said",
    ["my niece, she turns 3 on saturday, jeans for her", "jeans for my son, hes 6", "jeans for my daughter, she is 8", "jeans for my niece who is seven"],
)
def test_the_age_tells_more_than_the_relative(said: str) -> None:
    assert flatten(read_by_rule(said, DialogueState(), SHOP, ()).act.constraints)["audience"] == "kids"


@pytest.mark.parametrize(
    "said", ["cool. my wife wants a pair too", "my sister needs some as well", "and my girlfriend would like a pair", "what about a pair for my mum"]
)
def test_somebody_else_wants_one_as_well(said: str) -> None:
    act = read_by_rule(said, HIS, SHOP, (SHOP.entitled("slim")[0],)).act
    assert (act.name, flatten(act.constraints)) == ("refine", {"audience": "women"})
    assert act.constraints[0].hard


@pytest.mark.parametrize(("said", "hard"), [("jeans for my mum", True), ("a candle for my mum", False), ("candles for my wife", False)])
def test_the_audience_filters_only_what_is_made_for_somebody(said: str, hard: bool) -> None:
    wishes = read_by_rule(said, DialogueState(), SHOP, ()).act.constraints
    assert [each.hard for each in wishes if each.slot == "audience"] == [hard]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("he wont wear green. anything else?", {"not_color": "green"}),
        ("she hates green", {"not_color": "green"}),
        ("I don't want to mess around with blue", {"not_color": "blue"}),
        ("he refuses to wear blue", {"not_color": "blue"}),
        ("I'm not a big fan of green", {"not_color": "green"}),
        ("green feels too cold for me", {"not_color": "green"}),
        ("she would never be seen in blue", {"not_color": "blue"}),
    ],
)
def test_what_somebody_will_not_have(said: str, expected: dict[str, Any]) -> None:
    assert flatten(read_by_rule(said, HIS, SHOP, ()).act.constraints) == expected
