"""Which language the page speaks to a browser: the one chosen there, else the one it asks for, else English."""

from __future__ import annotations

from collections.abc import Mapping

from chat.ui.chinese import CHINESE
from chat.ui.english import ENGLISH
from chat.ui.texts import Texts

COOKIE = "vitrine-language"
SPOKEN = {each.language_code: each for each in (ENGLISH, CHINESE)}


def texts_for(cookies: Mapping[str, str], headers: Mapping[str, str]) -> Texts:
    """The page's words for a request."""
    chosen = cookies.get(COOKIE, "")
    if chosen in SPOKEN:
        return SPOKEN[chosen]
    first = headers.get("accept-language", "").split(",")[0].split("-")[0].strip().lower()
    return SPOKEN.get(first, ENGLISH)
