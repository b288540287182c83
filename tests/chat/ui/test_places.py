"""Turns in line: who has a place, who waits behind how many, who is told that the shop is full, and what a page that left leaves behind."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest

from chat.session import Session
from chat.ui.answers import Answer, Answers, View
from chat.ui.places import Full, Places


def never() -> bool:
    return False


def waiting(places: Places, entered: threading.Event, leave: threading.Event, moved: list[int], cancelled: Any = never) -> threading.Thread:
    """A turn in a thread of its own; its ticket is drawn when this returns."""
    drawn = threading.Event()

    def turn() -> None:
        with places.ticket() as ticket:
            drawn.set()
            ticket.wait(cancelled, moved.append)
            entered.set()
            assert leave.wait(10)

    thread = threading.Thread(target=turn)
    thread.start()
    assert drawn.wait(5)
    return thread


def test_turns_take_their_places_in_the_order_they_came_and_hear_how_many_are_before_them() -> None:
    places = Places(at_once=1, line=2)
    entered, leave, moved = [threading.Event() for _ in range(3)], [threading.Event() for _ in range(3)], [[], [], []]  # type: ignore[var-annotated]
    threads = [waiting(places, entered[at], leave[at], moved[at]) for at in range(3)]
    assert entered[0].wait(5)
    with pytest.raises(Full), places.ticket():
        pytest.fail("there was no place left")
    for at in range(3):
        assert entered[at].wait(5)
        assert not any(each.is_set() for each in entered[at + 1 :])
        leave[at].set()
    for each in threads:
        each.join(5)
    assert moved == [[], [1], [2, 1]]
    with places.ticket() as ticket:
        ticket.wait(never, lambda before: pytest.fail(f"{before} before a turn that is alone"))


def test_a_turn_that_is_stopped_while_it_waits_makes_room() -> None:
    places = Places(at_once=1, line=1)
    entered, leave, stopped = threading.Event(), threading.Event(), threading.Event()
    with places.ticket():
        leave.set()
        thread = waiting(places, entered, leave, [], stopped.is_set)
        stopped.set()
        thread.join(5)
        assert entered.is_set()
        with places.ticket():  # of the one that left
            pass


def started(session: Session) -> Answer:
    with session.turn() as turn:
        return Answer(session, turn, View(turn.number))


def test_the_rest_of_a_turn_goes_to_its_own_page_and_a_page_that_left_stops_it() -> None:
    answers = Answers(seconds=0.2)
    mine, left = started(Session("mine")), started(Session("other"))
    answers.leave(left)
    answers.leave(mine)
    assert answers.take("nobody") is None
    assert answers.take("mine") is mine
    assert answers.take("mine") is None
    until = time.monotonic() + 5
    while not left.turn.cancelled():
        assert time.monotonic() < until
        time.sleep(0.02)
    assert answers.take("other") is None
    assert not mine.turn.cancelled()


def test_views_follow_the_turn_to_its_end_and_closing_them_stops_it() -> None:
    answer = started(Session("s"))

    async def followed() -> list[View]:
        seen = []
        async for view in answer.views():
            seen.append(view)
            if len(seen) == 1:
                threading.Thread(target=answer.end).start()
        return seen

    seen = asyncio.run(followed())
    assert [each.busy for each in seen] == [True, False]
    assert answer.first(0.01) is seen[-1]

    async def left(answer: Answer) -> None:
        views = answer.views()
        await anext(views)
        await views.aclose()  # type: ignore[attr-defined]

    other = started(Session("s"))
    asyncio.run(left(other))
    assert other.turn.cancelled()
    assert other.first(0.01).busy, "what takes longer than one waits for is shown as it is"
