"""Comparisons: "compare 1 and 3", "what sets the Starling apart from the Meadow", "which of these is better"."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading
from chat.understanding.rules.references import references

COMPARE = (
    r"\b(?:side by side|line up|weigh up|head to head|against|stack up|compares?|comparison|differences?|apart|distinguish\w*|in common|pros and cons|"
    r"differs?|different (?:from|about|between)|versus|vs\.?|better|next to|beside|alongside|measure up|hold up|which (?:one|of (?:these|those|them)))\b"
)
COMPARES = (
    r"\b(?:compares?|comparison|differen\w+|differs?|versus|vs|side by side|line up|weigh up|head to head|stack up|pros and cons|distinguish\w*)\b|"
    r"\b(?:sets?|tells?|keeps?)\b.*\bapart\b|\b(?:put|place|hold|show|see|lay|set)\b.*\b(?:next to|beside|alongside|against)\b|"
    r"\b(?:measures?|holds?) up (?:to|against)\b|"
    r"\b(?:any|is (?:it|that|this)(?: one)?) better than\b"
)

NUMBERS = (  # "1 and 3", "1, 2 and 4", "1 2 3 4"
    r"\b\d{1,2}(?:(?:\s*,\s*(?:and )?|\s*(?:and|or|with|to|vs\.?|versus|from)\s+|\s+(?=\d\b))(?:number |#)?\d{1,2}){1,3}\b"
)


def comparison(sheet: Reading) -> None:
    """ "compare 1 and 3", "what is the difference between the first and the last", "compare them"."""
    if len(sheet.shown) + len(sheet.earlier) < 2 or not (sheet.hint == "compare" or sheet.has(COMPARE)):
        return
    compares = sheet.hint == "compare" or re.search(COMPARES, sheet.rest) is not None
    probe = Reading(sheet.text, sheet.vocabulary, sheet.shown, sheet.state, sheet.earlier, rest=sheet.rest, items=list(sheet.items))
    found = probe.take(NUMBERS)
    if found:
        probe.items.extend(int(each) for each in re.findall(r"\d+", found.group()))
    references(probe)
    if len(probe.items) < 2 and len(sheet.shown) < 2 and not (sheet.focus and probe.items):
        return
    if len(probe.items) >= 2 or compares:
        sheet.rest, sheet.items = probe.rest, probe.items
        if not sheet.items:
            sheet.take(r"\b(?:them(?: all)?|these|those|all(?: of (?:them|these|those))?)\b")
        if len(sheet.items) == 1 and sheet.focus and sheet.items[0] != sheet.focus:
            sheet.items.append(sheet.focus)
        if len(sheet.items) < 2:
            sheet.items = list(range(1, min(len(sheet.shown), 2 if not re.search(r"\b(?:all|them|these|those)\b", sheet.text) else 4) + 1))
        sheet.name = "compare"
        sheet.slot = sheet.slot_named(sheet.rest)
        sheet.certain = True
