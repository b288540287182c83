"""A busy shop in a real browser: those in line see how many are before them, and one too many keeps the words and hears a friendly one, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from chat.ui.chinese import CHINESE
from chat.ui.english import ENGLISH
from chat.ui.places import Places
from chat.ui.texts import Texts
from tests.chat.ui.browsing import CHROMIUM, Shopper, browser, shopper

__all__ = ["browser", "shopper"]
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")
SLOW = "something my aunt would like for her birthday"


@pytest.fixture
def house(house: Any) -> Any:
    """One turn at a time, and one may wait."""
    house.shop = replace(house.shop, places=Places(at_once=1, line=1))
    return house


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_a_busy_shop_says_how_many_are_before_and_a_full_one_keeps_the_words(shopper: Shopper, texts: Texts) -> None:
    house, page = shopper.house, shopper.page
    page.context.add_cookies([{"name": "vitrine-language", "value": texts.language_code, "url": house.url}])
    shopper.reload()
    expect(page.locator("#chat")).to_contain_text(texts.welcome[:12])
    house.model.endless = True
    first, second = page.context.new_page(), page.context.new_page()
    for tab in (first, second):
        tab.goto(house.url)
        tab.locator("#box textarea").fill(SLOW)
        tab.locator("#box textarea").press("Enter")
        expect(tab.locator("#chat .user .said")).to_have_text(SLOW)
    expect(first.locator("#chat .status")).to_contain_text(texts.thinking)
    expect(second.locator("#chat .status")).to_contain_text(texts.waiting.format(1))

    shopper.say("tent")
    expect(page.locator("#chat .failed")).to_have_text(texts.full)
    expect(page.locator("#box textarea")).to_have_value("tent")
    expect(page.locator("#chat .options button")).to_have_count(len(house.shop.opening.examples))  # a tap tries again as well
    expect(page.locator(".toast-body")).to_have_count(0)

    first.locator("#stop").click()
    expect(second.locator("#chat .status")).to_contain_text(texts.thinking)  # moved up
    house.model.endless = False
    second.locator("#stop").click()
    expect(second.locator("#chat .stopped")).to_have_count(1)
    page.locator("#box .submit-button").click()
    expect(shopper.cards).to_have_count(1)
    expect(page.locator("#box textarea")).to_have_value("")
    expect(page.locator("#chat .failed")).to_have_count(0)
