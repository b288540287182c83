"""Whether a shown thing is made in a size: "do those go up to a 14?", "does it come in XXL", "have you got it in a size 9"."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading

WORN = r"(?:x{0,4}[sl]|[2-6]xl|extra (?:small|large)|small|medium|large)"
ASKED_SIZE = (
    r"\b(?:(?:go|goes|come|comes|run|runs) (?:up|down|as (?:big|large|small|high|low)) (?:to|as) (?:an? |size |a size )?"
    rf"(?P<upto>\d{{1,2}}(?:\.5)?|{WORN})(?: waist)?|"
    rf"(?:it|they|them|that|those|these|this|one|ones|come|comes|available|made|stocked|the \w+)(?: \w+)? in (?:an? )?"
    rf"(?:size (?P<size>\d{{1,2}}(?:\.5)?|{WORN})|(?P<in>{WORN}|\d{{1,2}}(?:\.5)?(?= waist| *[?.!]*$))))\b"
)
IS_A_QUESTION = r"\?|^(?:(?:and|but|so|ok(?:ay)?|hmm+|oh|great|nice|lovely)[,.! ]+)*(?:do|does|is|are|can|could|have|has|will|would|got)\b"
WANTED = r"\b(?:show|take|want|need|like)\b"
SIZE_SLOTS = ("size", "sizes")


def size_questions(sheet: Reading) -> None:
    """Answered by the sizes the items meant are made in (chat/wording/sizes.py); a wish ("show me it in a medium") is left to the other rules."""
    if not sheet.shown or sheet.name not in (None, "pick") or not re.search(IS_A_QUESTION, sheet.text) or re.search(WANTED, sheet.text):
        return
    found = re.search(ASKED_SIZE, sheet.text)
    slot = next((each for each in SIZE_SLOTS if any(item.value(each) for item in sheet.meant)), "")
    if not found or not slot:
        return
    sheet.name, sheet.topic, sheet.slot, sheet.certain = "ask", "made in", slot, True
    sheet.words[:] = [next(each for each in (found["upto"], found["size"], found["in"]) if each)]
    if not sheet.items:
        sheet.items.append(sheet.focus or 1)
    sheet.constraints.clear()
    sheet.blank(0, len(sheet.rest))
