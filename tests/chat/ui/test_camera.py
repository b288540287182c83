"""Photos that come from the camera, from the clipboard, or are dropped on the page."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from chat.ui.chinese import CHINESE
from chat.ui.english import ENGLISH
from chat.ui.texts import Texts
from tests.chat.ui.browsing import CHROMIUM, Shopper, browser, shopper

__all__ = ["browser", "shopper"]
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")

FILE = """
([event, data]) => {
  const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], 'boots.png', {type: 'image/png'}));
  const box = document.querySelector('#box textarea');
  const made = event === 'paste' ? new ClipboardEvent('paste', {clipboardData: files, bubbles: true, cancelable: true})
    : new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true});
  box.dispatchEvent(made);
}
"""


@pytest.fixture
def picture() -> Iterator[str]:
    """A brown PNG in base64."""
    file = BytesIO()
    Image.new("RGB", (64, 48), (110, 70, 40)).save(file, "PNG")
    yield base64.b64encode(file.getvalue()).decode()


def sent_with_photo(shopper: Shopper) -> None:
    """The photo stands in the box, goes with the words and is shown in the talk."""
    expect(shopper.page.locator("#box .thumbnail-item").first).to_be_visible()
    shopper.page.wait_for_function("[...document.querySelectorAll('#box img')].every(each => each.complete)")
    shopper.say("like this")
    expect(shopper.page.locator("#chat .user img.shown-photo")).to_be_visible()


def test_what_the_camera_sees_is_sent(shopper: Shopper) -> None:
    shopper.open()
    shopper.page.get_by_role("button", name=ENGLISH.camera_hint).click()
    take = shopper.page.get_by_role("button", name=ENGLISH.camera_take)
    expect(take).to_be_enabled()
    shopper.page.evaluate("window.track = document.querySelector('#sheet video').srcObject.getTracks()[0]")
    take.click()
    expect(shopper.page.get_by_role("dialog")).to_have_count(0)
    shopper.page.wait_for_function("window.track.readyState === 'ended'")  # its light goes out
    sent_with_photo(shopper)


@pytest.mark.parametrize(("language", "texts"), [("en", ENGLISH), ("zh", CHINESE)])
@pytest.mark.parametrize(("error", "told"), [("NotAllowedError", "camera_denied"), ("NotFoundError", "camera_absent"), ("OddError", "camera_broken")])
def test_a_camera_that_cannot_be_had_is_a_sentence(shopper: Shopper, language: str, texts: Texts, error: str, told: str) -> None:
    shopper.page.context.add_cookies([{"name": "vitrine-language", "value": language, "url": shopper.house.url}])
    shopper.page.add_init_script(f"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('no', '{error}'); }};")
    shopper.open()
    shopper.page.get_by_role("button", name=texts.camera_hint).click()
    expect(shopper.page.locator("#sheet [role=status]")).to_have_text(getattr(texts, told))
    expect(shopper.page.get_by_role("button", name=texts.camera_take, exact=True)).to_be_disabled()
    shopper.page.keyboard.press("Escape")
    expect(shopper.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("event", ["paste", "drop"])
def test_a_photo_is_pasted_or_dropped(shopper: Shopper, picture: str, event: str) -> None:
    shopper.open()
    shopper.page.evaluate(FILE, [event, picture])
    sent_with_photo(shopper)
