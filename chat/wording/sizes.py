"""Whether a thing is made in a size that is asked for: among those it lists, or within the range it states."""

from __future__ import annotations

import re

from chat.wording.facts import fact_words
from retrieval.item import Item

SPELLED = {"extra small": "xs", "small": "s", "medium": "m", "large": "l", "extra large": "xl", "xxl": "2xl", "xxxl": "3xl", "xxxxl": "4xl"}
RANGE = re.compile(r"(?<![\d.])(\d{1,2}(?:\.5)?)\s*(?:-|to)\s*(\d{1,2}(?:\.5)?)(?![\dA-Z])")  # "US 7-13", not the "7K-3Y" of children


def made_in(item: Item, slot: str, asked: str) -> str:
    """ "No: the Quayside Ankle Rain Boots have size US 7-13."; neither yes nor no where the sizes are stated in another way."""
    value = item.value(slot)
    if value is None:
        return f"The catalog does not say the sizes of the {item.title}."
    fact = fact_words(slot, value, item)
    fits = _fits(value, asked)
    return f"The {item.title}: {fact}." if fits is None else f"{'Yes' if fits else 'No'}, the {item.title}: {fact}."


def _fits(value: object, asked: str) -> bool | None:
    """None where the size asked for cannot be told against those that are stated."""
    wanted = _plain(asked)
    if isinstance(value, tuple):
        return wanted in {_plain(str(each)) for each in value}
    found = RANGE.search(str(value))
    if found and re.fullmatch(r"\d+(?:\.5)?", wanted):
        return float(found[1]) <= float(wanted) <= float(found[2])
    ends = re.fullmatch(r"\W*(\w+)\s*(?:-|to)\s*(\w+)\W*", str(value).casefold())
    order = ["xs", "s", "m", "l", "xl", "2xl", "3xl", "4xl"]
    if ends and all(_plain(each) in order for each in (*ends.groups(), wanted)):
        return order.index(_plain(ends[1])) <= order.index(wanted) <= order.index(_plain(ends[2]))
    return True if _plain(str(value)) == wanted else None


def _plain(size: str) -> str:
    return SPELLED.get(size.casefold().strip(), size.casefold().strip())
