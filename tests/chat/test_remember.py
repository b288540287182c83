"""State in, state out: what each act does to the wishes."""

from __future__ import annotations

import pytest

from chat.acts import Act, Critique
from chat.remember import merged, remember, resolve
from chat.state import DialogueState
from retrieval.constraints import Constraint
from retrieval.item import Item

ITEMS = {
    "a": Item("a", "A", price=80.0, attributes={"kind": "boots", "weight_g": 900.0}),
    "b": Item("b", "B", price=120.0, attributes={"kind": "boots", "weight_g": 700.0}),
}
KIND, LIMIT = Constraint("kind", "==", "boots"), Constraint("price", "<=", 150.0)
STATE = DialogueState(constraints=(KIND, LIMIT), shown=("a", "b"))


def after(act: Act, state: DialogueState = STATE) -> DialogueState:
    return remember(state, act, None, ITEMS.__getitem__)


def test_a_new_search_forgets_the_wishes_and_can_be_undone() -> None:
    found = after(Act("find", constraints=(Constraint("kind", "==", "tent"),)))
    assert found.constraints == (Constraint("kind", "==", "tent"),)
    assert after(Act("undo"), found).constraints == STATE.constraints


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (LIMIT, Constraint("price", "<=", 100.0), (Constraint("price", "<=", 100.0),)),
        (LIMIT, Constraint("price", ">=", 50.0), (LIMIT, Constraint("price", ">=", 50.0))),
        (LIMIT, Constraint("price", ">=", 200.0), (Constraint("price", ">=", 200.0),)),
        (Constraint("color", "==", "red"), Constraint("color", "==", "blue"), (Constraint("color", "==", "blue"),)),
        (Constraint("color", "==", "red"), Constraint("color", "!=", "red"), (Constraint("color", "!=", "red"),)),
        (Constraint("color", "!=", "red"), Constraint("color", "==", "blue"), (Constraint("color", "!=", "red"), Constraint("color", "==", "blue"))),
        (Constraint("color", "!=", "red"), Constraint("color", "==", "red"), (Constraint("color", "==", "red"),)),
        (Constraint("category", "==", "footwear"), Constraint("kind", "==", "boots"), (Constraint("kind", "==", "boots"),)),
        (LIMIT, LIMIT, (LIMIT,)),
    ],
)
def test_new_wishes_over_old_ones(old: Constraint, new: Constraint, expected: tuple[Constraint, ...]) -> None:
    assert merged((old,), (new,)) == expected


def test_cheaper_is_below_the_cheapest_shown_or_below_the_item_in_focus() -> None:
    cheaper = Act("refine", critiques=(Critique("price", -1),))
    assert Constraint("price", "<", 80.0) in after(cheaper).constraints
    focused = DialogueState(constraints=STATE.constraints, shown=("a", "b"), focus="b")
    assert Constraint("price", "<", 120.0) in after(cheaper, focused).constraints
    assert Constraint("weight_g", "<", 700.0) in after(Act("refine", critiques=(Critique("weight_g", -1),))).constraints


def test_wishes_taken_back() -> None:
    assert after(Act("refine", drop=("price",))).constraints == (KIND,)


def test_like_the_second_keeps_its_kind() -> None:
    like = after(Act("refine", items=(2,), constraints=(Constraint("color", "==", "black"),)), DialogueState(need="shoes", shown=("a", "b")))
    assert like.like == ("b",)
    assert set(like.constraints) == {Constraint("kind", "==", "boots"), Constraint("color", "==", "black")}


def test_picking_sets_the_focus_and_back_returns_to_the_list() -> None:
    picked = after(Act("pick", items=(2,)))
    assert picked.focus == "b"
    assert after(Act("undo"), picked).focus == ""


def test_what_is_disliked_or_seen_is_left_out_from_then_on() -> None:
    assert after(Act("feedback", items=(1,), like=False)).disliked == ("a",)
    assert after(Act("refine", topic="more")).passed == ("a", "b")


def test_positions_mean_the_shown_list() -> None:
    assert resolve((1, -1, 1, 7, "z"), STATE) == ("a", "b", "z")


def test_nothing_is_changed_in_place() -> None:
    before = STATE
    after(Act("refine", constraints=(Constraint("color", "==", "black"),)))
    assert before == STATE and STATE.constraints == (KIND, LIMIT)


def test_restart_is_empty_but_can_be_undone() -> None:
    fresh = after(Act("undo", topic="restart"))
    assert not fresh.searching
    assert after(Act("undo"), fresh).constraints == STATE.constraints
