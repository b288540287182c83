"""Putting off: "I'll sleep on it", "maybe next month", "I need to ask my wife first". It chooses nothing and turns nothing down."""

from __future__ import annotations

import re

from chat.understanding.reading import WANTING, Reading

LATER = (
    r"(?:another (?:time|day)|some other (?:time|day)|later|tomorrow|not (?:today|now|yet|right now|this time)|"
    r"next (?:week|month|year|time|payday)|after payday|when i get paid)"
)
THINKS = (
    r"(?:i (?:will|would|shall|had better|better|need to|have to|want to|must|am going to|might|would like to|should|think i will)|let me|going to|gonna|will)"
    r"(?: just| probably| quickly| maybe)* "
)
POSTPONES = (
    rf"(?:{THINKS}(?:have a |sleep on|think (?:about|on|over)|think(?= *[,.!]|$)|mull|ponder|consider|have a think|leave it|pass\b(?! me)|"
    r"hold off|wait|come back|be back|get back to|"
    rf"save up|measure (?:up|first)|(?:check|ask|talk to|speak to|consult|discuss)"
    r"(?= .*\b(?:wife|husband|partner|girlfriend|boyfriend|mum|mom|dad|her|him|first|boss|flatmate|"
    rf"family|it)\b))[^.!?;,]*|"
    rf"(?:maybe|perhaps|probably)(?: just)? {LATER}|(?:another (?:time|day)|some other (?:time|day)|"
    r"not (?:today|now|yet|right now|this time))(?:,? then)?|"
    rf"i am (?:still )?not (?:sure|ready|convinced)(?: (?:yet|about it|to buy(?: yet)?))?(?= *[,.!]|$)|"
    r"i can not decide(?: now| yet)?|no rush|i will leave it(?: for now)?)"
)
CLAUSE = re.compile(
    rf"(?:(?<=^)|(?<=[.!?;,] )|(?<=\bbut )|(?<=\bso )|(?<=\band )|(?<=\bok )|(?<=\bokay )|(?<=\bhm )|(?<=\bhmm )){POSTPONES}(?P<end> *(?:[.!?;,]|$))"
)


def postponing(sheet: Reading) -> None:
    """Where nothing else is asked for the utterance ends there; otherwise only the putting off is taken out."""
    if sheet.name or not sheet.state.turns:
        return
    found = CLAUSE.search(sheet.rest)
    if not found:
        return
    sheet.blank(*found.span())
    left = sheet.rest.strip(" ,.!")
    wanting = WANTING.search(re.sub(r"\b(?:it|but|one|first)\b", " ", left)) or re.search(r"\b(?:what|which|how|got|do you|is|are)\b", left)
    if not wanting and not sheet.vocabulary.mentions(left):
        sheet.name, sheet.topic, sheet.certain = "chat", "declined", True
        sheet.blank(0, len(sheet.rest))
