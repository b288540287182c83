"""The size somebody wears: "tees in size M", "I wear a large", "in a 34 please", where the shop says in which sizes a thing is made."""

from __future__ import annotations

import re

from chat.acts import things
from chat.understanding.reading import Reading
from retrieval.constraints import Constraint

SLOTS = ("sizes", "size")
LETTERS = {
    "extra small": "XS", "x-small": "XS", "xsmall": "XS", "small": "S", "medium": "M", "large": "L", "extra large": "XL", "x-large": "XL", "xlarge": "XL",
    "double xl": "XXL", "2xl": "XXL",
}  # fmt: skip
WORD = r"(?:extra |x-?)?(?:small|large)|medium|double xl|2xl"
LETTER = r"x{0,3}[sl]|m"
SAID = re.compile(
    rf"\b(?:(?:in |for )?(?:an? |the )?sizes? (?:an? )?(?P<size>{WORD}|{LETTER}|\d{{1,2}}(?:\.5)?)|"
    rf"(?:wears?|takes?|am|need|needs) (?:an? |size )(?P<worn>{WORD}|{LETTER})|in (?:an? )?(?P<within>{WORD}|{LETTER}|\d{{2}}(?= *(?:$|[,.;!?]|please|waist)))|"
    rf"(?P<before>{WORD})(?= [a-z])|(?:only |just )?(?P<alone>{WORD}|xx?[sl])(?: sizes?)?(?= *(?:$|[,.;!?]|please|only)))(?![\w'-])"
)


def worn_sizes(sheet: Reading) -> None:
    """A wish where the things wanted are made in that very size; elsewhere "large" and "medium" mean what the thing is like."""
    found = SAID.search(sheet.rest)
    if found is None or sheet.name in ("ask", "pick", "compare"):
        return
    named = [each for each in sheet.vocabulary.mentions(sheet.rest) if things((each.constraint,))]
    if found["before"] and not any(each.start == found.end() + 1 for each in named):  # "large hoodies", but "large pockets"
        return
    said = next(each for each in found.groups() if each)
    wanted = LETTERS.get(said, said.upper())
    needs = [each.constraint for each in named] or list(things((*sheet.constraints, *sheet.state.constraints)))
    for slot in SLOTS:
        known = sheet.vocabulary.slot(slot)
        if known is None or known.type != "list":
            continue
        stated = (sheet.vocabulary.stated_by(needs[:1], slot) or set()) if needs else {value for value, _ in known.values}
        if wanted in stated:
            sheet.add(Constraint(slot, "contains", wanted))
            sheet.blank(*found.span())
            return
