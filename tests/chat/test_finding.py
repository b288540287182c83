"""What is shown where a need is told in words alone."""

from __future__ import annotations

from chat.finding import PER_KIND, spread, told_in_words
from chat.state import DialogueState
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.query import Query, Suggestion
from retrieval.retriever import Retriever


def ranked(*kinds: str) -> list[Suggestion]:
    return [Suggestion(Item(str(at), kind, attributes={"kind": kind}), at, 1.0) for at, kind in enumerate(kinds, start=1)]


def test_a_list_is_spread_over_kinds_in_its_order() -> None:
    found = spread(ranked("rug", "rug", "rug", "mug", "rug", "saw"), 4)
    assert [each.item.title for each in found] == ["rug"] * PER_KIND + ["mug", "saw"]
    assert [each.rank for each in found] == [1, 2, 3, 4]


def test_one_kind_alone_fills_the_list() -> None:
    assert [each.item.id for each in spread(ranked("rug", "rug", "rug", "rug"), 3)] == ["1", "2", "3"]


def test_only_a_need_told_in_words_is_spread(shop: Retriever) -> None:
    boots = (Constraint("kind", "==", "hiking boots"),)
    assert told_in_words(shop, DialogueState(need="the hallway is gloomy"), Query("the hallway is gloomy"))
    assert not told_in_words(shop, DialogueState(need="muddy", constraints=boots), Query("muddy", constraints=boots))
    assert not told_in_words(shop, DialogueState(need="big kite"), Query("big kite"))
    assert not told_in_words(shop, DialogueState(), Query())
