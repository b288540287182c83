"""Values of one shop that mean the same thing are asked for together; values that only come near are not."""

from __future__ import annotations

import pytest

from retrieval.constraints import holds
from retrieval.item import Item
from retrieval.learning import learn
from retrieval.same_words import EXACTLY, SAME, SAME_COLORS
from retrieval.vocabulary import Vocabulary

ROWS = [
    ("jumper", "Jumper", "dark blue", "merino wool"),
    ("sweater", "Sweater", "Navy", "wool"),
    ("cardigan", "Cardigan", "navy blue", "wool"),
    ("couch", "Couch", "burgundy", "velvet"),
    ("sofa", "Sofa", "wine red", "vegan leather"),
    ("settee", "Settee", "maroon", "faux leather"),
    ("loveseat", "Loveseat", "red", "leather"),
    ("trainers", "Trainers", "ivory", "leather"),
    ("sneakers", "Sneakers", "off-white", "canvas"),
    ("trousers", "Trousers", "black", "cotton"),
    ("pants", "Pants", "jet black", "cotton"),
    ("blouse", "Blouse", "black and white", "cotton"),
]
ITEMS = [
    Item(id, f"Quay {kind} No {number}", attributes={"kind": kind}, color=color, material=material) for number, (id, kind, color, material) in enumerate(ROWS)
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(ITEMS, learn(ITEMS))


def meant(vocabulary: Vocabulary, text: str) -> set[str]:
    """Ids of the items that the words of a text leave."""
    wishes = [mention.constraint for mention in vocabulary.mentions(text)]
    assert wishes, text
    return {item.id for item in ITEMS if all(holds(wish, item) for wish in wishes)}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("a sweater", {"sweater", "jumper"}),
        ("a pullover", {"sweater", "jumper"}),
        ("a cardigan", {"cardigan"}),
        ("something navy", {"sweater", "jumper", "cardigan"}),
        ("a dark blue jumper", {"sweater", "jumper"}),
        ("a settee", {"sofa", "couch", "settee"}),
        ("a loveseat", {"loveseat"}),
        ("a sofa in bordeaux", {"sofa", "couch", "settee"}),
        ("sneakers in cream", {"trainers", "sneakers"}),
        ("slacks", {"trousers", "pants"}),
        ("a sofa of imitation leather", {"sofa", "settee"}),
        ("a blouse", {"blouse"}),
        ("jet black trousers", {"trousers", "pants"}),
    ],
)
def test_words_for_one_thing_find_all_that_the_shop_calls_by_any_of_them(vocabulary: Vocabulary, text: str, ids: set[str]) -> None:
    assert meant(vocabulary, text) == ids


def test_no_word_stands_in_two_rows_that_mean_just_the_same() -> None:
    for table in (EXACTLY, SAME_COLORS):
        words = [phrase for row in table for phrase in row]
        assert len(words) == len(set(words)), [word for word in words if words.count(word) > 1]
    assert {phrase for row in EXACTLY for phrase in row} <= {phrase for row in SAME for phrase in row}
