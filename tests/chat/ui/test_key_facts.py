"""Two facts a card: what tells the items apart, and not again what was wished."""

from __future__ import annotations

from chat.state import DialogueState
from chat.ui.chinese import CHINESE
from chat.ui.chips import own_words
from chat.ui.english import ENGLISH
from chat.ui.key_facts import key_facts, key_slots
from chat.ui.standing_out import standing_out
from retrieval.constraints import Constraint
from retrieval.item import Item


def boot(id: str, weight: float, color: str, **more: object) -> Item:
    return Item(id, id, color=color, material="nylon", attributes={"kind": "boots", "waterproof": True, "weight_g": weight, **more})  # type: ignore[arg-type]


def test_what_differs_comes_first_and_what_was_wished_last() -> None:
    items = [boot("a", 500.0, "red"), boot("b", 600.0, "blue"), boot("c", 700.0, "blue", closure="laces " * 20)]
    slots = key_slots(items, {"waterproof"})
    assert slots[:2] == ["weight_g", "color"]
    assert slots[-1] == "waterproof"
    assert key_facts(items[0], slots, ENGLISH) == [("weight_g", "weight 500 g"), ("color", "red")]
    assert key_facts(items[0], slots, CHINESE)[0] == ("weight_g", "重量 500 g")
    assert "closure" not in dict(key_facts(items[2], ["closure", *slots], ENGLISH))  # too long for a card


def test_yes_and_no_are_told_by_name() -> None:
    item = Item("x", "X", attributes={"waterproof": True, "dimmable": False})
    assert key_facts(item, ["waterproof", "dimmable"], ENGLISH) == [("waterproof", "waterproof"), ("dimmable", "not dimmable")]


def test_a_card_tells_what_it_alone_is_best_at() -> None:
    items = [
        Item("a", "A", price=10.0, rating=4.0, attributes={"weight_g": 500.0}),
        Item("b", "B", price=20.0, rating=4.9, attributes={"weight_g": 400.0}),
        Item("c", "C", price=20.0, rating=4.1, attributes={"weight_g": 400.0}),
    ]
    assert standing_out(items, ENGLISH) == {"a": "Lowest price", "b": "Best rated"}  # two are as light
    assert standing_out(items[:2], ENGLISH) == {}
    assert standing_out([*items, Item("d", "D", price=5.0)], ENGLISH) == {"d": "Lowest price"}  # of its rating and weight nothing is known


def test_what_is_told_elsewhere_is_no_chip() -> None:
    def words(need: str, *wishes: Constraint) -> str:
        return own_words(DialogueState(need=need, constraints=wishes))

    assert words("hoodies", Constraint("category", "==", "Hoodies & Sweatshirts")) == ""
    assert words("i need a gift for my girlfriend") == ""
    assert words("i need something that keeps coffee hot").endswith("coffee hot")
