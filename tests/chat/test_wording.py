"""Facts in words."""

from __future__ import annotations

import pytest

from chat.wording.facts import category_words, constraint_words, counted, enumerated, plural, request_words, singular, without_words
from chat.wording.worded import SPOKEN_WORDS, listed, short
from retrieval.constraints import Constraint

WATERPROOF, BOOTS, LIMIT = Constraint("waterproof", "==", True), Constraint("kind", "==", "hiking boots"), Constraint("price", "<=", 150.0)


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        (LIMIT, "up to $150"),
        (Constraint("price", "<", 79.5), "under $79.50"),
        (Constraint("price", ">=", 1200.0), "from $1,200"),
        (WATERPROOF, "waterproof"),
        (Constraint("noise_cancelling", "==", False), "not noise cancelling"),
        (Constraint("material", "!=", "leather"), "not leather"),
        (Constraint("color", "in", ("red", "blue")), "red or blue"),
        (Constraint("material", "not_in", ("wool", "merino wool", "lambs wool", "cashmere wool")), "not wool"),
        (Constraint("audience", "in", ("women", "unisex")), "for women"),
        (Constraint("weight_g", "<", 480.0), "weight under 480 g"),
        (Constraint("capacity_l", ">=", 40.0), "capacity at least 40 L"),
    ],
)
def test_a_wish_in_words(constraint: Constraint, words: str) -> None:
    assert constraint_words(constraint) == words


@pytest.mark.parametrize(
    ("constraints", "words"),
    [
        ((LIMIT, WATERPROOF, BOOTS), "waterproof hiking boots up to $150"),
        ((BOOTS, Constraint("material", "!=", "leather")), "hiking boots, not leather"),
        ((Constraint("kind", "==", "tent"), Constraint("color", "==", "red"), Constraint("brand", "==", "Osk")), "red tents by Osk"),
        ((Constraint("category", "==", "outdoor"),), "outdoor items"),
        ((Constraint("category", "==", "Jackets"), Constraint("audience", "==", "men")), "jackets for men"),
        ((Constraint("color", "==", "red", hard=False),), "things"),
    ],
)
def test_a_request_in_words(constraints: tuple[Constraint, ...], words: str) -> None:
    assert request_words(constraints) == words


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("tent", "tents"),
        ("rain jacket", "rain jackets"),
        ("watch", "watches"),
        ("dress", "dresses"),
        ("chef's knife", "chef's knives"),
        ("battery", "batteries"),
        ("hiking boots", "hiking boots"),
        ("scarf", "scarves"),
        ("fishing item", "fishing items"),
    ],
)
def test_one_and_many(one: str, many: str) -> None:
    assert plural(one) == many
    assert plural(many) == many
    assert singular(many) == one or one == "chef's knife"
    assert counted(3, many) == f"three {many}"


def test_categories_as_nouns() -> None:
    assert [category_words(each) for each in ("bags", "footwear", "kitchen", "electronics")] == ["bags", "footwear", "kitchen items", "electronics items"]


def test_spoken_sentences_are_short() -> None:
    long = "First, the tent, 99 dollars: " + ", ".join(["a very good reason"] * 12) + "."
    assert len(short(long).split()) <= SPOKEN_WORDS
    assert short("Short enough.") == "Short enough."
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_what_has_no_plural_is_counted_by_the_piece() -> None:
    jewelry = (Constraint("category", "==", "jewelry"),)
    assert counted(7, request_words(jewelry, count=7)) == "seven jewelry items"
    assert counted(1, request_words(jewelry, count=1)) == "one jewelry item"
    assert request_words(jewelry) == "jewelry"
    assert (plural("fishing"), plural("earring"), plural("pet"), plural("makeup")) == ("fishing items", "earrings", "pet items", "makeup")


def test_many_alternatives_are_read_with_commas() -> None:
    assert enumerated("scarves or backpacks or tote bags up to $50") == "scarves, backpacks or tote bags up to $50"


def test_a_wish_that_three_slots_share_is_said_once() -> None:
    assert without_words([Constraint(slot, "not_contains", "small") for slot in ("features", "title", "best_for")]) == ", not small"
