"""Side by side: what differs comes first, and better is marked only where it is defined."""

from __future__ import annotations

from chat.comparison import best, side_by_side
from retrieval.item import Item


def test_differing_rows_come_first_and_the_better_value_is_marked() -> None:
    one = Item("1", "A", price=50.0, rating=4.0, color="red", brand="X", attributes={"kind": "tent", "weight_g": 900.0, "height_cm": 100.0, "waterproof": True})
    two = Item("2", "B", price=40.0, rating=4.5, color="red", brand="Y", attributes={"kind": "tent", "weight_g": 800.0, "height_cm": 120.0, "waterproof": True})
    rows = side_by_side([one, two])
    assert [row.slot for row in rows] == ["price", "rating", "brand", "weight_g", "height_cm", "color", "waterproof"]
    assert {row.slot: row.best for row in rows if row.best} == {"price": (1,), "rating": (1,), "weight_g": (1,)}
    assert [row.slot for row in rows if not row.differs] == ["color", "waterproof"]


def test_the_same_or_a_single_number_is_no_better() -> None:
    assert best("price", (10.0, 10.0)) == ()
    assert best("price", (None, 10.0)) == ()
    assert best("price", (12.0, 10.0, 10.0)) == (1, 2)
    assert best("waterproof", (True, False)) == ()
    assert best("battery_h", (5.0, None, 9.0)) == (2,)
