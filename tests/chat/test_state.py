"""The dialogue state: one value, kept in a file, never half-read."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import numpy as np
import pytest

from chat.state import UNDO_DEPTH, DialogueState, Inquiry, Need, Offer, flatten, from_json, remember_before, to_json
from core.errors import BadInput
from retrieval.constraints import Constraint
from retrieval.query import PhotoAttribute, PhotoReading


def photo() -> PhotoReading:
    rng = np.random.default_rng(0)
    attributes = (PhotoAttribute("kind", "hiking boots", 0.8),)
    return PhotoReading(attributes, rng.random(8, np.float32), rng.random(4, np.float32), (("cowboy boot", 0.5),))


def full_state() -> DialogueState:
    constraints = (Constraint("price", "<=", 150.0), Constraint("color", "in", ("red", "blue"), hard=False), Constraint("waterproof", "==", True))
    old = DialogueState(need="boots", constraints=constraints[:1])
    return DialogueState(
        need="dry feet", constraints=constraints, photo=photo(), like=("a",), lean=("dressier",), sort="price", shown=("a", "b"), heard=("a",), focus="b",
        liked=("a",), disliked=("c",), passed=("d",), asked=("audience",), question="audience", offer=Offer(constraints[0], Constraint("price", "<=", 200.0)),
        waiting=(Need("warm", "", constraints[1:], "price"),), language="zh", turns=7, before=old,
        talked=("b", "a"), inquiry=Inquiry("size", "big", "how big", ()),
    )  # fmt: skip


def test_what_is_written_is_read_back() -> None:
    state = full_state()
    again = from_json(to_json(state))
    for each in fields(DialogueState):
        if each.name not in ("photo", "before"):
            assert getattr(again, each.name) == getattr(state, each.name), each.name
    assert again.photo is not None and state.photo is not None and again.before is not None
    np.testing.assert_array_equal(again.photo.features, state.photo.features)
    assert again.photo.attributes == state.photo.attributes
    assert again.before.constraints == state.constraints[:1]


@pytest.mark.parametrize("text", ["", "{}", "[1]", "null", '{"version": 99}', "not json", to_json(DialogueState())[:-20]])
def test_a_file_that_is_no_conversation_gets_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match="state file"):
        from_json(text)


def test_an_operator_that_does_not_exist_is_refused() -> None:
    record = json.loads(to_json(full_state()))
    record["constraints"][0]["operator"] = "drop table"
    with pytest.raises(BadInput):
        from_json(json.dumps(record))


def test_the_past_is_cut() -> None:
    state = DialogueState()
    for turn in range(UNDO_DEPTH * 2):
        state = DialogueState(need=str(turn), before=remember_before(state))
    depth = 0
    at = state.before
    while at is not None:
        depth, at = depth + 1, at.before
    assert depth == UNDO_DEPTH


def test_flat_constraints() -> None:
    constraints = (
        Constraint("price", "<", 150.0),
        Constraint("price", ">=", 20.0),
        Constraint("material", "!=", "leather"),
        Constraint("material", "!=", "wool"),
        Constraint("color", "in", ("red", "blue")),
        Constraint("waterproof", "==", True),
    )
    assert flatten(constraints) == {"max_price": 150.0, "min_price": 20.0, "not_material": ["leather", "wool"], "color": ["red", "blue"], "waterproof": True}
    assert flatten(replace(full_state(), constraints=()).constraints) == {}
