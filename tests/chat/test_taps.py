"""Taps become acts, and the turn learns from them as it does from words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chat.acts import Act, Utterance
from chat.parts import Parts
from chat.state import DialogueState
from chat.taps import act_of, key_of, reasons_against
from chat.turn import take_turn
from core.errors import BadInput, NotFound
from core.later import Later
from retrieval.constraints import Constraint
from retrieval.query import PhotoAttribute, PhotoReading
from tests.chat.ui.conftest import SmallRetriever

BROWN = PhotoReading((PhotoAttribute("kind", "hiking boots", 0.95), PhotoAttribute("color", "brown", 0.8)), np.zeros(4, np.float32), np.zeros(4, np.float32))


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    retriever: Any = SmallRetriever(tmp_path)
    unused: Any = Later(lambda: None)
    return Parts(retriever, unused, unused, None)


def said(parts: Parts, words: str) -> DialogueState:
    return take_turn(parts, DialogueState(), Utterance(words), aloud=False)[0]


def tapped(parts: Parts, state: DialogueState, **tap: str) -> tuple[DialogueState, Any]:
    return take_turn(parts, state, Utterance("a caption that nobody reads", act=act_of(tap, state, parts.retriever)), aloud=False)


@pytest.mark.parametrize(
    ("because", "learned", "left"),
    [
        ("", None, ("hb-2", "hb-3")),
        ("price", Constraint("price", "<", 129.0), ("hb-2", "hb-3")),
        ("color", Constraint("color", "!=", "brown"), ("hb-2",)),
        ("brand", Constraint("brand", "!=", "Marlow"), ("hb-3",)),
    ],
)
def test_an_item_turned_down_takes_what_has_the_same_fault_with_it(parts: Parts, because: str, learned: Constraint | None, left: tuple[str, ...]) -> None:
    state, reply = tapped(parts, said(parts, "hiking boots"), do="reject", item="hb-1", because=because)
    assert state.disliked == ("hb-1",)
    assert state.shown == left
    assert learned is None or learned in state.constraints
    assert reply.understood.act.source == "tap"
    assert reply.move == "recommend"


def test_the_reasons_offered_are_those_the_shop_states(parts: Parts) -> None:
    item = parts.retriever.get("hb-1")
    assert reasons_against(item) == ["price", "color", "brand"]
    heavy = replace(item, price=None, color="", attributes={"kind": "hiking boots", "weight_g": 900.0})
    assert reasons_against(heavy) == ["weight_g", "brand"]
    with pytest.raises(BadInput, match="material"):
        tapped(parts, said(parts, "hiking boots"), do="reject", item="hb-1", because="material")


def test_one_wish_of_several_is_taken_back(parts: Parts) -> None:
    state = said(parts, "hiking boots under 120 dollars, not black")
    assert state.shown == ("hb-3",)
    black = next(each for each in state.constraints if each.slot == "color")
    after, _ = tapped(parts, state, do="remove", wish=key_of(black))
    assert black not in after.constraints
    assert len(after.constraints) == len(state.constraints) - 1
    assert after.shown == ("hb-2", "hb-3")
    with pytest.raises(BadInput, match="no longer"):
        tapped(parts, after, do="remove", wish=key_of(black))


def test_the_last_wish_taken_back_ends_the_search(parts: Parts) -> None:
    state = said(parts, "tent")
    after, reply = tapped(parts, state, do="remove", wish=key_of(state.constraints[0]))
    assert not after.searching
    assert after.before is not None
    assert reply.move == "chat"


def test_a_wish_is_changed_and_softened(parts: Parts) -> None:
    state = said(parts, "hiking boots under 120 dollars")
    limit = next(each for each in state.constraints if each.slot == "price")
    dearer, _ = tapped(parts, state, do="change", wish=key_of(limit), value="150")
    assert replace(limit, value=150.0) in dearer.constraints and limit not in dearer.constraints
    assert len(dearer.shown) == 3
    for wrong in ("cheap", "-5", "0", "1e12", "nan"):
        with pytest.raises(BadInput):
            tapped(parts, state, do="change", wish=key_of(limit), value=wrong)
    softer, _ = tapped(parts, state, do="firm", wish=key_of(limit))
    assert replace(limit, hard=False) in softer.constraints
    kind = next(each for each in state.constraints if each.slot == "kind")
    tents, _ = tapped(parts, state, do="change", wish=key_of(kind), value="Backpack")
    assert Constraint("kind", "==", "backpack") in tents.constraints
    with pytest.raises(BadInput, match="not in this shop"):
        tapped(parts, state, do="change", wish=key_of(kind), value="<b>yacht</b>")


def test_what_was_seen_in_a_photo_is_corrected_and_forgotten(parts: Parts) -> None:
    state = DialogueState(photo=BROWN, shown=("hb-1", "hb-3"))
    black, _ = tapped(parts, state, do="seen", slot="color", value="black")
    assert Constraint("color", "==", "black") in black.constraints
    assert black.photo is not None and [each.slot for each in black.photo.attributes] == ["kind"]
    assert black.shown == ("hb-2",)
    whatever, _ = tapped(parts, state, do="seen", slot="color", value="")
    assert whatever.photo is not None and not whatever.constraints and [each.slot for each in whatever.photo.attributes] == ["kind"]
    without, _ = tapped(parts, replace(state, constraints=(Constraint("kind", "==", "hiking boots"),)), do="remove", wish="photo")
    assert without.photo is None and without.searching
    with pytest.raises(BadInput, match="not recognised"):
        tapped(parts, state, do="seen", slot="brand", value="Osk")


def test_a_kind_that_a_photo_showed_does_not_come_back(parts: Parts) -> None:
    state = DialogueState(photo=BROWN, constraints=(Constraint("kind", "==", "hiking boots"), Constraint("color", "==", "black")), shown=("hb-2",))
    after, _ = tapped(parts, state, do="remove", wish=key_of(state.constraints[0]))
    assert [each.slot for each in after.constraints] == ["color"]


def test_words_likes_and_orders_are_taken_back_by_name(parts: Parts) -> None:
    state = replace(said(parts, "tent"), need="for rain", like=("hb-1",), lean=("dressier",), sort="price")
    for name in ("need", "like", "lean", "sort"):
        after, _ = tapped(parts, state, do="remove", wish=name)
        assert not getattr(after, name)


def test_more_like_an_item_begins_a_search_where_there_is_none(parts: Parts) -> None:
    state, _ = tapped(parts, DialogueState(), do="like", item="hb-2")
    assert state.like == ("hb-2",)
    assert set(state.shown) == {"hb-1", "hb-2", "hb-3"}
    with pytest.raises(NotFound):
        tapped(parts, DialogueState(), do="like", item="made-up")


def test_a_surprise_is_another_kind_than_the_one_on_show(parts: Parts) -> None:
    state = said(parts, "tent")
    kinds = set()
    for _ in range(12):
        after, reply = tapped(parts, state, do="surprise")
        kinds |= {str(each.item.value("kind")) for each in reply.suggestions}
        assert after.shown
    assert kinds == {"hiking boots", "backpack"}


def test_an_unknown_tap_is_refused(parts: Parts) -> None:
    with pytest.raises(BadInput, match="not known"):
        act_of({"do": "__class__"}, DialogueState(), parts.retriever)


def test_a_tap_keeps_the_language(parts: Parts) -> None:
    state = replace(said(parts, "hiking boots"), language="zh")
    after, reply = tapped(parts, state, do="reject", item="hb-1", because="price")
    assert after.language == reply.language == "zh"
    assert isinstance(reply.understood.act, Act)
