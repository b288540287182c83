"""What helps with a need told as a story, by examples."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from retrieval.item import Item
from retrieval.needs import NeedReader, Needs, clauses, load_examples, open_needs, sold_as
from retrieval.vocabulary import Vocabulary
from tests.retrieval.conftest import HashedWords

SHOP = Vocabulary(
    [
        Item("a", "Cabin Slippers", category="footwear", attributes={"kind": "slippers"}),
        Item("b", "Classic coat-rack", category="housewares", attributes={"kind": "bedroom"}),
    ]
)


def reader(*examples: tuple[tuple[str, ...], str]) -> NeedReader:
    words = HashedWords()
    return NeedReader(words, Needs(tuple(things for things, _ in examples), words.encode([need for _, need in examples])))


def test_the_nearest_example_names_what_the_shop_sells() -> None:
    needs = reader((("slippers", "socks"), "cold feet in the house"), (("umbrella",), "soaked by rain"), ((), "last night"))
    assert needs.helps("cold feet in the house", SHOP) == ("slippers",)
    assert needs.helps("hello. cold feet in the house", SHOP) == ("slippers",)
    assert needs.helps("soaked by rain", SHOP) == ()  # no umbrellas here
    assert needs.helps("last night", SHOP) == ()


def test_clauses_of_a_story() -> None:
    assert clauses("twins turn four, help and I have nothing") == ["twins turn four, help and I have nothing", "twins turn four", "I have nothing"]


def test_what_a_shop_calls_a_thing() -> None:
    assert sold_as("slippers", SHOP) == ("slippers",)
    assert sold_as("piano", SHOP) == ()


def test_the_examples_are_whole_and_their_vectors_are_kept(tmp_path: Path) -> None:
    examples = load_examples()
    assert len(examples) > 400
    assert any(not things for things, _ in examples)
    open_needs(HashedWords(), tmp_path)
    kept = list(tmp_path.glob("*.needs.npz"))
    assert len(kept) == 1
    with np.load(kept[0]) as stored:
        assert len(stored["vectors"]) == len(examples)
