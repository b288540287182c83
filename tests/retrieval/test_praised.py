"""Words of the sentence frame, and what an item's own facts say to a need."""

from __future__ import annotations

import pytest

from core.settings import Settings
from retrieval.encoders import TextEncoder
from retrieval.evidence import EvidenceFinder
from retrieval.frame_words import telling_words
from retrieval.item import Item
from retrieval.opening import open_encoders
from retrieval.praised import beyond_the_named, praise
from retrieval.vocabulary import Vocabulary

BOTTLES = {
    "steel": Item("steel", "Fjord Bottle", "Ice survives a full day in here and tea stays hot until lunch.", attributes={"features": ("cold 24 h",)}),
    "soft": Item("soft", "Squeeze Bottle", "It slots into a bike cage. It does not keep drinks cold.", attributes={"features": ("squeezable",)}),
    "plain": Item("plain", "Brook Bottle", "One wall, nothing to break. Cold drinks make the outside sweat.", attributes={"features": ("wide mouth",)}),
}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("father's day is coming up and my dad loves fishing", ("fishing",)),
        ("her birthday is on Saturday", ()),
        ("which would you trust", ("which",)),
        ("she enjoys gardening every weekend in March", ("gardening", "every")),
        ("keeps drinks cold", ("drink", "cold")),
    ],
)
def test_the_frame_says_nothing_of_the_thing(said: str, words: tuple[str, ...]) -> None:
    assert telling_words(said) == words


def test_the_named_is_left_out() -> None:
    vocabulary = Vocabulary([Item("b", "Fjord Bottle", attributes={"kind": "water bottle"})])
    text = "water bottle keeps drinks cold"
    assert beyond_the_named(text, vocabulary.mentions(text)) == "keeps drinks cold"
    assert beyond_the_named("water bottle", vocabulary.mentions("water bottle")) == ""


@pytest.mark.slow
def test_a_denial_speaks_against_and_two_facts_for_it(home: Settings) -> None:
    encoder: TextEncoder = open_encoders(home).text
    found = praise(EvidenceFinder(encoder, BOTTLES.__getitem__), list(BOTTLES.values()), "keeps drinks cold")
    assert found[0] > found[2] > found[1]
    assert found[1] < 0
