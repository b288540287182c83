"""What helps with a need told as a story, by examples."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from retrieval.item import Item
from retrieval.needs import Example, NeedReader, clauses, learn, load_examples, open_needs, sold_as
from retrieval.vocabulary import Vocabulary
from retrieval.words import plain_words
from tests.retrieval.conftest import HashedWords

SHOP = Vocabulary(
    [
        Item("a", "Cabin Slippers", category="footwear", attributes={"kind": "slippers"}),
        Item("b", "Classic coat-rack", category="housewares", attributes={"kind": "bedroom"}),
        Item("c", "Morning Bell Drip Reel, black", category="angling"),
        Item("d", "Low Coffee Table", category="furniture", attributes={"kind": "coffee table"}),
        Item("e", "Oak Writing Table", category="furniture", attributes={"kind": "table"}),
    ]
)


def reader(*examples: Example) -> NeedReader:
    words = HashedWords()
    return NeedReader(words, learn(examples, words.encode([need for _, need in examples])))


def test_the_nearest_example_names_what_the_shop_sells() -> None:
    needs = reader((("slippers", "socks"), "cold feet in the house"), (("umbrella",), "soaked by rain"), ((), "last night"))
    assert needs.helps("cold feet in the house", SHOP) == ("slippers",)
    assert needs.helps("hello. cold feet in the house", SHOP) == ("slippers",)
    assert needs.helps("soaked by rain", SHOP) == ()  # no umbrellas here
    assert needs.helps("last night", SHOP) == ()


def test_the_likeliest_comes_first_and_what_is_much_less_likely_not_at_all() -> None:
    needs = reader((("reel", "slippers"), "he sits by the river"), (("slippers",), "cold feet in the house"))
    assert needs.helps("he sits by the river", SHOP) == ("reel", "slippers")
    assert needs.helps("cold feet in the house", SHOP) == ("slippers",)


def test_examples_that_agree_outweigh_one_that_is_as_near() -> None:
    needs = reader((("slippers",), "cold feet tiles"), (("slippers",), "cold feet marble"), (("reel",), "cold feet river"))
    assert needs.helps("cold feet again", SHOP)[0] == "slippers"


def test_what_the_shop_lacks_is_not_made_up_for_by_something_far_off() -> None:
    needs = reader((("toothbrush",), "my gums bleed in the morning"), (("slippers",), "cold feet in the morning"))
    assert needs.helps("my gums bleed in the morning", SHOP) == ()


def test_a_bare_noun_adds_nothing_to_the_kind_that_ends_with_it() -> None:
    assert reader(
        (("coffee table", "table"), "nowhere to put my cup"),
    ).helps("nowhere to put my cup", SHOP) == ("coffee table",)
    assert reader(
        (("kitchen table", "table"), "nowhere to put my cup"),
    ).helps("nowhere to put my cup", SHOP) == ("table",)


def test_clauses_of_a_story() -> None:
    assert clauses("twins turn four, help and I have nothing") == ["twins turn four, help and I have nothing", "twins turn four", "I have nothing"]


def test_what_a_shop_calls_a_thing() -> None:
    assert sold_as("slippers", SHOP) == ("slippers",)
    assert sold_as("piano", SHOP) == ()
    assert sold_as("reel", SHOP) == ("reel",)
    assert sold_as("bell", SHOP) == ()  # the reel's brand


def test_no_example_names_what_meets_it_and_none_is_there_twice() -> None:
    examples = load_examples()
    told = [need.casefold() for _, need in examples]
    assert sorted(told) == sorted(set(told))
    naming = [(thing, need) for things, need in examples for thing in things if len(thing.split()) > 1 and set(plain_words(thing)) <= set(plain_words(need))]
    assert naming == []


def test_the_examples_are_whole_and_their_vectors_are_kept(tmp_path: Path) -> None:
    examples = load_examples()
    assert len(examples) > 2000
    assert any(not things for things, _ in examples)
    words = HashedWords()
    learned = open_needs(words, tmp_path).helps("my feet are always cold in the house", SHOP)
    kept = list(tmp_path.glob("*.needs.npz"))
    assert len(kept) == 1
    with np.load(kept[0]) as stored:
        assert len(stored["vectors"]) == len(stored["weights"]) == len(examples)
        assert stored["weights"].shape[1] == len(stored["things"]) + 1
    words.embedded.clear()
    assert open_needs(words, tmp_path).helps("my feet are always cold in the house", SHOP) == learned
    assert words.embedded == ["my feet are always cold in the house"]  # nothing learned again
