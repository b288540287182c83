"""For what age something is wanted."""

from __future__ import annotations

import pytest

from retrieval.ages import age_asked, age_wishes
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

TOYS = tuple(Item(str(age), f"Toy {age}", attributes={"kind": "toy", "age_from": float(age)}) for age in (0, 3, 10))


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("toy for a two year old", 2),
        ("a 12-year-old", 12),
        ("for girls aged 7", 7),
        ("she is turning six", 6),
        ("a one year old", 1),
        ("toys for a baby", 1),
        ("a watch for 20 years", None),
        ("an old lamp", None),
    ],
)
def test_the_age_told(text: str, age: int | None) -> None:
    assert age_asked(text) == age


def test_an_age_is_a_wish_where_the_shop_states_ages() -> None:
    found = age_wishes("for a twelve year old", Vocabulary(TOYS))
    assert [str(each) for each in found] == ["age_from <= 12", "age_from >= 6"] and not any(each.hard for each in found)
    assert age_wishes("for a twelve year old", Vocabulary((Item("1", "Toy"),))) == ()
