"""Items that are one model in several colours: "Taurus Elements Shell, blue" and "Taurus Elements Shell, white"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from retrieval.item import Item
from retrieval.palette import PALETTE

COLOR_SAID = re.compile(rf"[\s,(-]+(?:{'|'.join(PALETTE)})\)?\s*$")


def model_of(item: Item) -> str:
    """What the colourways of one model share: the title without the colour at its end."""
    return _without_color(item.title, str(item.color or ""))


@lru_cache(maxsize=20_000)
def _without_color(title: str, color: str) -> str:
    title, own = title.casefold().strip(), color.casefold()
    bare = title.removesuffix(own).rstrip(" ,-(") if own and title.endswith((f" {own}", f",{own}", f"-{own}")) else COLOR_SAID.sub("", title)
    return re.sub(r"\s+", " ", bare or title).rstrip(" ,")


def one_model(items: Sequence[Item]) -> bool:
    """Whether all the items are colourways of one model."""
    return len({(model_of(each), each.category) for each in items}) == 1
