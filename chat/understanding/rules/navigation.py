"""Moving about: back, again from the start, more of them, and wishes taken back."""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS
from chat.understanding.reading import Reading

RESTART = (
    r"^(?:please |let us |can we |i want to )?(?:start (?:over|again|afresh|new)|restart|reset|new search|begin again|"
    r"clear (?:everything|all)|forget (?:everything|all of (?:that|it)))\b"
)
UNDO = (
    r"\b(?:go back(?: to (?:the |those |my )?[\w' -]+)?|back to (?:the |those |my )?[\w' -]+|undo(?: that| this|"
    r" the last(?: one)?)?|previous (?:results|list|ones|search)|take (?:that|it) back|the ones? (?:from )?before)\b"
)
MORE = (
    r"\b(?:(?:show|see|give|any|got|have|find|is there|are there|do you have)?(?: me)?(?: you)?(?: some|"
    r" any)? ?(?:more (?:options|results|of (?:them|these|those)|like (?:these|those|them))|other (?:options|ones)|"
    r"others|anything else|something else|something different|another one|different ones)|next(?: page| ones)?|"
    r"(?:show|see) (?:me )?more|more please|what else)\b"
)
TAKE_BACK = (
    r"(?:forget(?: about)?|ignore|drop|remove|skip|never ?mind|lose|without) the (?P<a>[\w ]+?)(?: limit| filter|"
    r" part| requirement| wish)?(?=$|[,.!?]| and )|(?:the )?(?P<b>[\w]+) (?:does not|do not|is not|"
    r"no longer) (?:matter|important|matters)|any (?P<c>colou?r|price|brand|material|size)(?: is (?:fine|ok|okay|"
    r"good)| will do| works)|(?P<d>no) (?:budget|price) limit|i do not (?:care|mind) (?:about )?(?:the )?(?P<e>\w+)"
)
OPENERS = r"(?:ok(?:ay)?|and|now|so|then|great|good|thanks|thank you|alright|right|well|perfect|fine|next|um|uh|,|\.)"
NEXT = (
    rf"(?:[\s,.]|{OPENERS})*(?:the )?(?:next(?: (?:one|thing|item))?|other (?:thing|one|item)|second thing|rest|what about the (?:rest|others?|other (?:one|thing))|"
    r"move on|go on|let us move on|on to the next(?: one| thing)?)(?: please)?[.!?]*"
)
NOW = (
    rf"(?:[\s,.]|{OPENERS})*(?:(?:let us (?:see|look at|do|move on to)|move on to|on to|go to|what about|how about|show me|can (?:i|you) (?:see|show me)|"
    r"let me see|i want to see|what have you got for|i also need) )?(?:the|a|an|my|some|those|that)? ?(?P<thing>[\w' -]+?)(?: (?:now|then|next|please|too|as well))*[.!?]*"
)
ALIASES = {"budget": "price", "cost": "price", "money": "price", "colour": "color", "maker": "brand", "no": "price", "fabric": "material"}


def restart(sheet: Reading) -> None:
    if sheet.take(RESTART):
        sheet.name, sheet.topic, sheet.certain = "undo", "restart", not sheet.residue


def undo(sheet: Reading) -> None:
    """Back to the earlier search; "back to the boots" says which: the thing is noted, and the words after it are explained too."""
    if not sheet.searching:
        return
    found = sheet.take(UNDO)
    if found:
        named = [each.constraint for each in sheet.vocabulary.mentions(found.group()) if each.constraint.slot in NEED_SLOTS]
        sheet.constraints.extend(named[:1])
        sheet.name, sheet.certain = "undo", True


def next_need(sheet: Reading) -> None:
    """ "Now the jacket", "and the other thing": a need that was told before and waits."""
    if not sheet.state.waiting or sheet.name:
        return
    if re.fullmatch(NEXT, sheet.text):
        sheet.name, sheet.topic, sheet.certain = "find", "next", True
        return
    found = re.fullmatch(NOW, sheet.text)
    mentions = sheet.vocabulary.mentions(found["thing"]) if found else []
    if len(mentions) == 1 and mentions[0].constraint.slot in NEED_SLOTS:
        sheet.constraints.append(mentions[0].constraint)
        sheet.name, sheet.topic, sheet.certain = "find", "next", True


def more(sheet: Reading) -> None:
    if sheet.searching and sheet.shown and not sheet.items and sheet.take(MORE):
        sheet.name, sheet.topic = "refine", "more"


def dropped(sheet: Reading) -> None:
    """ "forget the price", "colour does not matter": the slot's wishes are taken back."""
    if not sheet.searching:
        return
    for found in re.finditer(TAKE_BACK, sheet.rest):
        word = next(each for each in found.groups() if each).strip()
        slot = ALIASES.get(word, word)
        if slot not in {each.name for each in sheet.vocabulary.slots()}:
            slot = sheet.slot_named(word) or _slot_of_value(sheet, word)
        if slot:
            sheet.drop.append(slot)
            sheet.name = "refine"
            sheet.blank(*found.span())


def _slot_of_value(sheet: Reading, word: str) -> str:
    mentions = sheet.vocabulary.mentions(word)
    return mentions[0].constraint.slot if mentions else ""
