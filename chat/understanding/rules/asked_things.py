"""Which of the things on the table a question names: "what colour are the headphones", "do you have the Strike one in red"."""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS
from chat.understanding.reading import Reading
from retrieval.constraints import Constraint, holds

ANSWERED = 3  # shown items a question about "them" is answered for
HAVE_THE = (
    r"\b(?:(?:do|does) (?:you|they|anyone) (?:have|stock|sell|do|carry)|have you(?: got)?|(?:is|are) there|got|can i (?:get|have)|"
    r"could i (?:get|have)) (?:the|that|this|those)\b"
)
BEYOND = r"\b(?:\w+er than|similar|like (?:the|that|this)|else|other|another|to go with|goes with|to match)\b"


def available(sheet: Reading) -> bool:
    """ "Do you have the Strike one in red?": an item is named, so that it is asked whether there is such a one of it."""
    return bool(sheet.items) and re.search(HAVE_THE, sheet.text) is not None and not re.search(BEYOND, sheet.text)


def the_kind(sheet: Reading, asked: str) -> list[int | str]:
    """What "the headphones" are, where such things are on the table: the one in focus, or the shown ones of that kind."""
    for each in sheet.vocabulary.mentions(asked):
        if each.constraint.slot not in NEED_SLOTS or not re.search(r"\b(?:the|these|those|that|this|your)(?: \w+)? $", asked[: each.start]):
            continue
        fitting = [item for item in sheet.shown if holds(each.constraint, item)]
        focus = [item for item in fitting if item.id == sheet.focus]
        if fitting:
            several = re.search(r"\b(?:are|do|have|were|come) (?:the|these|those)\b", sheet.text) is not None
            return [item.id for item in focus or fitting[: ANSWERED if several else 1]]
    return []


def in_that_color(sheet: Reading, test: Constraint) -> None:
    """ "The Strike one in red": the item named in that colour, where the shop has it."""
    named = sheet.meant[0] if len(sheet.items) == 1 and sheet.meant else None
    if named is not None and test.slot == "color" and not holds(test, named):
        sheet.items[:] = [next((each.id for each in sheet.vocabulary.colorways(named) if holds(test, each)), named.id)]
