"""What a text says of prices."""

from __future__ import annotations

import pytest

from retrieval.price_words import price_bounds, price_leaning


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("tent under 100 dollars", {"<=": 100}),
        ("a mug for at most $15", {"<=": 15}),
        ("rug no more than 150", {"<=": 150}),
        ("watch over €1,500", {">=": 1500}),
        ("backpack between 40 and 90 dollars", {">=": 40, "<=": 90}),
        ("power bank for 50 dollars or less", {"<=": 50}),
        ("a jacket with a budget of 100", {"<=": 100}),
        ("a mirror under 100 cm", {}),
        ("a backpack over 20 l", {}),
        ("boots for walks from 8 years", {}),
        ("two red mugs", {}),
    ],
)
def test_bounds(text: str, bounds: dict[str, float]) -> None:
    assert {each.operator: each.value for each in price_bounds(text)} == bounds
    assert all(each.hard and each.slot == "price" for each in price_bounds(text))


def test_cheap_and_dear_are_wishes_within_such_things() -> None:
    prices = [10.0, 20.0, 30.0, 40.0]
    (cheap,), (dear,) = price_leaning("an affordable desk", prices), price_leaning("a luxury sofa", prices)
    assert (cheap.operator, cheap.value, cheap.hard) == ("<=", 20.0, False)
    assert (dear.operator, dear.value, dear.hard) == (">=", 30.0, False)
    assert price_leaning("a desk", prices) == () == price_leaning("a cheap desk", [])
