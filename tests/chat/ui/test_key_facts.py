"""Two facts a card: what tells the items apart, and not again what was wished."""

from __future__ import annotations

from chat.ui.chinese import CHINESE
from chat.ui.english import ENGLISH
from chat.ui.key_facts import key_facts, key_slots
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
