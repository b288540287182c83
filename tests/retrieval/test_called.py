"""Nouns that only titles have, in a shop whose kinds are coarse."""

from __future__ import annotations

import pytest

from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

TITLES = (  # title, kind, color
    ("Burnt Sienna Lipstick", "makeup", ""),
    ("Velvet Matte Lipstick", "makeup", "red"),
    ("Waterproof Eyeliner and Mascara", "makeup", ""),
    ("Nail Varnish for Queens of Hearts", "makeup", ""),
    ("12-Piece Makeup Brush Set", "makeup", ""),
    ("Divine Shine - Rose Lip Balm", "care", ""),
    ("Oak Coat-Rack", "living room", "brown"),
    ("Corner Sofa", "living room", "gray"),
    ("Spare Bookshelves", "living room", "white"),
    ("Red Rain Coat", "coat", "red"),
    ("Tea Gift Package", "food", ""),
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary([Item(str(at), title, color=color, category="shop", attributes={"kind": kind}) for at, (title, kind, color) in enumerate(TITLES)])


@pytest.mark.parametrize(
    ("said", "kind", "title"),
    [
        ("the cheapest lipsticks please", "makeup", "lipstick"),
        ("mascara?", "makeup", "mascara"),
        ("how many coat racks are there", "living room", "coat-rack"),
        ("a sofa under 300", "living room", "sofa"),
        ("bookshelves", "living room", "bookshelves"),
        ("nail varnish", "makeup", "nail varnish"),
        ("a makeup brush", "makeup", "makeup brush"),
        ("lip balm", "care", "lip balm"),
        ("a lipstik", "makeup", "lipstick"),
    ],
)
def test_a_noun_of_titles_is_a_thing(said: str, kind: str, title: str, vocabulary: Vocabulary) -> None:
    mention = vocabulary.mentions(said)[-1]
    assert (mention.constraint.slot, mention.constraint.value) == ("kind", kind)
    assert mention.title is not None
    assert (mention.title.operator, mention.title.value) == ("contains", title)


@pytest.mark.parametrize("said", ["a gift for my dad", "something to make my hair shine", "a set of things", "queens and hearts"])
def test_other_words_of_titles_are_none(said: str, vocabulary: Vocabulary) -> None:
    assert vocabulary.mentions(said) == []


def test_the_shops_own_words_go_first(vocabulary: Vocabulary) -> None:
    found = vocabulary.mentions("a red coat")
    assert [(each.constraint.slot, each.constraint.value, each.title) for each in found] == [("color", "red", None), ("kind", "coat", None)]


def test_the_longer_name_wins_over_the_thing_it_begins_with(vocabulary: Vocabulary) -> None:
    found = vocabulary.mentions("somewhere to hang a coat on, coat racks I guess")
    assert [each.constraint.value for each in found] == ["living room"]
