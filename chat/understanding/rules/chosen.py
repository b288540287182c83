"""Which item is chosen or turned down where the utterance is known to do so: "brown it is, cheers", "four of them please", "the leather one is too posh"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import NEED_SLOTS, ActName
from chat.understanding.reading import Reading
from retrieval.constraints import holds
from retrieval.item import Item

CHOICES: dict[str, tuple[ActName, bool | None]] = {"pick": ("pick", True), "like": ("pick", True), "reject": ("feedback", False)}
ALL = r"\b(?:none|neither|these|those|them|they|any|all|not (?:one|a single))\b"


def chosen(sheet: Reading) -> None:
    """The items named; else the one of those shown that the words fit; else the one in focus; else, turned down, all, and chosen, the first."""
    if sheet.hint not in CHOICES or not (sheet.shown or sheet.items):
        return
    sheet.name, sheet.like = CHOICES[sheet.hint]
    if not sheet.items:
        fitting = _fitting(sheet)
        several = sheet.like is False and (re.search(ALL, sheet.text) or not sheet.focus)
        everything = range(1, len(sheet.shown) + 1)
        sheet.items.extend([item.id for item in fitting] if fitting else everything if several else [sheet.focus or 1])
    sheet.certain = True
    sheet.blank(0, len(sheet.rest))


def _fitting(sheet: Reading) -> Sequence[Item]:
    """The shown items that meet all values the words name, the thing itself aside; where these single out none, none."""
    told = [each.constraint for each in sheet.vocabulary.mentions(sheet.rest) if each.constraint.slot not in NEED_SLOTS]
    fitting = [item for item in sheet.shown if told and all(holds(each, item) for each in told)]
    if sheet.like is False:
        return fitting if len(fitting) < len(sheet.shown) else ()
    return fitting[:1]
