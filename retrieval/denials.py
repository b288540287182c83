"""Whether a fact speaks against what it is about: "take it off before swimming", "not waterproof", "there are no armrests"."""

from __future__ import annotations

import re

DENYING = re.compile(
    r"\b(?:not?|never|none|nothing|without|cannot|\w+n't|avoid|nor|neither|lacks?|lacking|hardly|barely|unsuitable|unfit)\b(?! only\b| matter\b)|"
    r"\b(?:take|takes|took) (?:it|them) off\b|\bkeep\b.*\b(?:away|off|out of)\b|\bkeep (?:it |them )?dry\b|"
    r"\b(?:rather than|instead of|(?:indoor|outdoor|hand)s? (?:use|wash) only)\b|"
    r"\btoo \w+ (?:for|to)\b|\b(?:only by|by) hand\b|\bspot clean\b|\b(?:sold|bought|comes?) separately\b",
    re.IGNORECASE,
)
HARMLESS = re.compile(  # what does a thing good by not doing it, and what is no denial at all
    r"\b(?:non|no)-\w+|\bwithout (?:\w+ing|a \w+ing|bulk|tools?|a cable|cables|noise|fuss|effort|stopping|trouble|leaving|losing|reading)\b|"
    r"\b(?:(?:do|does|will|can) not|doesn't|don't|won't|can't) (?:slip|leak|fade|scratch|rust|shrink|wrinkle|"
    r"crease|chip|tear|tangle|squeak|flicker|weigh|pinch|slide|tip|bleed|shed|itch|shout|mind)\b|"
    r"\bno (?:fuss|trouble|problem|matter|slip\w*|leak\w*|tools?|batter(?:y|ies)|assembly)\b|\bnothing (?:rattles|slips|leaks|spills|gets)\b",
    re.IGNORECASE,
)
THAN = re.compile(r"\b(?:more|rather) than (?:for )?([^\W\d]{4,})")  # "it adds color more than warmth"
STEM = 4  # letters that words of one family share
NEGATIVE_QUESTION = re.compile(r"\b(?:without|no|not|free of|never)\b", re.IGNORECASE)


def denies(fact: str, question: str = "") -> bool:
    """Whether the fact says no to the question. A question that itself asks for a lack ("which has no strap?") is not denied by one."""
    against = DENYING.search(HARMLESS.sub(" ", fact)) is not None or any(each[:STEM] in question.casefold() for each in THAN.findall(fact.casefold()))
    return against and NEGATIVE_QUESTION.search(question) is None
