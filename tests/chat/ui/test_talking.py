"""The page that speaks and is spoken to, in a real browser: sentences in order, the card spoken of, recordings, and every way of stopping."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.chat.ui.browsing import CHROMIUM, Shopper, browser, shopper

__all__ = ["browser", "shopper"]
NOTES_LIGHT = """
window.lit = [];
const note = () => document.querySelectorAll('#window .speaking').forEach(card => window.lit.push(card.dataset.rank));
new MutationObserver(note).observe(document.querySelector('#window'), {subtree: true, attributes: true, childList: true});
"""
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")


def test_a_typed_wish_brings_numbered_cards_and_speech_in_order(shopper: Shopper) -> None:
    shopper.house.voice.gate.clear()
    shopper.say("hiking boots under 120 dollars")
    expect(shopper.cards).to_have_count(2)
    expect(shopper.page.locator("#window .rank")).to_have_text(["1", "2"])
    expect(shopper.cards.first).to_contain_text("Larch Boots")
    expect(shopper.cards.first).to_contain_text("$89")
    expect(shopper.cards.first).to_contain_text("from Marlow")
    shopper.page.wait_for_function("window.plays.length == 1")  # the first sentence plays while the voice still owes the others
    assert len(shopper.house.voice.spoken) == 1
    expect(shopper.page.locator("#stop")).to_be_visible()
    shopper.house.voice.gate.set()
    shopper.page.wait_for_function("window.plays.length == 3 && window.plays.every(each => each.ended)")  # the opening and the two boots
    plays = shopper.page.evaluate("window.plays")
    assert [each["src"] for each in plays] == [re.sub(r"^https?://[^/]+", "", each) for each in dict.fromkeys(shopper.speech)]
    assert all(before["until"] <= after["begun"] for before, after in pairwise(plays))
    assert plays[2]["begun"] - plays[1]["until"] < 0.001  # both were there in time: no gap between them
    expect(shopper.page.locator("#stop")).to_be_hidden()


def test_the_card_that_is_spoken_of_lights_up(shopper: Shopper) -> None:
    shopper.page.evaluate(NOTES_LIGHT)
    shopper.say("hiking boots under 120 dollars")
    shopper.page.wait_for_function("new Set(window.lit).size == 2")
    assert list(dict.fromkeys(shopper.page.evaluate("window.lit"))) == ["1", "2"]
    expect(shopper.page.locator("#window .speaking")).to_have_count(0)


def test_a_recording_from_the_microphone_is_heard(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="Record audio").click()
    shopper.page.wait_for_timeout(800)  # one tap starts
    shopper.page.get_by_role("button", name="Stop recording").click()  # and one sends
    expect(shopper.page.locator("#chat .user .words")).to_have_text(shopper.house.ears.words)
    expect(shopper.page.locator("#chat .user .heard")).to_have_text("heard")
    expect(shopper.cards).to_have_count(2)


@pytest.mark.parametrize("way", ["button", "escape"])
def test_stop_ends_the_turn_and_changes_nothing(shopper: Shopper, way: str) -> None:
    shopper.say("tent")
    expect(shopper.cards).to_have_count(1)
    shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")
    before = shopper.state
    shopper.house.model.endless = True
    shopper.say("something my aunt would like for her birthday")
    assert shopper.house.model.asked.wait(10)
    expect(shopper.page.locator("#chat .status")).to_be_visible()
    if way == "button":
        shopper.page.locator("#stop").click()
    else:
        shopper.page.keyboard.press("Escape")
    expect(shopper.last).to_have_text("Stopped.")
    assert shopper.house.model.stopped.wait(5)
    assert shopper.state is before
    shopper.say("hiking boots")
    expect(shopper.cards).to_have_count(3)


def test_a_shopper_who_leaves_stops_the_turn(shopper: Shopper) -> None:
    shopper.house.model.endless = True
    tab = shopper.page.context.new_page()
    tab.goto(shopper.house.url)
    tab.locator("#box textarea").fill("something my aunt would like for her birthday")
    with tab.expect_response("**/queue/data?*"):  # the tab listens: Gradio notices who leaves by their stream
        tab.keyboard.press("Enter")
    assert shopper.house.model.asked.wait(10)
    tab.close()
    assert shopper.house.model.stopped.wait(10)


def test_stop_silences_the_voice_at_once(shopper: Shopper) -> None:
    shopper.house.voice.gate.clear()
    shopper.say("hiking boots")
    shopper.page.wait_for_function("window.plays.length == 1")
    shopper.page.evaluate("window.vitrine.hush()")
    shopper.page.keyboard.press("Escape")
    shopper.house.voice.gate.set()
    shopper.page.wait_for_timeout(1200)
    assert len(shopper.page.evaluate("window.plays")) == 1
    expect(shopper.last).not_to_have_text("Stopped.")
    expect(shopper.cards).to_have_count(3)


def test_without_read_aloud_nothing_is_spoken(shopper: Shopper) -> None:
    shopper.page.get_by_label("Read aloud").uncheck()
    shopper.say("hiking boots")
    expect(shopper.cards).to_have_count(3)
    shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")
    assert shopper.house.voice.spoken == []
    assert shopper.speech == []
