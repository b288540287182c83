"""What a script asks of the reply's words."""

from __future__ import annotations

import pytest

from chat.evaluation.predicates import Shown
from chat.evaluation.replies import says, wrong_reply
from chat.evaluation.script import ReplyExpected
from retrieval.item import Item

BOOTS = Item("b-1", "Alpine Boots", price=129)
SHOES = Item("s-1", "City Shoes", price=59.5, attributes={"weight_g": 480.0})
SHOWN = Shown((BOOTS, SHOES))
TEXT = "I have two. My first pick is the Alpine Boots at $129; the City Shoes cost $59.50 and weigh 480 g."


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("alpine BOOTS", True),
        ("$129", True),
        ("129", True),
        ("$12", False),
        ("29", False),
        ("$59", False),
        ("59.50", True),
        ("480", True),
        ("", False),
        ("it\u2019s", False),
    ],
)
def test_phrases(phrase: str, found: bool) -> None:
    assert says(TEXT, phrase) is found


@pytest.mark.parametrize(
    ("expected", "right"),
    [
        (ReplyExpected(contains=("two", "shown[2].title")), True),
        (ReplyExpected(contains=("shown[2].price",)), True),
        (ReplyExpected(contains=("shown[2].weight_g",)), True),
        (ReplyExpected(contains=("previous.min", "previous.max", "previous.first.title")), True),
        (ReplyExpected(contains=("leather",)), False),
        (ReplyExpected(not_contains=("leather",)), True),
        (ReplyExpected(not_contains=("shown[1].title",)), False),
        (ReplyExpected(any_of=("leather", "two")), True),
        (ReplyExpected(any_of=("leather", "three")), False),
        (ReplyExpected(contains=("shown[3].title",)), False),
        (ReplyExpected(mentions_first=True), True),
    ],
)
def test_expectations(expected: ReplyExpected, right: bool) -> None:
    assert (wrong_reply(expected, TEXT, [BOOTS, SHOES], SHOWN) == []) is right


def test_without_items_there_is_no_first_to_name() -> None:
    assert wrong_reply(ReplyExpected(mentions_first=True), TEXT, [], SHOWN)
    assert wrong_reply(ReplyExpected(mentions_first=True), "Here are some.", [BOOTS], SHOWN)
