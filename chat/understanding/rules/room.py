"""A place that is too small for what is shown: "won't fit, our wall is only 190 cm", "too wide, the gap is 60 cm"."""

from __future__ import annotations

import re

from chat.acts import things
from chat.understanding.reading import Reading
from retrieval.constraints import Constraint
from retrieval.extent import IN_CM, sides_in_cm

MEASURE = r"(?P<n>\d+(?:\.\d+)?) ?(?P<unit>mm|cm|centimet(?:er|re)s?|m|met(?:er|re)s?|in|inch(?:es)?|ft|feet|foot)\b"
SPELLED = {"centimet": "cm", "met": "m", "inch": "in", "feet": "ft", "foot": "ft"}
PLACE = (
    r"\b(?:wall|gap|space|room|alcove|nook|corner|recess|door(?:way|frame)?|hall(?:way)?|shelf|boot|trunk|cupboard|wardrobe|closet|locker|bay|window(?:sill)?|"
    r"balcony|patio|table|desk|drawer|niche|spot|flat|kitchen|bedroom|bed|tank)\b"
)
TOO_BIG = (
    r"\b(?:(?:will|would|does|do) not fit|not going to fit|no way (?:it|that|this) (?:will )?fits?|too (?:big|wide|long|large|tall|deep|high)|"
    r"not enough (?:room|space))\b"
)
HAVE = r"\b(?:only|just|no more than|at most|max(?:imum)?|i (?:only |just )?(?:have|have got|got)|we (?:only |just )?(?:have|have got|got))\b"


def room(sheet: Reading) -> None:
    """Only what is small enough is wanted from now on; sizes in words ("152 x 84 cm") are compared by their sides, the longest unless "deep" is said."""
    found = re.search(MEASURE, sheet.text)
    told = re.search(PLACE, sheet.text) and (re.search(HAVE, sheet.text) or re.search(r"\b(?:is|are|measures)\b", sheet.text))
    if not sheet.shown or not found or sheet.text.rstrip().endswith("?") or not (re.search(TOO_BIG, sheet.text) or told):
        return
    unit = next((short for long, short in SPELLED.items() if found["unit"].startswith(long)), found["unit"])
    limit = float(found["n"]) * IN_CM[unit]
    side = 1 if re.search(r"\bdeep|depth\b", sheet.text) else 0
    needs = things(sheet.state.constraints)
    sizes = sheet.vocabulary.stated_by(needs, "size") or set() if needs else {item.size for item in sheet.shown if item.size}
    measured = {size: sides for size in sizes if (sides := sides_in_cm(size))}
    if not measured:
        return
    fitting = tuple(sorted(size for size, sides in measured.items() if sorted(sides, reverse=True)[min(side, len(sides) - 1)] <= limit))
    sheet.add(Constraint("size", "in", fitting or (f"up to {found['n']} {unit}",)))
    sheet.name, sheet.certain = "refine", True
    sheet.blank(0, len(sheet.rest))
