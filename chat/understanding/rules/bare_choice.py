"""A bare description that is a choice: "lavender then", "gold ones please", "brown it is, cheers", "the cedar. sold."."""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS
from chat.understanding.reading import Reading
from chat.understanding.rules.described import colorway, only_one
from chat.understanding.rules.small_talk import TOPICS
from retrieval.item import Item

LONGEST = 10  # words of such a choice, closing words aside
OPENERS = (
    r"(?:(?:ok(?:ay)?|right|alright|all right|well|so|yes|yeah|yep|fine|good|great|perfect|lovely|nice|oh|ah|hm+|um|ha|haha|then|and|go on|in that case|"
    r"you know what|just joking|only joking|i guess|she says yes|he says yes)[,.! ]+)*"
)
SETTLES = r"(?:sold|done|deal|decided|settled|go on then|job done|sorted|final answer|no more questions|wrap (?:it|them) up|that one|that is it)"
CLOSES = rf"(?:[,.! ]+(?:{SETTLES}|{TOPICS['thanks']}|{TOPICS['goodbye']}|mate|love|please|pls|ta|cheers|thx))+[,.! ]*$"
MARKED = r"(?: (?:then|it is(?: then)?|it (?:shall|will) be|wins(?: it)?|will do(?: nicely| me| fine)?|for me|it will have to be))+(?: please| pls)?[,.! ]*$"
NOT_BARE = (
    r"^an? |"
    r"\b(?:something|anything|any|some|only|just|more|less|not|no|nothing|but|instead|without|with|under|over|below|above|for|show|see|find|have|need|want|"
    r"rather|prefer|looking|all|other|others|another|else|maybe|perhaps|or|than|too|to|is|are|does|do|can|got|like|similar|make|search|most|best|least|"
    r"of (?:the|those|these|them)|(?!forest|harvest|vest)\w+est)\b|\?|\d"
)


TURNED_DOWN = (
    r"(?P<first>[^.;!?]*\b(?:no way|never|not|no|nah|ugh|ew|hate|hideous|awful|ugly|horrible|yuck|too \w+)\b[^.;!?]*)[.;!,] ?"
    r"(?:(?:so|then|ok(?:ay)?|right|in that case|well),? )?(?P<last>(?:the|that) [^.;!?,]+ (?:then|it is|please|it is then)[.! ]*)"
)


def bare_choice(sheet: Reading) -> None:
    """Takes the one item that the whole utterance describes.

    Without a word that settles it ("then", "it is", "sold") that is the item in focus: "red please", said of a list, asks for more of that sort.
    """
    if not sheet.shown or sheet.name or sheet.items:
        return
    core = re.sub(rf"^{OPENERS}", "", _last_word(sheet.text))
    closed = re.search(CLOSES, core)
    core = core[: closed.start()] if closed else core
    marked = re.search(MARKED, core)
    core = (core[: marked.start()] if marked else core).strip(" ,.!")
    settled = marked is not None or (closed is not None and re.search(rf"\b{SETTLES}\b", closed.group()) is not None)
    if not core or len(core.split()) > LONGEST or re.search(NOT_BARE, core) or _answers_question(sheet, core):
        return
    item = _meant(sheet, core, settled or core.startswith(("the ", "that ")))
    if item is not None:
        sheet.name, sheet.like, sheet.items[:], sheet.certain = "pick", True, [item.id], True
        sheet.blank(0, len(sheet.rest))


def _last_word(text: str) -> str:
    """What is chosen after something was turned down: "yellow, no way. the blue one then" chooses the blue."""
    found = re.fullmatch(TURNED_DOWN, text)
    return found["last"] if found else text


def _meant(sheet: Reading, core: str, settled: bool) -> Item | None:
    """The item in focus, or a colourway of it, where the words fit it; else, where the choice is settled, the only one they fit."""
    first = re.split(r"[.!;]", core)[0]
    for words in dict.fromkeys((core, first)):
        item = colorway(sheet, words) or (only_one(sheet, words) if settled else None)
        if item is not None:
            return item
    return None


def _answers_question(sheet: Reading, core: str) -> bool:
    """Whether the shop has just asked for such a value ("Any colour in mind?"): then it is the answer."""
    asked = sheet.state.question
    return bool(asked) and (asked in NEED_SLOTS or any(each.constraint.slot == asked for each in sheet.vocabulary.mentions(core)))
