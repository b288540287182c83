"""An item as text: what is read of it, and what its description denies."""

from __future__ import annotations

import pytest

from retrieval.documents import affirmed, passage, search_words
from retrieval.item import Item


@pytest.mark.parametrize(
    ("description", "kept"),
    [
        ("It fits a bike cage. It does not keep drinks cold.", "It fits a bike cage."),
        ("Do not trust it overnight. Light to carry.", "Light to carry."),
        ("A felt slipper. Never for the street. They aren't lined.", "A felt slipper."),
        ("Warm. Not only for camping.", "Warm. Not only for camping."),
        ("The lid does not leak. Runs for hours.", "The lid does not leak. Runs for hours."),
        ("It is not for sale.", "It is not for sale."),  # all there is
    ],
)
def test_sentences_that_deny_are_not_read(description: str, kept: str) -> None:
    assert affirmed(description) == kept


def test_what_a_thing_is_not_is_neither_embedded_nor_found_by_words() -> None:
    bottle = Item("b", "Sport Bottle", description="Slots into a cage. It does not keep drinks cold.", category="outdoor")
    assert "cold" not in passage(bottle) and "cold" not in search_words(bottle).split()
    assert "cage" in passage(bottle) and "cage" in search_words(bottle).split()
