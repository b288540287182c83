"""Sizes in words as something to order by."""

import pytest

from retrieval.extent import extent


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("200 x 300 cm", 60_000),
        ("45 cm round", 2_025),
        ("0.4 L", 0.4),
        ("400 ml", 0.4),
        ("7.5 m", 750),
        ("10.1 in", 25.654),
        ("US 5-11", None),
        ("one size", None),
        ("85-120 cm", None),
        ("", None),
    ],
)
def test_the_product_of_the_sides(size: str, expected: float | None) -> None:
    assert extent(size) == (pytest.approx(expected) if expected is not None else None)
