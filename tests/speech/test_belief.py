"""Which of Whisper's words are believed."""

from __future__ import annotations

import math

import pytest

from speech.belief import Heard, believed


def text_of(*parts: Heard) -> str:
    return believed(parts, "en", 3.0).text


def sure(text: str) -> Heard:
    return Heard(text, log_probability=-0.2, no_speech=0.01)


def test_sure_words_are_kept_and_joined() -> None:
    transcript = believed([sure(" Show me boots."), sure(" In black.")], "en", 3.0)
    assert (transcript.text, transcript.language, transcript.seconds) == ("Show me boots. In black.", "en", 3.0)
    assert transcript.confidence == pytest.approx(math.exp(-0.2))


@pytest.mark.parametrize(
    "doubtful",
    [
        Heard("Thank you for watching.", log_probability=-1.2, no_speech=0.9),
        Heard("No.", log_probability=-0.9, no_speech=0.4),
        Heard("The the if of", log_probability=-1.5, no_speech=0.1),
        sure("Thank you. " * 6),
        sure("boots and boots and boots and boots and boots and boots and"),
        sure("a b c d e f g h " * 5),
        sure("[BLANK_AUDIO]"),
        sure(" (music) "),
        sure("..."),
        sure(""),
    ],
)
def test_invented_words_are_dropped(doubtful: Heard) -> None:
    assert text_of(doubtful) == ""
    assert text_of(sure("Boots."), doubtful) == "Boots."


@pytest.mark.parametrize("said", ["No, no, no, no!", "very very very nice", "Size 9, size 10 or size 11", "[sale] boots (black)", "1 2 3 4 5 6 7 8 9"])
def test_honest_repetition_and_brackets_are_kept(said: str) -> None:
    assert text_of(sure(said)) == said


def test_doubt_needs_both_signs_of_silence() -> None:
    assert text_of(Heard("Yes.", log_probability=-0.5, no_speech=0.9)) == "Yes."
    assert text_of(Heard("Mumbled words", log_probability=-1.3, no_speech=0.2)) == "Mumbled words"


def test_nothing_believed_is_an_empty_transcript() -> None:
    transcript = believed([], "en", 2.0)
    assert (transcript.text, transcript.confidence) == ("", 0.0)
