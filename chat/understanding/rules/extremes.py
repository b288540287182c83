"""The most or the least among what is shown: "which one is lighter?", "the thickest of them", "the cheaper of the pair wins"."""

from __future__ import annotations

import re

from chat.acts import things
from chat.understanding.reading import Reading
from chat.understanding.rules.critiques import COMPARATIVES, SUPERLATIVES, degree, numeric_slot
from chat.understanding.rules.people import GROWN_UP
from chat.understanding.rules.references import references
from chat.understanding.rules.settling import named_thing
from retrieval.constraints import Constraint, holds
from retrieval.extent import measure
from retrieval.item import Item
from retrieval.slots import unit_of
from retrieval.words import plain_words

VERB = r"is|are|has|have|weighs?|costs?|lasts?|holds?|goes|go|runs?|plays?|keeps?|burns?|stays?|gives?|packs?|takes?"
BETWEEN = (
    r"\b(?:which|what|who)(?: one)? (?:is|are|has|weighs|costs|lasts|holds) (?:the )?[\w-]+(?: [\w-]+)?, ?"
    r"(?:the |that )?[\w' -]+ or (?:the |that )?[\w' -]+"
)
MOST = (
    rf"\b(?:which|what)(?: (?!one\b|of\b|do\b|would\b|is\b|are\b|in\b)[\w-]+){{1,3}} (?:{VERB}) (?!your\b)(?:the )?|{BETWEEN}|"
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
    named = _two_named(sheet)
    if not sheet.shown or (len(sheet.shown) < 2 and len(named) < 2) or (sheet.name and not (sheet.name == "pick" and (len(sheet.items) > 1 or len(named) > 1))):
        return
    if sheet.hint != "extreme" and not re.search(MOST, sheet.text):
        return
    slot, direction = _extreme(sheet)
    if not slot or (not named and _of_others(sheet)):
        return
    if not named and _of_some(sheet):
        sheet.name, sheet.shown = "find", ()  # the list is left behind: the most of that kind is searched for
        return
    among = sheet.pair if re.search(r"\b(?:pair|(?:2|two) of (?:them|these|those)|of (?:the|those|these) (?:2|two))\b", sheet.text) else ()
    sheet.items[:] = named or sheet.items or list(among) or _told_of(sheet) or list(range(1, len(sheet.shown) + 1))
    if re.search(WINS, sheet.text):
        stated = [(number, item.id) for item in sheet.meant if (number := measure(item, slot)) is not None]
        if stated:
            sheet.name, sheet.like, sheet.certain = "pick", True, True
            sheet.items[:] = [(max if direction > 0 else min)(stated)[1]]
            sheet.blank(0, len(sheet.rest))
            return
    sheet.name, sheet.topic, sheet.slot, sheet.certain = "ask", "most" if direction > 0 else "least", slot, True
    sheet.blank(0, len(sheet.rest))


def _two_named(sheet: Reading) -> list[int | str]:
    """The two things that are set against each other: "what's cheaper, the pole or the reel?", seen or else the only such one of the shop."""
    found = re.search(r"[,:]? ?\b(?:the |that |those )(?P<a>[\w' -]+?) or (?:the |that |those )?(?P<b>[\w' -]+?)[?.! ]*$", sheet.text)
    items = [_named(sheet, found[each]) for each in ("a", "b")] if found else []
    return [each.id for each in items if each is not None] if all(items) else []


def _named(sheet: Reading, words: str) -> Item | None:
    words = re.sub(r"^.*\bthe ", "", words)
    probe = Reading(f"the {words}", sheet.vocabulary, sheet.shown, sheet.state, sheet.earlier)
    references(probe)
    if len(probe.items) == 1:
        return probe.meant[0]
    item = named_thing(sheet, words)
    if item is not None:
        return item
    called = [each for word in plain_words(words)[-1:] for each in sheet.vocabulary.entitled(word)]
    return called[0] if len(called) == 1 else None


def _of_others(sheet: Reading) -> bool:
    """Whether a kind of thing is named that none of the items shown is: the most of those is searched for."""
    named = [each.constraint for each in sheet.vocabulary.mentions(sheet.text) if things((each.constraint,)) and each.constraint.hard]
    return bool(named) and not any(holds(each, item) for each in named for item in sheet.shown)


def _of_some(sheet: Reading) -> bool:
    """ "Which power bank is the lightest?", where only some of what is shown are power banks: the shop may have others that were not shown."""
    kinds = [each.constraint for each in sheet.vocabulary.mentions(sheet.text) if things((each.constraint,)) and each.constraint.hard]
    return bool(kinds) and not all(any(holds(each, item) for each in kinds) for item in sheet.shown)


def _told_of(sheet: Reading) -> list[int | str]:
    """The places of the shown items that what is said beside it fits: "the lightest, for a grown-up I mean", "the cheapest of the black ones"."""
    told = [each.constraint for each in sheet.vocabulary.mentions(sheet.text) if each.constraint.slot in ("audience", "color", "material")]
    if re.search(GROWN_UP, sheet.text):
        told = [Constraint("audience", "!=", "kids")]
    return [at for at, item in enumerate(sheet.shown, start=1) if told and all(holds(each, item) for each in told)]


def _extreme(sheet: Reading) -> tuple[str, int]:
    """The slot of numbers a superlative or comparative is about, and whether the most or the least of it is meant."""
    for words, name, direction in (*((words, name, -sign) for words, name, sign in SUPERLATIVES), *COMPARATIVES):
        if not re.search(rf"\b(?:{words})\b", sheet.text):
            continue
        slot = stated_instead(sheet, numeric_slot(sheet, name), name)
        if slot:
            return slot, direction
    return degree(sheet)


def stated_instead(sheet: Reading, slot: str, name: str) -> str:
    """Where nothing shown states the slot: another of the same unit that it does state ("lasts longest" of candles: burn time), of sizes the size in words."""
    if not slot and name != "capacity":
        return ""
    if slot and any(item.value(slot) is not None for item in sheet.shown):
        return slot
    if name == "capacity":
        return "size" if any(measure(item, "size") is not None for item in sheet.shown) else slot
    unit = unit_of(slot)
    same = [each.name for each in sheet.vocabulary.slots() if unit and each.type == "number" and each.unit == unit]
    return next((each for each in same if any(item.value(each) is not None for item in sheet.shown)), slot)
