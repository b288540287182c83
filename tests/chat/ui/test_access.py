"""Every state of the page, judged by axe-core: no serious or critical finding. And the page in another language, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from tests.chat.ui.test_desk import boots, settled
from tests.chat.ui.test_page import CHROMIUM, Shopper, browser, shopper

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
