"""The page in a real browser, as a shopper uses it with words, taps and photos."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.chat.ui.browsing import CHROMIUM, Shopper, browser, shopper

__all__ = ["browser", "shopper"]
PAYLOAD = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>**bold** [x](http://example.com/) ![x](http://example.com/x.png) $$x$$'

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")


def test_chips_are_sent_as_if_typed(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="Hiking boots under $150").click()
    expect(shopper.cards).to_have_count(3)
    expect(shopper.page.locator("#chat .user .said").last).to_have_text("hiking boots under $150")
    shopper.page.get_by_role("button", name="Something cheaper").click()
    expect(shopper.page.locator("#chat .user .said").last).to_have_text("something cheaper")
    shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")
    assert shopper.state.turns == 2


def test_a_tile_of_the_window_asks_for_its_kind(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="Tent").last.click()
    expect(shopper.cards).to_have_count(1)
    expect(shopper.cards).to_contain_text("Two-Person Tent")


def test_a_photo_is_shown_with_what_was_recognised(shopper: Shopper, photo: Path) -> None:
    shopper.attach(photo)
    shopper.say("like this")
    expect(shopper.page.locator("#chat .seen")).to_have_text("looks like: hiking boots, brown")
    shown = shopper.page.locator("#chat img.shown-photo")
    expect(shown).to_have_attribute("src", re.compile(r"^/photos/[\w-]+\.jpg$"))
    shopper.page.wait_for_function("document.querySelector('#chat img.shown-photo').naturalWidth == 320")
    expect(shopper.cards.first).to_be_visible()
    assert [each for each in shopper.house.shop.uploads.folder.rglob("*") if each.is_file()] == []
    shopper.page.get_by_role("button", name="New conversation").click()
    expect(shopper.page.locator("#chat img.shown-photo")).to_have_count(0)
    assert len(shopper.house.shop.photos) == 0


def test_bad_input_is_a_sentence_in_the_chat_and_the_talk_goes_on(shopper: Shopper, tmp_path: Path) -> None:
    wrong = tmp_path / "wish.wav"
    wrong.write_text("just words")
    shopper.attach(wrong)
    shopper.page.keyboard.press("Enter")
    expect(shopper.page.locator("#chat .failed").last).to_contain_text("wish.wav is not a sound file")
    shopper.say("x" * 10_000)
    expect(shopper.page.locator("#chat .failed").last).to_contain_text("10,000 characters, the limit is 2,000")
    assert shopper.state.turns == 0
    assert [each for each in shopper.house.shop.uploads.folder.rglob("*") if each.is_file()] == []
    shopper.say("tent")
    expect(shopper.cards).to_have_count(1)


def test_no_text_of_others_becomes_script_or_links(shopper: Shopper, photo: Path) -> None:
    """Title, brand and description of an item, words of the shopper, the transcript, the name of a file, a chip."""
    shopper.house.ears.words = f"backpack {PAYLOAD}"
    shopper.attach(photo)
    shopper.say(f"backpack {PAYLOAD}")
    expect(shopper.page.locator("#chat .bot .said")).to_have_count(2)
    shopper.say("backpack in red")
    expect(shopper.cards.first).to_contain_text("<script>window.ran=1</script>")
    shopper.say("the first one")
    expect(shopper.page.locator("#chat .bot .said")).to_have_count(4)
    shopper.page.wait_for_timeout(300)
    assert shopper.page.locator("#chat a, #chat strong, #chat script, #window script, #window a").count() == 0
    assert all("/photos/" in each for each in shopper.page.locator("#chat img").evaluate_all("all => all.map(each => each.src)"))


def test_a_reload_keeps_the_conversation_and_a_new_one_forgets_it(shopper: Shopper) -> None:
    shopper.say("hiking boots")
    expect(shopper.cards).to_have_count(3)
    name = shopper.page.evaluate("sessionStorage.getItem('vitrine-session')")
    shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")
    shopper.reload()
    expect(shopper.cards).to_have_count(3)
    expect(shopper.page.locator("#chat .user .said")).to_have_text("hiking boots")
    shopper.page.get_by_role("button", name="New conversation").click()
    expect(shopper.page.locator("#window .tile").first).to_be_visible()
    expect(shopper.page.locator("#chat .user")).to_have_count(0)
    assert len(shopper.house.shop.sessions) == 0
    shopper.say("tent")
    expect(shopper.cards).to_have_count(1)
    assert shopper.page.evaluate("sessionStorage.getItem('vitrine-session')") != name


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_it_fits_a_phone_and_the_dark(shopper: Shopper, width: int, scheme: Any) -> None:
    shopper.page.set_viewport_size({"width": width, "height": 844})
    shopper.page.emulate_media(color_scheme=scheme)
    shopper.reload()
    shopper.say("hiking boots")
    expect(shopper.cards).to_have_count(3)
    size = shopper.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size == [width, 844]
    for place in ("#chat", "#box", "#window .card >> nth=0"):
        expect(shopper.page.locator(place)).to_be_in_viewport()
    assert shopper.page.evaluate("document.body.classList.contains('dark')") == (scheme == "dark")


def test_the_page_says_that_models_are_loading(shopper: Shopper) -> None:
    shopper.house.shop.warming.state = "warming"
    shopper.reload()
    expect(shopper.page.locator("#banner")).to_contain_text("still loading")
    shopper.house.shop.warming.state = "warm"
    expect(shopper.page.locator("#banner .banner")).to_have_count(0)


def test_the_same_photo_can_be_shown_twice(shopper: Shopper, photo: Path) -> None:
    shopper.page.get_by_label("Read aloud").uncheck()
    for turn in (1, 2):
        with shopper.page.expect_file_chooser() as chooser:
            shopper.page.locator("#box .upload-button").click()
        chooser.value.set_files(str(photo))
        expect(shopper.page.locator("#box .thumbnail-item").first).to_be_visible()
        shopper.page.wait_for_function("[...document.querySelectorAll('#box img')].every(each => each.complete)")
        shopper.page.locator("#box textarea").press("Enter")
        expect(shopper.page.locator("#chat .user .shown-photo")).to_have_count(turn)
        shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")


def test_the_opening_is_read_from_its_top(shopper: Shopper) -> None:
    shopper.page.set_viewport_size({"width": 390, "height": 600})
    shopper.reload()
    expect(shopper.page.locator("#chat .guide")).to_be_visible()
    shopper.page.wait_for_timeout(800)  # Gradio scrolls to the end a moment after it has drawn
    assert shopper.page.evaluate("(log => log.scrollHeight > log.clientHeight && log.scrollTop)(document.querySelector('#chat .bubble-wrap'))") == 0
