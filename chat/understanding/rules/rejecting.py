"""Items turned down by description: "take the pink ones away", "not so keen on the last", "lose the leather one", "not the navy"."""

from __future__ import annotations

import re
from dataclasses import replace

from chat.acts import NEED_SLOTS
from chat.understanding.reading import Reading
from chat.understanding.rules.described import fitting
from chat.understanding.rules.navigation import MORE
from chat.understanding.rules.references import references
from chat.understanding.rules.wishes import OPPOSITE
from retrieval.constraints import Constraint

AWAY = r"(?:away|off|out|aside|down|from (?:the|my|that) list|off (?:the|my|that) list|out of (?:it|this|that|the list))"
SENDS = (
    rf"(?:(?:please |can you |could you |you can |you could |let us |just |i would |i will )*(?:"
    rf"(?:take|throw|leave|strike|cross|scratch|knock|rule|kick|chuck|put|count|filter|sort|weed)(?= .*\b{AWAY})|"
    r"lose|ditch|bin|scrap|skip|drop|remove|hide|exclude|delete|dismiss|"
    r"get rid of|do away with|do without|forget(?: about)?|pass on|spare me|rule out|take (?:off|out|away)|leave (?:off|out|aside)|"
    r"cross (?:off|out)|throw (?:out|away)))"
)
DISLIKES = (
    r"(?:(?:i am |we are |she is |he is |am )?not (?:so |too |that |really |very |very much |overly |particularly |terribly |all that |at all |super )*"
    r"(?:keen on|into|fond of|a fan of|mad about|crazy about|wild about|sold on|convinced by|sure about|taken with|"
    r"impressed (?:by|with)|bothered about|interested in|wearing|having|paying for)|"
    r"(?:i |we |she |he )?(?:can not stand|could do without|can do without|do not (?:really |much )?(?:fancy|like|love|want|care for|need|rate|trust)|"
    r"does not (?:really )?(?:like|fancy|want)|"
    r"would not (?:wear|use|want|buy|be seen (?:dead )?in)|would never (?:wear|use|buy)|hate|loathe|dislike|detest|"
    r"am done with)|no (?:way )?to|never|nah,? not|no,? not|not)"
)
TURNS_DOWN = (
    rf"(?:^|[.!;] |, )(?:(?:no|nah|nope|ugh|meh|ew|hm+|ok(?:ay)?|but|and|so|well|please|sorry),? )*(?:{SENDS}|{DISLIKES}) "
    rf"(?P<what>(?:the|that|those|number|no\.) (?!other\b)[\w' -]+?)(?: {AWAY})?"
    r"(?: (?:please|thanks|then|though|at all|for me|really|either|to be honest|tbh))*(?= *(?:[.!;,]|$))"
)
WANTED = (  # beside it; what else is said only gives the reason: "not the camping one, she's more of a sofa person"
    r"\b(?:something|anything|show|rather|instead|want|need|prefer|other|others|else|what|which|got|any|find|give|"
    r"under|below|let us|only|just|cheaper|\w+er one)\b|\?"
)
SEVERAL = r"\b(?:ones|those|pairs|things|stuff)\b"


def rejecting(sheet: Reading) -> None:
    """Turns down the items described; "the pink ones" wants nothing pink at all."""
    if not sheet.shown or sheet.name or (sheet.text.endswith("?") and not sheet.text.startswith(("can you", "could you"))):
        return
    found = re.search(TURNS_DOWN, sheet.rest)
    if not found:
        return
    items, wishes = _items(sheet, found["what"]), _all_of_that_sort(sheet, found["what"])
    if not items or _takes_back(sheet, found["what"]):
        return
    sheet.blank(*found.span())
    sheet.take(MORE)
    if wishes:
        sheet.name, sheet.certain = "refine", not sheet.residue
        for each in wishes:
            sheet.add(each)
        return
    sheet.like, sheet.items[:], sheet.certain = False, items, not re.search(WANTED, sheet.rest)
    sheet.name = "feedback" if sheet.certain else "refine"  # something else is wanted beside it


def _takes_back(sheet: Reading, words: str) -> bool:
    """ "Forget the blue", where blue was asked for: the wish is taken back, no item turned down."""
    wanted = {(each.slot, str(each.value)) for each in sheet.state.constraints}
    told = {(each.constraint.slot, str(each.constraint.value)) for each in sheet.vocabulary.mentions(words)}
    slot = sheet.slot_named(words)
    return (bool(told & wanted) or slot in {each.slot for each in sheet.state.constraints}) and not re.search(r"\b(?:ones?|pairs?)\b", words)


def _items(sheet: Reading, words: str) -> list[int | str]:
    """The shown items the words fit, several where they say so."""
    several = re.search(SEVERAL, words) is not None
    fit = [item for item in fitting(sheet, words) if item in sheet.shown]
    if fit and (several or len(fit) == 1):
        return [item.id for item in fit]
    probe = Reading(words.strip(), sheet.vocabulary, sheet.shown, sheet.state, sheet.earlier)
    references(probe)
    if probe.items:
        return probe.items
    return [sheet.focus] if sheet.focus and re.fullmatch(r"that(?: one)?", words.strip()) else []


def _all_of_that_sort(sheet: Reading, words: str) -> list[Constraint]:
    """The wish against all that is described, where several are turned down by one value."""
    if not re.search(SEVERAL, words):
        return []
    told = [each.constraint for each in sheet.vocabulary.mentions(words) if each.constraint.slot not in NEED_SLOTS and each.constraint.operator in OPPOSITE]
    return [replace(each, operator=OPPOSITE[each.operator], hard=True) for each in told if isinstance(each.value, (str, tuple))] if len(told) == 1 else []
