"""The page's words: every language has all of them, with the same places to fill."""

from __future__ import annotations

from dataclasses import fields

import pytest

from chat.ui.chinese import CHINESE
from chat.ui.english import ENGLISH
from chat.ui.texts import Texts
from chat.ui.tongue import texts_for

NAMES = {"title", "shop", "words_wish"}  # the same in every language


def test_chinese_has_every_word_and_the_same_places() -> None:
    for each in fields(Texts):
        english, chinese = getattr(ENGLISH, each.name), getattr(CHINESE, each.name)
        assert chinese.count("{}") == english.count("{}"), each.name
        assert each.name in NAMES or chinese != english, f"{each.name} is not translated"


@pytest.mark.parametrize(
    ("cookie", "accepts", "speaks"),
    [("", "", "en"), ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en", "zh-CN", "en"), ("zh", "de", "zh"), ("<script>", "fr-FR", "en"), ("", "*", "en")],
)
def test_the_choice_comes_before_what_the_browser_asks_for(cookie: str, accepts: str, speaks: str) -> None:
    assert texts_for({"vitrine-language": cookie}, {"accept-language": accepts}).language_code == speaks
