"""Plain words, a photo or both, made a query."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from retrieval.asking import answers, asked, vague
from retrieval.constraints import Constraint
from retrieval.edits import edits
from retrieval.grouping import PER_KIND
from retrieval.item import Item
from retrieval.query import PhotoAttribute, PhotoReading
from retrieval.retriever import Retriever
from retrieval.title_names import title_names
from retrieval.vocabulary import Vocabulary

WAYS = tuple(
    Item(
        f"{name[0].casefold()}-{color}",
        f"{name} Hoodie, {color}",
        f"Warm hoodie of {name} cloth." + (" Has pockets." if name == "Breeze" else ""),
        "hoodies",
        price=price,
        color=color,
        material=material,
        audience=audience,
        attributes={"kind": "hoodie"},
    )
    for name, price, material, audience in (("Breeze", 40.0, "cotton", "men"), ("Gale", 60.0, "wool", "women"))
    for color in ("red", "blue", "gray")
)


def changes(text: str, seen: Item | None = WAYS[0]) -> set[str]:
    return {str(each) for each in edits(text, Vocabulary(WAYS).mentions(text), seen)}


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("like this but in blue", {"color == blue"}),
        ("the same one in red or gray", {"color in red, gray"}),
        ("the same for women", {"audience == women"}),
        ("this in wool", {"material == wool"}),
        ("a cheaper one", {"price < 40.0"}),
        ("something more expensive in blue", {"color == blue", "price > 40.0"}),
        ("the same without the pockets", {"title not_contains pocket", "description not_contains pocket"}),
        ("not in red", set()),
        ("this one", set()),
    ],
)
def test_words_beside_a_photo_are_edits(text: str, changed: set[str]) -> None:
    assert changes(text) == changed


def test_cheaper_than_what_is_not_seen_says_nothing() -> None:
    assert changes("a cheaper one", None) == set()


def photo_of(retriever: Retriever, id: str) -> PhotoReading:
    data = (retriever.picture(id) or pytest.fail("no picture")).read_bytes()
    return retriever.understand_photo(data)


def test_the_colour_asked_for_is_a_filter_and_a_given_one_wins(retriever: Retriever) -> None:
    photo = photo_of(retriever, "b-1")
    query = asked(retriever, "the same one in black", photo)
    assert Constraint("color", "==", "black") in query.hard
    assert {each.item.color for each in retriever.search(query)} == {"black"}
    given = asked(retriever, "the same one in black", photo, (Constraint("color", "==", "navy"),))
    assert [each.value for each in given.hard if each.slot == "color"] == ["navy"]


def test_words_alone_filter_by_price_only(retriever: Retriever) -> None:
    query = asked(retriever, "black boots under 90 dollars")
    assert query.hard == (Constraint("price", "<=", 90.0),)
    assert all((each.item.price or 0) <= 90 for each in retriever.search(query))


def test_a_name_of_a_title_is_told_from_words_that_mean_something(retriever: Retriever) -> None:
    assert title_names("the squall jacket", retriever.vocabulary) == ("squall",)
    assert title_names("waterproof hiking boots for summer", retriever.vocabulary) == ()


def test_the_model_a_photo_shows_is_kept_among_the_items_of_the_asked_colour(retriever: Retriever) -> None:
    own = retriever.get("b-1")
    reading = photo_of(retriever, "b-1")
    found = retriever.candidates(asked(retriever, "", PhotoReading((PhotoAttribute("kind", "sofa", 0.9),), reading.features, reading.meaning)))
    at = [item.id for item in found.items].index(own.id)
    assert found.channels["same model"][at] == np.max(found.channels["same model"]) > 0.9


def test_a_vague_request_is_answered_by_several_kinds_and_a_named_thing_is_not(retriever: Retriever) -> None:
    assert vague(retriever, asked(retriever, "something for a rainy day"))
    assert not vague(retriever, asked(retriever, "boots for a rainy day"))
    assert not vague(retriever, asked(retriever, "the squall"))
    assert not vague(retriever, asked(retriever, "rainy days", constraints=(Constraint("category", "==", "bags"),)))
    shown = answers(retriever, asked(retriever, "something for a rainy day", k=6))
    assert len(shown) == 6 and [each.rank for each in shown] == [1, 2, 3, 4, 5, 6]
    assert max(Counter(str(each.item.value("kind")) for each in shown).values()) <= PER_KIND
    boots = answers(retriever, asked(retriever, "hiking boots", k=3))
    assert [each.item for each in boots] == [each.item for each in retriever.search(asked(retriever, "hiking boots", k=3))]
