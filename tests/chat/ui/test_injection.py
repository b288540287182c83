"""A hundred scripts through title, description, brand, attribute, file name, transcript, model reply and chip: none runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from chat.reply import Chip
from chat.transcript import Line
from chat.ui.opening import Opening
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary
from tests.chat.ui.browsing import CHROMIUM, Shopper, browser, shopper
from tests.chat.ui.test_desk import settled

__all__ = ["browser", "shopper"]
RUN = "window.ran=1"
TAGS = (  # @ stands for the script
    "<script>@</script>", "<img src=x onerror=@>", '"><img src=x onerror="@">', "'><svg onload='@'>", "<svg><script>@</script></svg>", "<body onload=@>",
    "<iframe srcdoc='<script>parent.@</script>'></iframe>", "<iframe src=javascript:parent.@>", "<details open ontoggle=@><summary>x</summary></details>",
    "<input autofocus onfocus=@>", "<video><source onerror=@></video>", "<math><mtext></p><img src=x onerror=@></mtext></math>", "<a href=javascript:@>x</a>",
    "[x](javascript:@)<script>@</script>", '![x](x" onerror="@)', "<marquee onstart=@>", "<object data='javascript:@'></object>", "<embed src='javascript:@'>",
    "<form action=javascript:@><button autofocus onfocus=@>x</button></form>",
    "</textarea><script>@</script>", "</style><script>@</script>",
    "</title><script>@</script>", "<!--><script>@</script>-->", '<noscript><p title="</noscript><img src=x onerror=@>">',
    "<template><script>@</script></template>",
)  # fmt: skip
EVALUATED = ("${@}", "{{@}}", "{% @ %}", "#{@}", "<%= @ %>", "{{constructor.constructor('@')()}}", "$$@$$", "`${@}`", "\\(@\\)", "javascript:@")
BROKEN = (
    "\n\n<img src=x onerror=@>\n\n",
    "&lt;img src=x onerror=@&gt;",
    "&#60;script&#62;@&#60;/script&#62;",
    "\u202e<script>@</script>",
    "<scr\tipt>@</scr\tipt>",
)
CLOSED = tuple(f"'\"></li></ol></section></button></div>{each}" for each in TAGS)
CASED = tuple(each.swapcase() for each in TAGS)
QUOTED = tuple(f"x' onmouseover='@' autofocus onfocus='@' {each}" for each in TAGS[:10])
PAYLOADS = tuple(each.replace("@", RUN) for each in (*TAGS, *EVALUATED, *BROKEN, *CLOSED, *CASED, *QUOTED))

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")


def item_id(at: int) -> str:
    return f"w{at}{' '.join(PAYLOADS[at].split())}"  # an address has no line break


def evil(at: int, payload: str) -> Item:
    attributes: dict[str, Any] = {"kind": "widget", "finish": payload, "weight_g": 100.0 + at}
    return Item(
        item_id(at), f"Widget {payload}", payload, f"gadgets {payload}", payload, 10.0 + at, "USD", payload, payload, size=payload, rating=4.0,
        image="a.png", url=f"javascript:{RUN}", attributes=attributes,
    )  # fmt: skip


@pytest.fixture
def house(house: Any) -> Iterator[Any]:
    """The shop sells nothing but payloads, and shows all of them at once."""
    retriever: Any = house.shop.parts.retriever
    retriever.items = tuple(evil(at, payload) for at, payload in enumerate(PAYLOADS))
    retriever.vocabulary = Vocabulary(retriever.items)
    house.shop.parts.k = len(PAYLOADS)
    chips = tuple(Chip(each, each) for each in PAYLOADS[:8])
    house.shop = replace(house.shop, opening=Opening(chips, tuple(zip(chips, retriever.items, strict=False))))
    yield house


def test_there_are_a_hundred_and_each_would_run() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 100
    assert all(RUN in each for each in PAYLOADS)


def test_none_runs(shopper: Shopper, photo: Path, recording: Path) -> None:
    """The fixture asserts at the end that nothing ran, nothing complained and no other host was asked."""
    page = shopper.page
    page.get_by_label("Read aloud").uncheck()
    shopper.house.ears.words = "widget " + " ".join(PAYLOADS[:12])
    shopper.attach(recording)
    page.wait_for_load_state("networkidle")
    page.locator("#box textarea").press("Enter")
    expect(page.locator("#chat .user .said")).to_have_count(1)
    settled(shopper)
    shopper.say("widget")
    expect(shopper.cards).to_have_count(100)
    settled(shopper)
    assert "Widget <script>window.ran=1</script>" in shopper.cards.locator(".title").all_text_contents()  # shown, not run
    session = shopper.house.shop.sessions.get(page.evaluate("sessionStorage.getItem('vitrine-session')"))
    for each in PAYLOADS[:90]:  # as many as a transcript keeps; what a model worded, what a shopper said, chips
        session.note(Line("shopper", each, seen=(each,)), Line("shop", each, chips=(Chip(each, each),)))
    page.evaluate("window.vitrineTap({do: 'remove', wish: 'x' })")  # draws the talk again
    expect(page.locator("#chat .user .said")).to_have_count(92)
    for at in (0, 1, 2, 30, 60, 90):
        page.evaluate("id => { window.vitrineDesk.open('details', {item: id}); }", item_id(at))
        expect(page.locator("#sheet .detail .price")).to_have_text(f"${10 + at}")
        assert page.locator("#sheet a").count() == 0
    page.evaluate("ids => { window.vitrineDesk.open('compare', {items: JSON.stringify(ids)}); }", [item_id(at) for at in range(4)])
    expect(page.locator("#sheet table")).to_be_visible()
    page.evaluate("window.vitrineDesk.open('map', {})")
    expect(page.locator("#sheet .dot")).to_have_count(100, timeout=30_000)
    page.keyboard.press("Escape")
    shopper.cards.nth(3).get_by_role("button", name="Not for me").click()
    page.locator("#window .card .against:not([hidden]) .reason").first.click()
    expect(shopper.cards).to_have_count(99)
    page.wait_for_timeout(300)
    own = "#window script, #window iframe, #window a, #window object, #window embed, #sheet script, #sheet iframe, #chat script, #chat iframe, #chat a"
    assert page.locator(own).count() == 0
