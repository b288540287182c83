"""Answers to what the shop asked or offered last: yes, no, skip, or a value of the slot in question."""

from __future__ import annotations

import re

from chat.acts import Mapped, things
from chat.understanding.reading import Reading
from retrieval.color_names import closest_color
from retrieval.constraints import Constraint

POLITE = r"(?:please|thanks|thank you|then|that|it|do|so|ok(?:ay)?|great|good|fine|actually|well|oh|um|uh|,|\.|!)"
YES = (
    r"(?:yes|yeah|yep|yup|sure|ok(?:ay)?|of course|absolutely|please(?: do)?|do (?:that|it|so)|go (?:ahead|for it)|(?:that |it )?sounds (?:good|great|fine)|"
    r"(?:that |it )?(?:works|is (?:fine|ok(?:ay)?|good|great|alright))(?: for me)?|fine(?: by me| with me)?|why not|all ?right|"
    r"good idea|let us do (?:that|it)|go on|by all means|i guess(?: so)?|fair enough|do (?:that|it) then|"
    r"show me (?:that|those|these|them|it)|i (?:would|will) take (?:that|those)|agreed|perfect|great)"
)
NO = r"(?:no|nope|nah|not really|rather not|never ?mind|no way|i would rather not|do not)"
SKIP = (
    r"(?:(?:i )?(?:really )?(?:do not|does not|did not) (?:mind|care|know|matter|really (?:mind|care|matter|know))|"
    r"(?:i have )?no (?:real |particular |strong )?preference|"
    r"any(?:thing|one)?(?: is (?:fine|ok(?:ay)?|good)| will do| works)?|any of (?:them|those|these)|"
    r"either(?: one)?(?: is (?:fine|ok(?:ay)?))?|whatever|whichever|skip(?: (?:it|that|this))?|"
    r"(?:it|that) (?:does not|do not) (?:really )?matter(?: (?:to me|at all|much))?|"
    r"(?:it is )?all the same(?: to me)?|not important|not sure|no idea|i am (?:not sure|open|flexible|easy)|"
    r"all of them|surprise me|you (?:choose|decide|pick)|doesnt matter|dont (?:mind|care|know))"
)
HOW_MUCH_THEN = (  # a price asked for where none was low enough
    r"\b(?:what (?:would|do|will|must|should) i (?:have|need|expect) to (?:pay|spend)|how much (?:would|do|will|must|should) i (?:have|"
    r"need) to (?:pay|spend)|"
    r"how much (?:do|would|does|is|are) (?:they|it|one|the cheapest)|what (?:do|does|would) (?:they|it|one|the cheapest) (?:cost|start at|go for)|"
    r"what (?:is|would be) the (?:cheapest|lowest price)|where do (?:they|prices) start)\b"
)
ENOUGH = rf"(?:[\s,.!]|{POLITE})*"


def answers(sheet: Reading) -> None:
    """Whole utterances only: "yes, but in black" is a wish and left to the other rules."""
    state = sheet.state
    if state.offer is not None and _whole(sheet, YES):
        if state.offer.instead is None:
            sheet.drop.append(state.offer.constraint.slot)
        else:
            sheet.constraints.append(state.offer.instead)
        _settle(sheet, "accept")
    elif state.offer is not None and state.offer.instead is not None and state.offer.constraint.slot == "price" and re.search(HOW_MUCH_THEN, sheet.text):
        sheet.constraints.append(state.offer.instead)
        _settle(sheet, "accept")
    elif state.offer is not None and state.values("price") and re.search(HOW_MUCH_THEN, sheet.text):
        sheet.drop.append("price")  # another way was offered first: what costs more answers it
        _settle(sheet, "accept")
    elif not state.shown and _closest(sheet):
        return
    elif state.question:
        _to_question(sheet, state.question)
    elif state.offer is not None and _whole(sheet, NO):
        sheet.name, sheet.topic, sheet.certain = "chat", "declined", True
    elif state.searching and _whole(sheet, SKIP):
        _settle(sheet, "skip")


def _closest(sheet: Reading) -> bool:
    """ "Then whatever is closest to it": the colour that was not to be had, taken for the one that looks most like it."""
    wanted = next((each for each in sheet.state.constraints if each.slot == "color" and each.operator == "==" and isinstance(each.value, str)), None)
    if wanted is None or not re.search(CLOSEST, sheet.text):
        return False
    needs = things(sheet.state.constraints)
    near = closest_color(str(wanted.value), sheet.vocabulary.stated_by(needs, "color") or set())
    if not near:
        return False
    sheet.constraints.append(Constraint("color", "==", near))
    sheet.mapped.append(Mapped("color", str(wanted.value), near))
    _settle(sheet, "")
    return True


CLOSEST = r"\b(?:closest|nearest|most similar|comes? close|(?:a )?similar (?:colou?r|shade)|something (?:close|similar|like (?:it|that)))\b"


def _to_question(sheet: Reading, slot: str) -> None:
    known = sheet.vocabulary.slot(slot)
    if _whole(sheet, SKIP):
        _settle(sheet, "skip")
    elif known is not None and known.type == "boolean" and (_whole(sheet, YES) or _whole(sheet, NO)):
        if _whole(sheet, YES):
            sheet.constraints.append(Constraint(slot, "==", True))
        _settle(sheet, "" if sheet.constraints else "skip")
    elif _whole(sheet, NO):
        _settle(sheet, "skip")
    elif slot == "price" and (number := re.fullmatch(r"\D{0,12}?(\d+(?:\.\d+)?)\s*(?:dollars?|bucks|\$)?(?: or so)?[.!]?", sheet.text)):
        if not re.search(r"\b(?:over|above|more|least|from|around|about|between)\b", sheet.text):
            sheet.constraints.append(Constraint("price", "<=", float(number[1])))
            _settle(sheet, "")
    elif known is not None and not sheet.vocabulary.mentions(sheet.text):
        said = re.sub(r"^(?:in |a |an |the |size |it is |i am (?:a |an )?|i wear (?:a |an )?)+", "", sheet.text).strip(" .!")
        value = next((value for value, _ in known.values if value.casefold() == said), None)
        if value is not None:
            sheet.constraints.append(Constraint(slot, "contains" if known.type == "list" else "==", value))
            _settle(sheet, "")


def _whole(sheet: Reading, pattern: str) -> bool:
    return re.fullmatch(rf"{ENOUGH}(?:{pattern})(?:[\s,.!]+(?:{pattern}))*{ENOUGH}", sheet.text) is not None


def _settle(sheet: Reading, topic: str) -> None:
    sheet.name, sheet.topic, sheet.certain = "refine", topic, True
    sheet.blank(0, len(sheet.rest))
