"""Whether words that name no act themselves start a search or change the one there is."""

from __future__ import annotations

import re
from dataclasses import replace

from chat.acts import NEED_SLOTS, ActName, things
from chat.state import DialogueState
from chat.understanding.reading import Reading
from chat.understanding.rules.people import worn
from retrieval.constraints import NEGATIVE, Constraint, holds
from retrieval.item import Item
from retrieval.query import PhotoReading
from retrieval.words import plain_words

STANDS_FOR = r"\b(?:ones?|of (?:them|those|these)|it|that|they)\b"  # words that stand for the thing searched for: no new search
NEW = r"\b(?:now|also|another|else|new|different|next|forget|looking for|i am after|i (?:also |still )?(?:need|want)|i would like)\b"
STILL = r"\b(?:only|just|nothing but|purely|strictly)\b"
CORRECTS = (
    r"\b(?:i (?:meant|mean|said|was talking about)|no,? (?:sorry,? )?i (?:need|want)|make (?:it|that)|instead(?! of)|"
    r"sorry,? (?:i meant|not)|not [\w ]+ but)\b"
)
SAME_USE = (
    r"\b(?:for|on|to|at|in) the (?:very )?same (?:\w+ )?"
    r"(?:trip|occasion|event|party|purpose|reason|journey|holiday|weekend|person|room|use|thing|weather|season)\b"
)
SOMETHING_FOR = r"(?:(?:and|now|ok(?:ay)?|also|then|i need|i want|looking for)[, ]+)*(?:something|anything|an? (?:gift|present)) for (?:my|an?|our|his|her) "
A_GIFT_FOR = (
    r"(?:(?:and|now|ok(?:ay)?|also|then|please)[, ]+)*(?:i (?:also |now )?(?:need|want) |(?:to |please )?(?:buy|find|get)(?: me)? |(?:i am )?looking for )"
    r"(?:an?|some) (?:gifts?|presents?) for (?:my|an?|our|his|her) "
)
LIKELY = 0.5  # confidence in what a photo shows: a name beside it may still correct it within the shelf
FEW = 3  # words that may only describe what is shown


def default_name(state: DialogueState, sheet: Reading) -> ActName:
    """A thing named, the first words of all, or words without any wish start a search; anything else changes the one there is."""
    if not state.searching or sheet.thing:
        return "find"
    if any(each.hard for each in things(sheet.constraints)):
        return "refine" if _same_search(state, sheet) else _new_search(state, sheet)
    has_wish = bool(sheet.constraints or sheet.critiques or sheet.sort or sheet.drop or sheet.lean)
    return "refine" if has_wish or re.search(STANDS_FOR, sheet.text) or described_by_shown(sheet) else "find"


def _new_search(state: DialogueState, sheet: Reading) -> ActName:
    """Another thing: a correction of the last one keeps its limits, "for the same trip" its use, and the first name of what was sought in words keeps all."""
    if not sheet.topic:
        first = not things(state.constraints) and not state.thing and state.photo is None and not re.search(NEW, sheet.text)
        sheet.topic = "correct" if re.search(CORRECTS, sheet.text) else "same" if re.search(SAME_USE, sheet.text) else "named" if first else ""
    if sheet.topic == "named":
        _firm_audience(state, sheet)
    return "find"


def _firm_audience(state: DialogueState, sheet: Reading) -> None:
    """Whom it is for was only a hint as long as no thing was named; it filters things that are made for somebody."""
    for wish in state.values("audience"):
        values = wish.value if isinstance(wish.value, tuple) else (str(wish.value),)
        if not wish.hard and wish.operator not in NEGATIVE and not any(each.slot == "audience" for each in sheet.constraints) and worn(sheet, (), values[:1]):
            sheet.add(replace(wish, hard=True))


def _same_search(state: DialogueState, sheet: Reading) -> bool:
    """Whether the thing named belongs to the search there is: it narrows or repeats the thing wanted, or names what a photo shows."""
    if sheet.lean and all(each.operator == "in" for each in sheet.constraints if each.slot == "kind"):
        return True
    if state.question in NEED_SLOTS or _narrows(state, sheet):
        return True
    if state.photo is not None and not things(state.constraints):
        return not re.search(NEW, sheet.text) and _may_be_seen(state.photo, sheet)
    repeated = set(things(sheet.constraints)) == set(things(state.constraints))
    return repeated and (bool(sheet.sort) or re.search(STILL, sheet.text) is not None)


def for_somebody_else(sheet: Reading) -> bool:
    """ "Something for a three year old", said while looking at sofas: nobody wears those, so that another thing is sought."""
    if re.match(A_GIFT_FOR, sheet.text) and not sheet.items and not things(sheet.constraints):
        return True
    told = any(each.slot == "audience" and each.operator not in NEGATIVE for each in sheet.constraints)
    wanted = things(sheet.state.constraints)
    if not told or not wanted or sheet.items or not re.match(SOMETHING_FOR, sheet.text):
        return False
    return sheet.vocabulary.stated_by(wanted[:1], "audience") is None


def _may_be_seen(photo: PhotoReading, sheet: Reading) -> bool:
    """Whether the thing named can be what the photo shows: boots are not what looks like a shirt."""
    seen = next((each.value for each in photo.attributes if each.slot == "category" and each.confidence >= LIKELY), None)
    named = sheet.vocabulary.stated_by(things(sheet.constraints), "category")
    return seen is None or named is None or seen in named


def _narrows(state: DialogueState, sheet: Reading) -> bool:
    """Whether the thing named is one of those wanted already: "shoes", then "running shoes"."""
    old = things(state.constraints)
    new = [each for each in sheet.constraints if each.slot == "kind" and each.operator not in NEGATIVE]
    kinds = sheet.vocabulary.values("kind")
    if len(old) != 1 or len(new) != 1:
        return False
    if old[0].slot == "category":  # "toys under 50", then "any toy trains?"
        inside = sheet.vocabulary.stated_by(new, "category") or {""}
        return all(holds(old[0], Item("", "", category=each)) for each in inside)
    wanted, named = ({kind for kind in kinds if _is(each, kind)} for each in (old[0], new[0]))
    return named < wanted


def _is(wish: Constraint, kind: str) -> bool:
    return holds(wish, Item("", "", attributes={"kind": kind}))


def described_by_shown(sheet: Reading) -> bool:
    """Whether the few words left describe some of the shown items by their own text: "matte please"."""
    words = set(plain_words(sheet.residue))
    texts = [set(plain_words(f"{item.title} {item.description}")) for item in sheet.shown]
    return 0 < len(words) <= FEW and not sheet.text.endswith("?") and any(words <= text for text in texts)
