"""Every state of the page, judged by axe-core: no serious or critical finding. And the page in another language, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from chat.ui.chinese import CHINESE
from tests.chat.ui.browsing import CHROMIUM, Shopper, browser, shopper
from tests.chat.ui.test_desk import boots, settled

__all__ = ["browser", "shopper"]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
BAD = ("serious", "critical")

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")


def findings(shopper: Shopper) -> list[str]:
    """What axe-core holds against the page as it stands: rule, impact and the elements."""
    if not shopper.page.evaluate("typeof axe === 'object'"):
        shopper.page.evaluate(AXE.read_text(encoding="utf-8"))  # by the debugger: the page's own policy lets no script in
    shopper.page.wait_for_function("document.getAnimations().every(each => each.playState !== 'running')")
    found: Any = shopper.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 10, "axe-core did not look at the page"
    return [f"{each['id']} ({each['impact']}): {[node['html'][:160] for node in each['nodes']][:3]}" for each in found["violations"] if each["impact"] in BAD]


def opened(name: str) -> Callable[[Shopper], None]:
    def open_it(shopper: Shopper) -> None:
        shopper.page.evaluate("name => { window.vitrineDesk.open(name, {}); }", name)
        expect(shopper.page.locator("#sheet h2")).to_be_visible(timeout=30_000)  # the first map imports scikit-learn

    return open_it


def with_compare(shopper: Shopper) -> None:
    for at in (0, 1):
        shopper.cards.nth(at).get_by_role("button", name="Compare").click()
    shopper.page.get_by_role("button", name="Compare 2").click()
    expect(shopper.page.locator("#sheet h2")).to_be_visible()


def with_details(shopper: Shopper) -> None:
    shopper.cards.first.locator(".title").click()
    expect(shopper.page.locator("#sheet .detail")).to_be_visible()


def with_reasons(shopper: Shopper) -> None:
    shopper.cards.first.get_by_role("button", name="Not for me").click()


def with_editor(shopper: Shopper) -> None:
    shopper.page.locator(".understood button.wish-words").first.click()


def with_menu(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="More", exact=True).click()


def with_correction(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="Correct and send again").first.click()


def with_bad_answer(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="Bad answer").click()


STATES: dict[str, Callable[[Shopper], None]] = {
    "cards": lambda shopper: None, "reasons": with_reasons, "editor": with_editor, "menu": with_menu, "correction": with_correction, "judging": with_bad_answer,
    "details": with_details, "compare": with_compare, "map": opened("map"), "help": opened("help"), "honest": opened("honest"),
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_has_a_serious_finding(shopper: Shopper, scheme: Any) -> None:
    shopper.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    shopper.reload()
    found = {"opening": findings(shopper)}
    boots(shopper)
    for name, enter in STATES.items():
        enter(shopper)
        found[name] = findings(shopper)
        shopper.page.keyboard.press("Escape")
        if shopper.page.locator("#compare-bar").count():
            shopper.page.locator("#compare-bar .plain").click()
    shopper.say("hiking boots under 3 dollars")
    expect(shopper.cards).to_have_count(0)
    settled(shopper)
    found["nothing matches"] = findings(shopper)
    assert {name: each for name, each in found.items() if each} == {}


LABEL = """(on => on.getAttribute('aria-label') || on.labels?.[0]?.innerText || on.innerText || '')(document.activeElement)"""


def focused(shopper: Shopper) -> str:
    return str(shopper.page.evaluate(LABEL))


def tab_to(shopper: Shopper, label: str, key: str = "Tab") -> None:
    """Presses the key until that control has the focus."""
    for _ in range(80):
        if focused(shopper).strip().startswith(label):
            return
        shopper.page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {label!r}")


def test_everything_is_reached_by_keyboard(shopper: Shopper) -> None:
    keyboard = shopper.page.keyboard
    tab_to(shopper, "Read aloud")
    keyboard.press("Space")
    shopper.page.evaluate("document.activeElement.blur()")
    keyboard.press("/")
    keyboard.type("hiking boots")
    keyboard.press("Enter")
    expect(shopper.cards).to_have_count(3)
    settled(shopper)
    tab_to(shopper, "Change: hiking boots")
    keyboard.press("Enter")
    expect(shopper.page.locator(".wish-editor:not([hidden]) select")).to_be_focused()
    keyboard.press("Escape")
    expect(shopper.page.locator(".wish-editor:not([hidden])")).to_have_count(0)
    tab_to(shopper, "Not for me: Ridge Boots")
    keyboard.press("Enter")
    expect(shopper.page.get_by_role("button", name="Just not for me").first).to_be_focused()
    tab_to(shopper, "Too expensive")
    keyboard.press("Enter")
    expect(shopper.cards).to_have_count(2)
    settled(shopper)
    shopper.page.evaluate("document.activeElement.blur()")
    for key, heading in (("?", "Help and keys"), ("2", "Fen Boots"), ("m", "Map of the shop")):
        keyboard.press(key)
        expect(shopper.page.get_by_role("heading", name=heading)).to_be_visible(timeout=30_000)
        keyboard.press("Escape")
        expect(shopper.page.get_by_role("dialog")).to_have_count(0)
    keyboard.press("u")
    expect(shopper.cards).to_have_count(3)


def test_the_page_speaks_chinese(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="More", exact=True).click()
    shopper.page.get_by_role("button", name="中文").click()
    expect(shopper.page.locator("#box textarea")).to_have_attribute("placeholder", CHINESE.ask_here)
    expect(shopper.page.locator("html")).to_have_attribute("lang", "zh")
    expect(shopper.page.locator("#chat .bot .said").first).to_contain_text("您好")
    shopper.page.get_by_label("朗读").uncheck()
    shopper.page.get_by_role("button", name="Tent").last.click()
    expect(shopper.cards).to_have_count(1)
    settled(shopper)
    expect(shopper.last).to_contain_text("199")
    assert shopper.state.language == "zh"
    shopper.cards.first.get_by_role("button", name="不喜欢").click()
    shopper.cards.first.get_by_role("button", name="太贵了").click()
    expect(shopper.page.locator("#chat .user .said").last).to_contain_text("不要 Two-Person Tent")
    expect(shopper.cards).to_have_count(0)
    settled(shopper)
    assert findings(shopper) == []
    shopper.page.get_by_role("button", name="更多").click()
    shopper.page.get_by_role("button", name="English").click()
    expect(shopper.page.locator("#box textarea")).to_have_attribute("placeholder", "What are you looking for?")
