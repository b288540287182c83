"""A thing asked for by name that no catalog word covers: "do you sell pianos?", "have you any fridges"."""

from __future__ import annotations

import re

from chat.understanding.reading import FILLER, Reading
from retrieval.constraints import NEGATIVE

SOLD = (
    r"\b(?:do you (?:guys |folks |people )?(?:sell|have|stock|carry|do)|have you (?:got )?|you (?:sell|got|have)|are there|is there|got|"
    r"looking for|search(?:ing)? for|i (?:need|want)(?: to buy)?|show me|find me|"
    r"i would like(?: to buy)?|can i (?:buy|get|have)|give me|what about|how about|where (?:is|are))\b(?: (?:any|some|"
    r"a|an|the|your|for))*\s+(?P<thing>[a-z][a-z' -]{2,40}?)(?: (?:here|in stock|please|at all|too|as well|in (?:this|"
    r"your) shop|for sale))*\s*[?.!]*$|"
    r"^(?:and )?(?P<other>[a-z][a-z' -]{2,40}?), (?:have you|do you have|got)(?: got)? any(?: of (?:those|them))?\s*[?.!]*$|"
    r"^(?:and |or |ok(?:ay)? |then )*(?P<third>[a-z][a-z' -]{2,30}?)(?:,? (?:maybe|perhaps|then))?\s*\?+$"
)
SERVICE = (
    r"\b(?:(?:do|can|could|will|would) (?:you|i|they) (?:gift[- ]?wrap|deliver|ship|accept|price[- ]?match|return|"
    r"exchange|refund|pay|collect|offer (?:discounts?|financing|instalments)|"
    r"have (?:a |any )?(?:physical )?(?:stores?|shops?|discounts?|coupons?|vouchers?|loyalty))|gift[- ]?wrap\w*|"
    r"warrant\w+|guarantee|opening hours|return policy|free (?:shipping|delivery|returns)|"
    r"shipping (?:costs?|time)|delivery (?:costs?|time)|"
    r"how (?:much|fast|quick|soon)(?: (?:is|are|for|would|will|does))?(?: the)? (?:shipping|delivery|postage)|"
    r"(?:shipping|delivery|postage|returns?) (?:free|cost|charges?|fees?|polic\w+)|"
    r"what (?:payments?|cards?|credit cards?) |(?:pay|payment) (?:by|with|in|via) |how (?:can|do) i pay|"
    r"(?:take|accept) (?:cash|cards?|credit cards?|paypal|visa|mastercard|apple pay)|"
    r"how long (?:does|is) (?:the )?(?:delivery|shipping)|where (?:are you|is your shop)|payment methods?)\b"
)


def services(sheet: Reading) -> None:
    """What the shop does beside selling: no catalog says, and nothing is to be searched for."""
    found = re.search(SERVICE, sheet.text)
    if found and not sheet.name and not sheet.vocabulary.mentions(sheet.text):
        sheet.name, sheet.topic, sheet.slot, sheet.certain = "ask", "service", "", True
        sheet.blank(0, len(sheet.rest))


def _last_sentence(sheet: Reading) -> str:
    """What is asked after the last thing was sent away: "forget scarves. do you stock washing machines?"; "" where it names what is sold here."""
    sent, _, last = sheet.text.rpartition(". ")
    away = all(each.operator in NEGATIVE for each in sheet.constraints)
    return last if sent and away and not sheet.vocabulary.mentions(last) else ""


def _asked_first(text: str) -> str:
    """The question that what follows only explains: "do you sell nails? the ones you hit with a hammer"."""
    first, mark, rest = text.partition("?")
    return first + mark if re.match(r" *(?:the|like|i mean|you know|for|as in)\b", rest) else text


WORDS = 3  # of a name; more is a description, to be searched for by its meaning


def sold(sheet: Reading) -> None:
    """Only where no rule found anything, and the words stand as a name."""
    text = _last_sentence(sheet) if sheet.drop or sheet.constraints else _asked_first(sheet.text)
    if not text or sheet.name not in (None, "refine") or (sheet.name and not sheet.drop) or sheet.critiques or sheet.items or sheet.lean or sheet.sort:
        return
    found = re.search(SOLD, text)
    words = (found["thing"] or found["other"] or found["third"]).strip() if found else ""
    telling = [word for word in words.split() if word not in FILLER]
    if telling and len(words.split()) <= WORDS and telling == words.split() and not re.search(NO_THING, words):
        sheet.thing, sheet.name = words, None
        sheet.drop.clear()
        sheet.constraints.clear()


NO_THING = (
    r"\b(?:\w+ing$|for|with|to|in|of|my|me|gift|present|ideas?|help|good|nice|warm|cheap|cool|fun|cosy|cozy|pretty|"
    r"useful|outfit|wear|left|more|many|much|difference|comfortable|comfy|waterproof|fancy|decorations?)\b"
)
