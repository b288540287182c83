"""The most or the least among what is shown: "which one is lighter?", "the thickest of them", "the cheaper of the pair wins"."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading
from chat.understanding.rules.critiques import COMPARATIVES, SUPERLATIVES, degree, numeric_slot
from chat.understanding.rules.people import GROWN_UP
from retrieval.constraints import Constraint, holds

MOST = (
    r"\bthe (?=\w+(?: \w+)? (?:one )?of (?:these|those|them|the (?:2|two|3|lot|pair|bunch)))|\bwhich (?:one |ones |of (?:these|"
    r"those|them|the)(?: (?:2|two|3|three))? )?(?:is|are|has|weighs|costs|lasts|holds|goes|runs|plays|keeps|burns|stays|gives|packs) (?:the )?|"
    r"\b(?:[\w-]+ )?\w+est of (?:them|these|those)\b|\bthe \w+er of (?:them|these|those|the (?:2|two|pair))\b"
)
WINS = (
    r"\bthe \w+er of the (?:2|two)(?: one)?(?: then| please| thanks)*[.! ]*$|"
    r"\b(?:wins|it is|(?:i will|i would like to|let me|i) (?:take|have|buy|get|go (?:with|for))|for me(?: then| please)?[.!]?$|gets my money)\b"
)


def most_of_shown(sheet: Reading) -> None:
    """ "Which one is cheaper?", "which of these is the lightest?": a superlative over what is shown, not over the catalog."""
    if len(sheet.shown) < 2 or (sheet.name and not (sheet.name == "pick" and len(sheet.items) > 1)):
        return
    if sheet.hint != "extreme" and not re.search(MOST, sheet.text):
        return
    slot, direction = _extreme(sheet)
    if not slot:
        return
    among = sheet.pair if re.search(r"\b(?:pair|(?:2|two) of (?:them|these|those)|of (?:the|those|these) (?:2|two))\b", sheet.text) else ()
    sheet.items[:] = sheet.items or list(among) or _told_of(sheet) or list(range(1, len(sheet.shown) + 1))
    if re.search(WINS, sheet.text):
        stated = [(value, item.id) for item in sheet.meant if isinstance(value := item.value(slot), (int, float))]
        if stated:
            sheet.name, sheet.like, sheet.certain = "pick", True, True
            sheet.items[:] = [(max if direction > 0 else min)(stated)[1]]
            sheet.blank(0, len(sheet.rest))
            return
    sheet.name, sheet.topic, sheet.slot, sheet.certain = "ask", "most" if direction > 0 else "least", slot, True
    sheet.blank(0, len(sheet.rest))


def _told_of(sheet: Reading) -> list[int | str]:
    """The places of the shown items that what is said beside it fits: "the lightest, for a grown-up I mean", "the cheapest of the black ones"."""
    told = [each.constraint for each in sheet.vocabulary.mentions(sheet.text) if each.constraint.slot in ("audience", "color", "material")]
    if re.search(GROWN_UP, sheet.text):
        told = [Constraint("audience", "!=", "kids")]
    return [at for at, item in enumerate(sheet.shown, start=1) if told and all(holds(each, item) for each in told)]


def _extreme(sheet: Reading) -> tuple[str, int]:
    """The slot of numbers a superlative or comparative is about, and whether the most or the least of it is meant."""
    for words, name, direction in (*((words, name, -sign) for words, name, sign in SUPERLATIVES), *COMPARATIVES):
        slot = numeric_slot(sheet, name) if re.search(rf"\b(?:{words})\b", sheet.text) else ""
        if slot:
            return slot, direction
    return degree(sheet)
