"""What goes with an item, by the shop's own links."""

from __future__ import annotations

from retrieval.complements import Complements
from retrieval.documents import passage, search_words
from retrieval.item import Item
from retrieval.learning import learn


def thing(id: str, kind: str, rating: float = 4.0, **links: tuple[str, ...] | str) -> Item:
    return Item(id, f"{kind} {id}", rating=rating, attributes={"kind": kind, **links})


ITEMS = (
    thing("t-1", "tent", goes_with=("s-1", "gone", "t-1")),
    thing("t-2", "tent"),
    thing("s-1", "sleeping bag", 3.0),
    thing("s-2", "sleeping bag", 4.9, also_bought="l-1"),
    thing("l-1", "lantern"),
)


def test_the_shops_own_links_come_first_then_the_kinds_that_go_together() -> None:
    found = Complements(ITEMS).of(ITEMS[0], 6)
    assert [each.item.id for each in found] == ["s-1", "s-2"]
    assert [each.reasons[0].slot for each in found] == ["goes_with", "kind"]
    assert [each.rank for each in found] == [1, 2]


def test_an_item_without_links_is_helped_by_those_of_its_kind() -> None:
    assert [each.item.id for each in Complements(ITEMS).of(ITEMS[1], 6)] == ["s-2", "s-1"], "the best rated first"
    assert [each.item.id for each in Complements(ITEMS).of(ITEMS[4], 1)] == ["s-2"]


def test_nothing_is_invented() -> None:
    bare = tuple(Item(each.id, each.title, attributes={"kind": str(each.value("kind"))}) for each in ITEMS)
    assert Complements(bare).of(bare[0], 6) == []


def test_links_are_no_words_and_no_slot() -> None:
    assert "gone" not in passage(ITEMS[0]) + search_words(ITEMS[0])
    assert {slot.name for slot in learn(ITEMS).slots}.isdisjoint({"goes_with", "also_bought"})
