"""A shopper who cuts in knows the items that were spoken, and "that one" is the last of them."""

from __future__ import annotations

from collections.abc import Callable

from chat.acts import Utterance
from chat.hearing import Playing, cut_short
from chat.parts import Parts
from chat.state import DialogueState
from chat.turn import take_turn

BOOTS = "I need waterproof hiking boots under 150 dollars"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def spoken(parts: Parts, clock: Clock) -> tuple[DialogueState, Playing]:
    """A reply of which every sentence, two seconds long, was handed to the player at once."""
    state, reply = take_turn(parts, DialogueState(), Utterance(BOOTS), aloud=False)
    assert len(reply.of) == len(reply.spoken)
    assert [each for each in reply.of if each] == list(state.shown[:3])
    playing = Playing(reply, clock)
    for sentence in reply.spoken:
        playing.handed(sentence, 2.0)
    return state, playing


def test_what_was_spoken_before_the_shopper_cut_in_was_heard(make_parts: Callable[..., Parts]) -> None:
    clock = Clock()
    state, playing = spoken(make_parts(), clock)
    clock.now = 5.5  # the opening, the first item, and most of the second
    assert cut_short(state, playing).heard == state.shown[:2]


def test_that_one_is_the_last_that_was_heard(make_parts: Callable[..., Parts]) -> None:
    clock = Clock()
    parts = make_parts()
    state, playing = spoken(parts, clock)
    clock.now = 5.5
    after, reply = take_turn(parts, cut_short(state, playing), Utterance("how heavy is that one?"), aloud=False)
    assert parts.retriever.get(state.shown[1]).title in reply.text
    assert after.heard == ()


def test_a_reply_heard_to_its_end_leaves_the_state_as_it_is(make_parts: Callable[..., Parts]) -> None:
    clock = Clock()
    state, playing = spoken(make_parts(), clock)
    clock.now = 60.0
    assert cut_short(state, playing) is state


def test_a_silent_reply_was_not_cut_short(make_parts: Callable[..., Parts]) -> None:
    state, reply = take_turn(make_parts(), DialogueState(), Utterance(BOOTS), aloud=False)
    assert cut_short(state, Playing(reply)) is state
    assert cut_short(state, None) is state
