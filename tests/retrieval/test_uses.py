"""What a shop's things are for, told to the model."""

from __future__ import annotations

from retrieval.item import Item
from retrieval.learning import learn
from retrieval.uses import MOST, Use


def test_one_use_a_thing_in_the_shop_s_words() -> None:
    items = [
        Item("1", "Ash Mug", category="kitchen", attributes={"kind": "mug"}),
        Item("2", "Oak Mug", description="Keeps tea warm. Not for the oven.", category="kitchen", attributes={"kind": "mug"}),
        Item("3", "Novel", description="A long read", category="books"),
    ]
    assert learn(items).uses == (Use("books", "A long read", "books"), Use("mug", "Keeps tea warm.", "kitchen"))


def test_a_large_shop_is_told_by_its_most_frequent_things() -> None:
    items = [Item(str(at), "Thing", category=f"shelf {at % (MOST + 9)}") for at in range(2 * MOST)]
    assert len(learn(items).uses) == MOST
