"""The question asked last, carried over: to another item ("and the green?", "what about number two"), or to a count of other things ("and in red?")."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading
from chat.understanding.rules.described import only_one
from chat.understanding.rules.references import references

OPENING = (
    r"(?:(?:but|ok(?:ay)?|so|oh|ah|hm+|right|cool|great|thanks|i see|good),? )*"
    r"(?:and(?: (?:what|how) about| for| the same for)?|(?:what|how) about|what of|same (?:question )?(?:for|about|with)|is that (?:so|true) (?:for|of)) "
)
ASKS_ANEW = r"\b(?:which|why|who|where|when|is|are|do|does|can|has|have|\w+est|most|least)\b(?! (?:that )?(?:so|true|the same)\b)"
TAIL = r"(?:,? (?:too|as well|then|please|\w+er or \w+er|more or less|better or worse|the same))*[ ?.!]*"
ALSO = r"(?:too|as well|the same)"
CARRIES = rf"{OPENING}(?P<what>(?:the |that |those |number )?[\w' -]+?){TAIL}"
BARE = rf"(?P<what>(?:the|that) [\w' -]+?)(?: {ALSO})?\?"

COUNTS = (
    r"(?:[\s,.!]|ok(?:ay)?|right|hmm+|oh)*(?:and|or|what about|how about|and what about)(?: (?:of those|of them))? "
    r"(?:in|under|below|over|above|for|with|without|by)\b"
)


def counted_again(sheet: Reading) -> None:
    """ "And in red?", "and under 50?" right after "how many have you got?": the same count with another wish."""
    asked = sheet.state.inquiry
    if asked is not None and asked.topic == "count" and not sheet.name and not sheet.items and re.match(COUNTS, sheet.text):
        sheet.name, sheet.topic = "ask", "count"


def ellipsis(sheet: Reading) -> None:
    """Asks of the item that is named what was asked of the last one; where anything more is said, the other rules read it."""
    asked = sheet.state.inquiry
    if asked is None or asked.topic == "count" or sheet.name or not sheet.shown or re.search(ASKS_ANEW, sheet.text):
        return
    found = re.fullmatch(CARRIES, sheet.text) or re.fullmatch(BARE, sheet.text)
    item = _named(sheet, found["what"].strip()) if found else None
    if item is None:
        return
    sheet.items[:] = [item]
    sheet.constraints[:] = list(asked.constraints)
    sheet.name, sheet.slot, sheet.topic, sheet.certain = "ask", asked.slot, asked.topic, True
    sheet.words[:] = [asked.text]
    sheet.blank(0, len(sheet.rest))


def _named(sheet: Reading, words: str) -> int | str | None:
    """The one item the words name and nothing besides."""
    if sheet.items:  # pointed at: "and the other one?"
        return sheet.items[0] if len(sheet.items) == 1 and not sheet.residue else None
    item = only_one(sheet, words)
    if item is not None:
        return item.id
    probe = Reading(words, sheet.vocabulary, sheet.shown, sheet.state, sheet.earlier)
    references(probe)
    return probe.items[0] if len(probe.items) == 1 and not probe.residue else None
