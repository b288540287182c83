"""What is shown where a need is told in words alone."""

from __future__ import annotations

from chat.finding import told_in_words
from chat.state import DialogueState
from retrieval.constraints import Constraint
from retrieval.query import Query
from retrieval.retriever import Retriever


def test_only_a_need_told_in_words_is_spread(shop: Retriever) -> None:
    boots = (Constraint("kind", "==", "hiking boots"),)
    assert told_in_words(shop, DialogueState(need="the hallway is gloomy"), Query("the hallway is gloomy"))
    assert not told_in_words(shop, DialogueState(need="muddy", constraints=boots), Query("muddy", constraints=boots))
    assert not told_in_words(shop, DialogueState(need="big kite"), Query("big kite"))
    assert not told_in_words(shop, DialogueState(), Query())
