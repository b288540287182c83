"""How long the shop waits for more, by what was said last."""

from __future__ import annotations

import pytest

from speech.patience import FINISHED_S, UNFINISHED_S, USUAL_S, patience


@pytest.mark.parametrize(
    "text",
    [
        "I need hiking boots.",
        "The second one!",
        "Is it waterproof?",
        "What is it made of?",
        "Do you have it in?",
        "Show me more.",
        "Ja, die zweite.",
        "有黑色的吗？",  # noqa: RUF001
    ],
)
def test_a_sentence_with_its_mark_is_finished(text: str) -> None:
    assert patience(text) == FINISHED_S


@pytest.mark.parametrize(
    "text",
    [
        "I need hiking boots and", "Boots and.", "Hiking boots, um.", "Uh", "I'm looking for", "I want a", "Something under…", "boots,",
        "Hiking boots...", "It's for my",
    ],
)  # fmt: skip
def test_after_and_um_or_an_unfinished_phrase_it_waits_longer(text: str) -> None:
    assert patience(text) == UNFINISHED_S


@pytest.mark.parametrize("text", ["hiking boots", "something cheaper", "", "...and more"])
def test_words_without_a_mark_get_the_usual_time(text: str) -> None:
    assert patience(text) == USUAL_S


@pytest.mark.parametrize(
    ("text", "language"),
    [("Ich suche Schuhe und.", "de"), ("Je cherche une tente pour.", "fr"), ("Busco zapatos y.", "es"), ("Ich brauche, ähm.", "de")],
)
def test_other_languages_have_words_of_their_own(text: str, language: str) -> None:
    assert patience(text, language) == UNFINISHED_S
    assert patience("Boots y.", "en") == FINISHED_S


def test_the_silences_are_those_that_people_wait() -> None:
    assert 0.3 <= FINISHED_S <= USUAL_S <= 0.5 < UNFINISHED_S
