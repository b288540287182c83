"""What is tapped on the page, in a real browser: cards, chips, sheets, undo and correction."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from retrieval.constraints import Constraint
from tests.chat.ui.browsing import CHROMIUM, Shopper, browser, shopper

__all__ = ["browser", "shopper"]
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")


def boots(shopper: Shopper) -> None:
    shopper.page.get_by_label("Read aloud").uncheck()
    shopper.say("hiking boots")
    expect(shopper.cards).to_have_count(3)
    settled(shopper)


def settled(shopper: Shopper) -> None:
    shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")


def test_not_for_me_because_of_the_price_is_learned(shopper: Shopper) -> None:
    boots(shopper)
    first = shopper.cards.first
    first.get_by_role("button", name="Not for me").click()
    expect(first.get_by_role("group", name="What is wrong with it?")).to_be_visible()
    first.get_by_role("button", name="Too expensive").click()
    expect(shopper.cards).to_have_count(2)
    expect(shopper.page.locator("#chat .user .said").last).to_have_text("Not the Ridge Boots: Too expensive")
    expect(shopper.page.locator(".understood .hard")).to_contain_text("under $129")
    settled(shopper)
    assert shopper.state.disliked == ("hb-1",)
    assert Constraint("price", "<", 129.0) in shopper.state.constraints


def test_chips_tell_what_was_understood_and_can_be_changed_and_taken_back(shopper: Shopper) -> None:
    boots(shopper)
    shopper.say("under 120 dollars")
    expect(shopper.cards).to_have_count(2)
    hard = shopper.page.locator(".understood .hard .wish")
    expect(hard).to_have_count(2)
    shopper.page.get_by_role("button", name="Change: up to $120").click()
    shopper.page.locator(".wish-editor:not([hidden]) input").fill("100")
    shopper.page.keyboard.press("Enter")
    expect(shopper.cards).to_have_count(1)
    expect(shopper.page.locator("#chat .user .said").last).to_have_text("Rather: 100")
    shopper.page.get_by_role("button", name="Change: up to $100").click()
    shopper.page.get_by_role("button", name="Nice to have is enough").click()
    expect(shopper.page.locator(".understood .soft .wish")).to_contain_text("up to $100")
    expect(shopper.cards).to_have_count(3)
    shopper.page.get_by_role("button", name="Take back: up to $100").click()
    expect(shopper.page.locator(".understood .soft")).to_have_count(0)
    shopper.page.get_by_role("button", name="Take back: hiking boots").click()
    expect(shopper.page.locator("#window .tile").first).to_be_visible()
    settled(shopper)
    assert not shopper.state.searching


def test_what_a_photo_shows_can_be_corrected(shopper: Shopper, photo: Path) -> None:
    shopper.page.get_by_label("Read aloud").uncheck()
    shopper.attach(photo)
    shopper.page.wait_for_load_state("networkidle")  # its preview is fetched from the file that the turn deletes
    shopper.page.locator("#box textarea").press("Enter")
    group = shopper.page.locator(".understood .photo")
    expect(group.locator(".wish")).to_have_count(2)
    shopper.page.wait_for_function("document.querySelector('.photo-thumb').naturalWidth > 0")
    group.get_by_role("button", name="Change: brown").click()
    editor = group.locator(".wish-editor:not([hidden])")
    editor.get_by_label("Instead").select_option("black")
    editor.get_by_role("button", name="Apply").click()
    expect(shopper.page.locator(".understood .hard .wish-words")).to_have_text(["hiking boots", "black"])  # the thing seen is kept, as with "this but in black"
    expect(group.locator(".wish")).to_have_count(0)
    settled(shopper)
    shopper.page.get_by_role("button", name="Forget the photo").click()
    expect(group).to_have_count(0)
    settled(shopper)
    assert shopper.state.photo is None


def test_two_cards_are_compared_side_by_side(shopper: Shopper) -> None:
    boots(shopper)
    shopper.cards.nth(0).get_by_role("button", name="Compare").click()
    expect(shopper.page.locator("#compare-bar button").first).to_be_disabled()
    shopper.cards.nth(2).get_by_role("button", name="Compare").click()
    shopper.page.get_by_role("button", name="Compare 2").click()
    sheet = shopper.page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Side by side")).to_be_visible()
    rows = sheet.locator("tbody tr:not(.part) th")
    expect(rows).to_have_text(["price", "brand", "rating", "reviews", "color"])
    expect(sheet.locator("td.best")).to_have_text(["$109 best"])
    sheet.get_by_role("button", name="Tell me the difference").click()
    expect(sheet).to_be_hidden()
    expect(shopper.page.locator("#chat .user .said").last).to_have_text("compare 1 and 3")
    expect(shopper.last).to_contain_text("differ in")


def test_details_tell_everything_and_lead_on(shopper: Shopper) -> None:
    boots(shopper)
    shopper.page.keyboard.press("Escape")
    shopper.page.locator("#window h2").click()
    shopper.page.keyboard.press("1")
    sheet = shopper.page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Ridge Boots")).to_be_visible()
    expect(sheet).to_contain_text("About Ridge Boots.")
    expect(sheet.locator(".shelf h3")).to_have_text(["More like this", "Goes well with"])
    sheet.get_by_role("button", name="Two-Person Tent").click()
    expect(sheet.get_by_role("heading", name="Two-Person Tent")).to_be_visible()
    shopper.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    shopper.cards.nth(1).get_by_role("button", name="More like this").click()
    expect(shopper.page.locator("#chat .user .said").last).to_have_text("More like the Larch Boots")
    settled(shopper)
    assert shopper.state.like == ("hb-2",)


def test_a_turn_is_undone_and_a_line_corrected(shopper: Shopper) -> None:
    boots(shopper)
    shopper.say("under 100 dollars")
    expect(shopper.cards).to_have_count(1)
    settled(shopper)
    shopper.page.get_by_role("button", name="Undo").click()
    expect(shopper.cards).to_have_count(3)
    expect(shopper.page.locator("#chat .user .said")).to_have_text("hiking boots")
    assert shopper.state.turns == 1
    shopper.page.get_by_role("button", name="Correct and send again").click()
    field = shopper.page.get_by_role("dialog").get_by_role("textbox")
    expect(field).to_have_value("hiking boots")
    field.fill("tent")
    shopper.page.keyboard.press("Enter")
    expect(shopper.cards).to_have_count(1)
    expect(shopper.page.locator("#chat .user .said")).to_have_text("tent")
    settled(shopper)
    assert shopper.state.turns == 1


def test_a_surprise_shows_something(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="Surprise me").click()
    expect(shopper.cards.first).to_be_visible()
    expect(shopper.page.locator("#chat .user .said")).to_have_text("Surprise me")


def test_a_tap_that_means_nothing_any_more_is_a_sentence(shopper: Shopper) -> None:
    boots(shopper)
    shopper.page.evaluate("window.vitrineTap({do: 'remove', wish: 'price < 1 must'})")
    expect(shopper.page.locator("#chat .failed").last).to_contain_text("no longer among yours")
    expect(shopper.cards).to_have_count(3)


def test_another_catalog_is_chosen(shopper: Shopper) -> None:
    """Its conversation is a new one, and everything on the page is about it."""
    house = shopper.house
    boots(shopper)
    shopper.page.get_by_label("Catalog").select_option("second")
    expect(shopper.page.locator("#chat .user")).to_have_count(0)
    expect(shopper.page.locator("#window .tile")).to_have_count(1)
    shopper.page.get_by_role("button", name="Kayak").last.click()
    expect(shopper.cards).to_have_count(1)
    expect(shopper.cards.locator("img")).to_have_attribute("src", "/pictures/second/ky-1")
    shopper.page.wait_for_function("document.querySelector('#window .card img').naturalWidth > 0")
    shopper.cards.locator(".title").click()
    expect(shopper.page.get_by_role("dialog").get_by_role("heading", name="River Kayak")).to_be_visible()
    shopper.page.keyboard.press("Escape")
    settled(shopper)
    assert len(house.shop.sessions) == 1
    shopper.reload()
    expect(shopper.cards).to_have_count(1)
    expect(shopper.page.get_by_label("Catalog")).to_have_value("second")
    shopper.page.evaluate("window.vitrineTap({do: 'catalog', value: '../etc'})")
    expect(shopper.page.locator("#chat .failed").last).to_contain_text("there is no catalog")


def test_a_conversation_is_taken_away_judged_and_deleted(shopper: Shopper, tmp_path: Path) -> None:
    page, house = shopper.page, shopper.house
    boots(shopper)
    for label, name in (("as text (Markdown)", "vitrine.md"), ("with pictures (ZIP)", "vitrine.zip")):
        page.get_by_role("button", name="More", exact=True).click()
        with page.expect_download() as saved:
            page.get_by_role("button", name=label).click()
        assert saved.value.suggested_filename == name
        saved.value.save_as(tmp_path / name)
    assert "**You:** hiking boots" in (tmp_path / "vitrine.md").read_text(encoding="utf-8")
    assert "pictures/1.png" in zipfile.ZipFile(tmp_path / "vitrine.zip").namelist()
    page.get_by_role("button", name="Bad answer").click()
    page.get_by_role("button", name="Wrong things shown").click()
    expect(page.locator("#chat .line-acts")).to_contain_text("noted on this machine")
    page.wait_for_load_state("networkidle")
    kept = json.loads((tmp_path / "opinions.jsonl").read_text(encoding="utf-8"))
    assert (kept["good"], kept["reason"], kept["said"]) == (False, "results", "hiking boots")
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Delete everything").click()
    expect(page.locator("#window .tile").first).to_be_visible()
    expect(page.locator("#chat .user")).to_have_count(0)
    assert len(house.shop.sessions) == 0


def test_the_honest_sheet_tells_models_and_times(shopper: Shopper) -> None:
    boots(shopper)
    shopper.page.get_by_role("button", name="More", exact=True).click()
    shopper.page.get_by_role("button", name="How this works").click()
    sheet = shopper.page.get_by_role("dialog")
    expect(sheet).to_contain_text("Nobody can pay for a place")
    expect(sheet.locator("dt")).to_contain_text(["hears", "reads", "speaks", "searches", "understand", "find", "word", "answer after"])
    expect(sheet).to_contain_text("understood by rules")


def test_what_was_picked_for_comparing_goes_with_its_conversation(shopper: Shopper) -> None:
    boots(shopper)
    shopper.cards.first.get_by_role("button", name="Compare").click()
    expect(shopper.page.locator("#compare-bar")).to_be_visible()
    shopper.page.get_by_role("button", name="New conversation").click()
    expect(shopper.page.locator("#window .tile").first).to_be_visible()
    expect(shopper.page.locator("#compare-bar")).to_have_count(0)


def test_the_list_stays_where_nothing_is_cheaper(shopper: Shopper) -> None:
    boots(shopper)
    shopper.say("something cheaper")
    expect(shopper.last).to_contain_text("cheaper than the")
    expect(shopper.cards).to_have_count(3)
