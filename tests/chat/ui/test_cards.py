"""What becomes HTML is escaped, whatever a catalog, a shopper or a model put into it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from chat.reply import Chip
from chat.transcript import Line
from chat.ui.cards import none_panel, suggestions_panel, window_panel
from chat.ui.english import ENGLISH
from chat.ui.markup import html
from chat.ui.messages import messages
from chat.ui.opening import opening, round_up
from retrieval.item import Item
from retrieval.query import Reason, Suggestion
from tests.chat.ui.conftest import SmallRetriever

PAYLOADS = (
    "<script>ran()</script>",
    '"><img src=x onerror=ran()>',
    "' onmouseover='ran()",
    "</div></section><svg onload=ran()>",
    "&lt;script&gt;ran()&lt;/script&gt;",
    "<a href=javascript:ran()>x</a>",
    "\n\n<img src=x onerror=ran()>\n\n",
    "<iframe srcdoc='<script>ran()</script>'>",
)
OURS = {"section", "header", "h2", "h3", "p", "ul", "ol", "li", "div", "span", "img", "b", "small", "button", "br", "i", "svg", "path", "rect", "circle"}


class Tags(HTMLParser):
    """Names of all tags and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def evil(payload: str) -> Item:
    return Item("x", f"Boots {payload}", payload, payload, payload, 49.5, "USD", payload, rating=4.2, reviews=7, image="a.png", attributes={"kind": payload})


def harmless(text: str) -> Tags:
    found = Tags(text)
    assert set(found.tags) <= OURS
    assert not [name for name in found.attributes if name.startswith("on") or name in ("href", "srcdoc", "style")]
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_cards_escape_everything(payload: str) -> None:
    item = evil(payload)
    shown = [Suggestion(item, 1, 0.9, (Reason(f"because {payload}", "words"),))]
    found = harmless(str(suggestions_panel(shown, {"x"}, Markup(""), lambda each: f"/pictures/{payload}", ENGLISH)))
    assert found.tags.count("img") == 1
    assert payload.strip() in found.text
    none = harmless(str(none_panel(Markup(""), [Chip(payload, payload)], ENGLISH)))
    assert none.tags.count("button") == 1
    tiles = harmless(str(window_panel([(Chip(payload, payload), item)], lambda each: "", ENGLISH)))
    assert tiles.tags.count("img") == 0


@pytest.mark.parametrize("payload", PAYLOADS)
def test_messages_are_one_block_of_escaped_html(payload: str) -> None:
    lines = (Line("shopper", payload, photo="token", seen=(payload,), heard=True), Line("shop", payload, "failed", chips=(Chip(payload, payload),)))
    shown = messages(lines, (), ENGLISH, status=payload)
    assert [each["role"] for each in shown] == ["assistant", "user", "assistant", "assistant"]
    for each in shown:
        assert "\n" not in each["content"]
        assert each["content"].startswith("<div")
        harmless(each["content"])


def test_a_card_shows_number_picture_title_price_rating_and_why() -> None:
    item = Item("x", "Ridge Boots", price=129.0, rating=4.5, reviews=1200, image="a.png")
    shown = [Suggestion(item, 2, 0.9, (Reason("waterproof", "waterproof"), Reason("under $150", "price")))]
    text = str(suggestions_panel(shown, (), Markup(""), lambda each: "/pictures/test/x", ENGLISH))
    assert 'data-rank="2"' in text and 'alt="Ridge Boots"' in text and 'src="/pictures/test/x"' in text and 'loading="lazy"' in text
    for words in ("$129", "4.5", "(1,200)", "waterproof · under $150", "Ridge Boots"):
        assert words in Tags(text).text
    assert "in-focus" not in text
    assert "in-focus" in str(suggestions_panel(shown, {"x"}, Markup(""), lambda each: "", ENGLISH))


def test_only_the_last_message_carries_chips() -> None:
    examples = (Chip("Boots", "boots"),)
    assert messages((), examples, ENGLISH)[-1]["options"] == [{"label": "Boots", "value": "boots"}]
    asked = messages((Line("shop", "Which?", chips=(Chip("Red", "in red"),)),), examples, ENGLISH)
    assert [each["options"] for each in asked] == [[], [{"label": "Red", "value": "in red"}]]
    busy = messages((Line("shop", "Which?", chips=(Chip("Red", "in red"),)),), examples, ENGLISH, status="Thinking")
    assert all(not each["options"] for each in busy)


def test_templates_escape_values_and_keep_markup() -> None:
    assert html("<b>{a}</b>{b}", a="<i>", b=html("<u>{c}</u>", c="&")) == "<b>&lt;i&gt;</b><u>&amp;</u>"


def test_the_opening_names_what_the_catalog_has(house) -> None:  # type: ignore[no-untyped-def]
    found = opening(house.shop.parts.retriever)
    assert [each.say for each in found.examples] == ["hiking boots under $150", "backpack in red", "tent"]
    assert [chip.say for chip, _ in found.tiles] == ["hiking boots", "backpack", "tent"]
    assert (round_up(47), round_up(132), round_up(9), round_up(1210)) == (50, 150, 10, 1300)


def test_a_shop_that_names_no_kinds_opens_on_its_shelves(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shop = SmallRetriever(tmp_path, [Item("h", "Hero Hoodie", category="Hoodies", price=54.0), Item("t", "Aero Tee", category="Tees", price=24.0)])
    found = opening(shop)  # type: ignore[arg-type]
    assert [chip.say for chip, _ in found.tiles] == ["Hoodies", "Tees"] and found.examples[0].say == "Hoodies under $60"


def test_who_has_said_nothing_yet_is_told_what_can_be_done() -> None:
    assert 'class="guide"' in messages((), (), ENGLISH)[0]["content"]
    assert not [each for each in messages((Line("shopper", "boots"),), (), ENGLISH) if "guide" in each["content"]]


def test_that_boots_are_boots_is_the_last_reason() -> None:
    shown = [Suggestion(Item("x", "Ridge Boots"), 1, 0.9, (Reason("hiking boots", "kind"), Reason("waterproof", "waterproof")))]
    assert "waterproof · hiking boots" in Tags(str(suggestions_panel(shown, (), Markup(""), lambda each: "", ENGLISH))).text
