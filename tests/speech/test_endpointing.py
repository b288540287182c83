"""Where speech begins, pauses and ends, on probabilities written down by hand: "#" is speech, "." silence, "+" in between."""

from __future__ import annotations

import pytest

from speech.endpointing import FRAME_MS, Endpointer, Thresholds

VALUES = {"#": 0.9, "+": 0.4, ".": 0.05, "o": 0.6}  # "o" is what an echo may look like


def walked(frames: str, over_voice: bool = False, patience_s: float | None = 0.3, endpointer: Endpointer | None = None) -> list[tuple[int, str]]:
    """The boundaries with the number of their frame; the words of each pause are read at once."""
    endpointer, found = endpointer or Endpointer(), []
    for at, frame in enumerate(frames):
        boundary = endpointer.feed(VALUES[frame], over_voice and endpointer.waiting)
        if boundary:
            found.append((at, boundary))
        if boundary == "paused":
            endpointer.patience_s = patience_s
    return found


def test_speech_begins_after_96_ms_pauses_after_96_and_ends_after_the_patience() -> None:
    found = walked("...." + "#" * 20 + "." * 20)
    assert found == [(6, "started"), (26, "paused"), (33, "ended")]
    silence = (33 - 23) * FRAME_MS / 1000
    assert 0.3 <= silence < 0.3 + FRAME_MS / 1000


@pytest.mark.parametrize("patience_s", [0.3, 0.5, 1.2])
def test_the_silence_lasts_as_long_as_the_words_ask_for(patience_s: float) -> None:
    end = next(at for at, name in walked("#" * 10 + "." * 60, patience_s=patience_s) if name == "ended")
    assert patience_s <= (end - 9) * FRAME_MS / 1000 < patience_s + 0.04


def test_a_pause_whose_words_nobody_has_read_does_not_end_the_turn() -> None:
    assert walked("#" * 10 + "." * 100, patience_s=None) == [(2, "started"), (12, "paused")]


def test_who_goes_on_within_the_patience_stays_in_the_same_turn() -> None:
    found = walked("#" * 10 + "." * 8 + "#" * 10 + "." * 20)
    assert [name for _, name in found] == ["started", "paused", "resumed", "paused", "ended"]


def test_a_stop_within_a_word_is_no_pause_and_a_click_no_speech() -> None:
    assert [name for _, name in walked("#" * 10 + ".." + "#" * 10)] == ["started"]
    assert walked("..#...##....#..") == []
    assert [name for _, name in walked("#" * 10 + "." * 5 + "#" + "." * 20)] == ["started", "paused", "ended"]


def test_what_is_neither_goes_on_as_what_was_before() -> None:
    assert [name for _, name in walked("#" * 10 + "+" * 30)] == ["started"]
    assert walked("+" * 50) == []


def test_over_the_shops_voice_it_takes_a_quarter_of_a_second_and_the_voice_is_held_at_once() -> None:
    found = walked("." * 4 + "#" * 12, over_voice=True)
    assert found == [(5, "suspected"), (11, "started")]
    assert (11 - 3) * FRAME_MS == 256


def test_a_cough_or_an_echo_over_the_shops_voice_lets_it_go_on() -> None:
    assert walked("." * 4 + "####" + "." * 10, over_voice=True) == [(5, "suspected"), (11, "dismissed")]
    assert walked("o" * 40, over_voice=True) == []
    assert [name for _, name in walked("o" * 40)] == ["started"]


def test_a_turn_that_never_pauses_is_cut_after_thirty_seconds() -> None:
    assert walked("#" * 2000)[1] == (Thresholds().longest - 1, "cut")


def test_after_words_that_were_none_it_waits_again() -> None:
    endpointer = Endpointer()
    walked("#" * 5 + "." * 5, patience_s=None, endpointer=endpointer)
    assert endpointer.pausing
    endpointer.reset()
    assert endpointer.waiting
    assert [name for _, name in walked("." * 50 + "#" * 5, endpointer=endpointer)] == ["started"]
