"""`bench ui` on the small shop: every row is there, and what is added is the whole turn less the turn itself."""

from __future__ import annotations

from typing import Any

import pytest

from commands.measure import pages
from core.settings import Settings
from tests.chat.ui.browsing import CHROMIUM

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")


def test_the_page_is_measured_beside_the_turn_itself_and_beside_gradio_alone(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TURNS", 3), ("PAINTS", 1), ("SAID", ("hiking boots", "tent")), ("open_parts", lambda settings: house.shop.parts)):
        monkeypatch.setattr(pages, name, value)
    monkeypatch.setattr(house.shop.parts, "load", lambda **engines: None)  # they are small ones, and ready
    monkeypatch.setattr(pages, "in_process", lambda parts, text: 1.0)
    rows = {each.what: each for each in pages.measure_pages(Settings())}
    assert [each for each in rows if "what it adds to a turn, median" in each] == [f"{way}: what it adds to a turn, median" for way in WAYS]
    for way in WAYS:
        assert rows[f"{way}: the whole turn"].ours == pytest.approx(rows[f"{way}: what it adds to a turn, median"].ours + 1, abs=0.2)
        assert rows[f"{way}: the whole turn"].baseline == 1.0
    echoes = [each for what, each in rows.items() if "a bare Gradio page" in what]
    assert len(echoes) == 2
    assert all(each.n == 3 and each.ours > 0 for each in echoes)
    assert 0 < rows["first paint, warm"].ours < 30
    assert 0.3 < rows["weight of the page on the first visit, without pictures still to come"].ours < 5


WAYS = ("the endpoint /ask", "the page in a browser")
