"""What Whisper is told before a clip."""

from __future__ import annotations

import pytest
from whisper.tokenizer import get_tokenizer

from speech.expecting import COMMANDS, TERM_CHARACTERS, expecting

MOST_TOKENS = 223  # what Whisper takes before a clip


def test_the_shops_words_come_first_in_their_order_and_once() -> None:
    assert expecting(("teapots", "Brimstone", "teapots"), "en") == f"teapots, Brimstone. {COMMANDS}"
    assert expecting((), "en") == COMMANDS


@pytest.mark.parametrize("language", ["de", "zh", None])
def test_other_languages_are_told_nothing(language: str | None) -> None:
    assert expecting(("teapots",), language) == ""


def test_a_long_list_is_cut_between_words_and_stays_within_whispers_limit() -> None:
    looks, things = ("upholstered", "Nordvik", "chartreuse", "hand-woven", "odorless"), ("kettlebells", "pruning shears", "duvet", "yoga mat")
    terms = [f"{look} {thing}" for look in looks for thing in things]
    told = expecting(terms, "en")
    listed = told.removesuffix(f". {COMMANDS}").split(", ")
    assert len(listed) < len(terms) and listed == terms[: len(listed)] and len(", ".join(listed)) <= TERM_CHARACTERS
    assert len(get_tokenizer(True).encode(f" {told}")) <= MOST_TOKENS
