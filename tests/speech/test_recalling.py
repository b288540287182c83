"""Which terms of a shop sound like a doubtful hearing."""

from __future__ import annotations

import pytest

from speech.recalling import TOLD, Recollection, ShopTerms, after_hearing
from speech.terms import numbers_of, term_of

PHRASES = (
    "Brindlewick", "Oakhaven", "Plainfolk", "Larkspur", "Quillo", "Alpenglow", "Copperleaf", "Rockgarden", "rain coat", "garden hose", "coffee table",
    "table lamp", "sleeping bag", "hiking boots", "bike light", "curtain", "suede", "navy", "steel", "wool", "knife", "mug", "kettle", "backpack", "vase",
)  # fmt: skip


@pytest.fixture(scope="module")
def recollection() -> Recollection:
    return Recollection(term_of(form) for phrase in PHRASES for form in numbers_of(phrase))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Show me something by rainfall.", "Plainfolk"),
        ("I'm looking for my clients.", "bike light"),
        ("Show me something I'll be blown.", "Alpenglow"),
        ("Tell me more about the rock curtain.", "Rockgarden"),
        ("I'm looking for capitals.", "kettle"),
    ],
)
def test_the_terms_that_were_meant_are_among_those_it_recalls(recollection: Recollection, heard: str, meant: str) -> None:
    assert any(each in (meant, f"{meant}s") for each in recollection.alike((heard,)))


def test_another_reading_may_be_the_one_that_recalls(recollection: Recollection) -> None:
    first = recollection.alike(
        (
            "Show me something by his brother.",
            "Show me something by quill.",
        )
    )
    assert "Quillo" in first[:3] and "Quillo" not in recollection.alike(("Show me something by his brother.",))[:3]


def test_it_recalls_so_many_each_in_one_number(recollection: Recollection) -> None:
    found = recollection.alike(("two table lamps and a kettle",))
    assert len(found) == TOLD == len({each.removesuffix("s") for each in found})


def test_an_invented_name_that_was_heard_needs_no_recalling(recollection: Recollection) -> None:
    assert recollection.alike(("Show me something by Quillo.", "Show me something by Killow.")) == ()


def test_nothing_is_recalled_of_nothing(recollection: Recollection) -> None:
    assert recollection.alike(()) == recollection.alike(("", "...")) == Recollection(()).alike(("boots",)) == ()


def test_the_first_hearing_expects_the_common_words_and_the_second_those_that_sound_like_it(recollection: Recollection) -> None:
    terms = ShopTerms(("tents", "lamps"), recollection.alike)
    assert after_hearing(terms, ()) == ("tents", "lamps") == after_hearing(terms, ("...",))
    assert "Plainfolk" in after_hearing(terms, ("rainfall",))
    assert after_hearing(("tents",), ("rainfall",)) == ("tents",)
