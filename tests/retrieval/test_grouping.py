"""One list, many things: colourways stand together, kinds are spread."""

from __future__ import annotations

from retrieval.grouping import PER_KIND, model_key, models_seen, one_of_each, spread
from retrieval.item import Item
from retrieval.query import Suggestion


def ranked(*kinds: str) -> list[Suggestion]:
    return [Suggestion(Item(str(at), kind, attributes={"kind": kind}), at, 1.0) for at, kind in enumerate(kinds, start=1)]


def test_a_list_is_spread_over_kinds_in_its_order() -> None:
    found = spread(ranked("rug", "rug", "rug", "mug", "rug", "saw"), 4)
    assert [each.item.title for each in found] == ["rug"] * PER_KIND + ["mug", "saw"]
    assert [each.rank for each in found] == [1, 2, 3, 4]


def test_one_kind_alone_fills_the_list() -> None:
    assert [each.item.id for each in spread(ranked("rug", "rug", "rug", "rug"), 3)] == ["1", "2", "3"]


def tee(id: str, color: str, name: str = "Breeze Tee") -> Item:
    return Item(id, f"{name}, {color}", category="tops", color=color)


def test_the_best_of_each_model_stands_first_and_nothing_is_lost() -> None:
    ways = [tee("1", "red"), tee("2", "blue"), tee("3", "red", "Gale Tee"), tee("4", "green")]
    assert [each.id for each in one_of_each(ways, model_key)] == ["1", "3", "2", "4"]


def test_one_name_in_two_categories_is_two_models() -> None:
    assert model_key(tee("1", "red")) != model_key(Item("2", "Breeze Tee, red", category="toys", color="red"))


def test_a_photo_shows_the_model_whose_best_picture_is_nearest() -> None:
    items = [tee("1", "red"), tee("2", "blue"), tee("3", "red", "Gale Tee")]
    seen = models_seen({0: 0.70, 1: 0.95, 2: 0.90}, items)
    assert seen[model_key(items[0])] == 1.0
    assert seen[model_key(items[2])] < 0.1


def test_a_photo_of_something_else_shows_no_model() -> None:
    items = [tee("1", "red")]
    assert models_seen({0: 0.5}, items) == {model_key(items[0]): 0.0}
    assert models_seen({}, items) == {}
