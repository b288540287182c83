"""Which of the shown items is meant: "the second", "number 3", "the last two", "the Alpine one", "it"."""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS
from chat.understanding.reading import Reading
from chat.understanding.rules.described import colorway
from chat.understanding.rules.names import names, proper_name, told_by
from chat.understanding.rules.unseen import COMPARES, unseen
from retrieval.constraints import holds

ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6,
    "middle": 0, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "ninth": 9, "9th": 9, "tenth": 10, "10th": 10, "last": -1,
}  # fmt: skip
ORDINAL = "|".join(ORDINALS)
NOUN = r"(?:one|option|item|product|choice|result|suggestion|pair)"
LAST = rf"(?<=the )last|(?<=that )last|(?<=your )last|last(?= {NOUN})"  # "how long does it last" names no place
ONE = rf"(?:the |that |your )?((?!last)(?:{ORDINAL})|{LAST})(?: {NOUN})?"
NUMBERED = r"(?:number|no\.?|nr\.?|#|item|option|choice|result)\s*(\d{1,2})"
PICK = (
    r"\b(?:i(?: will| would| think i will)?(?: like to)?(?: just)? (?:take|choose|pick|buy|go (?:with|for)|have|get)|tell me (?:more )?about|"
    r"more (?:about|details (?:on|about)|info(?:rmation)? (?:on|about))|show me|details (?:on|of|about|for)|"
    r"let me see|what about|how about|open|settle (?:on|for)|final answer:?|make mine|select|pick|choose|take|go (?:with|for)|i(?: would| will)? (?:quite |"
    r"really |rather |do |kind of )?(?:want|like|love|prefer))\b"
)
DECIDES = r"\b(?:i(?: will| would| think i will| am going to)?(?: just)? )?(?:settle (?:on|for)|take|go (?:with|for)|choose|buy|have|keep)\b"
TAKES = r"\bi (?:will |would |think i will )?(?:just )?(?:take|buy|choose|go (?:with|for))\b"
LIKE = r"\b(?:(?:something |anything |items? |ones? |more )?(?:like|similar to)|same as)\b"
I_LIKE = (  # said of a thing itself, not of what is to be like it: "i do not like that", "what is the battery like on the first"
    r"\bi (?:would |do )?(?:not )?(?:quite |really |rather |kind of )?(?:like|love)\b|\bwhat (?:is|are) [\w' -]+? like(?= (?:on|of|in|with|for)\b|\?|$)"
)
DISLIKE = (
    r"\b(?:i (?:do not|did not) (?:really )?(?:like|want|care for)|not(?: the)?|hate|dislike|no to|remove|hide|"
    r"anything but|except|i am not (?:a fan of|keen on)|nor|neither|without|can not stand|do not show me|"
    r"forget(?: about)?|rule out|(?:knock|strike|scratch|cross|leave)(?=.*\b(?:off|out)\b))\b|\bis (?:out|not for me|not right|too much)\b"
)
BUY = r"(?:take|have|buy|get|go with|go for|choose|order|keep)"
TAKES_IT = (
    rf"\bi (?:really |quite |do )?(?:like|love) (?:it|this one|that one|this|that)(?= *[,.!]|$)|"
    rf"\b(?:i take|i choose|wrap|ring|pop|put|stick) (?:it|this|that|them)(?: one)?(?: up| in(?:to)?(?: my (?:basket|cart|bag))?)?(?= *(?:$|[,.!]))|"
    rf"\b(?:it|this|that)(?: one)? (?:is going|goes) in(?:to)? (?:my|the) (?:basket|cart|bag)\b|"
    rf"\bi (?:will|would|can|am going to|would like to|want to|think i will)(?: just| like to)? (?:{BUY} )?(?:have |"
    rf"like )?(?:it|this one|that one|this|that)(?= *(?:$|[,.!]|then|please|now|thanks?))|"
    rf"\b(?:add (?:it|this|that)(?: one)?(?: to (?:the|my) (?:cart|basket|bag))?|(?:sold|deal)(?= *[,.!]|$)|(?:that|"
    rf"this|it) is (?:the one|perfect|it|the winner)(?= *[,.!]|$)|{BUY} (?:it|that one|this one)(?= *(?:$|[,.!])))"
)
MOST_NAMED = 4  # items of one utterance
IT = r"\b(?:it|this one|that one|this|that)\b"


def references(sheet: Reading) -> None:
    """Takes the references and decides what is done with them when nothing else speaks: like it, drop it, or pick it."""
    if not (sheet.shown or sheet.earlier):
        return
    _of_the_model(sheet)
    while len(sheet.items) < MOST_NAMED and proper_name(sheet, least=2):
        continue
    _ranges(sheet)
    _numbers(sheet)
    while len(sheet.items) < MOST_NAMED and (told_by(sheet) or names(sheet) or proper_name(sheet, least=1)):
        continue
    if len(sheet.items) < 1 + bool(re.search(COMPARES, sheet.text)):
        unseen(sheet)
    if not sheet.items:
        if not re.search(I_LIKE, sheet.rest) and sheet.take(rf"{LIKE} (?:{IT})"):
            sheet.items.append(sheet.focus or 1)
            sheet.name = "refine"
        return
    if sheet.name:
        return
    if sheet.take(DISLIKE):
        sheet.name, sheet.like = "feedback", False
    elif not re.search(I_LIKE, sheet.rest) and sheet.take(LIKE):
        sheet.name = "refine"
    else:
        decided = sheet.take(DECIDES) or sheet.take(PICK)
        sheet.name = "pick"
        if decided and re.search(TAKES, decided.group()):
            sheet.like = True
        said = [each for each in re.split(r"[.;!]", sheet.text) if decided and decided.group() in each]
        if decided and re.fullmatch(DECIDES, decided.group()) and len(said) == 1 and said[0].strip() != sheet.text.strip(" .!"):
            sheet.certain = True  # "far too big. i will settle on the Meridian": the other sentences speak of what was left


def _of_the_model(sheet: Reading) -> None:
    """ "What colours does the Bruno come in?", then "the green one": that model in green, not another thing on the list."""
    asked = sheet.state.inquiry
    found = re.search(r"\b(?:the|that|those) (?P<words>[\w -]+?) (?:ones?|pair|version)\b", sheet.rest)
    if found and not sheet.items and asked is not None and asked.slot == "color" and (item := colorway(sheet, found["words"])):
        sheet.items.append(item.id)
        sheet.blank(*found.span())


def feedback(sheet: Reading) -> None:
    """ "I don't like it", "none of these", "I love it": said of the item in focus or of all that is shown."""
    if not sheet.shown or (sheet.name and not (sheet.name == "refine" and not sheet.items)):
        return
    if sheet.take(
        r"\b(?:none of (?:these|those|them)|not (?:these|those|any of (?:these|those|them)|this|that one)|i (?:do not|"
        r"did not) (?:really )?like (?:any of )?(?:these|those|them))\b"
    ):
        sheet.name, sheet.like = sheet.name or "feedback", False
        sheet.items.extend(_turned_down(sheet))
    elif sheet.take(rf"\bi (?:do not|did not) (?:really )?(?:like|want) {IT}(?= *[,.!]|$)"):
        sheet.name, sheet.like = "feedback", False
        sheet.items.append(sheet.focus or 1)
    elif sheet.take(TAKES_IT):
        sheet.name, sheet.like = "pick", True
        sheet.items.append(sheet.focus or 1)


def _turned_down(sheet: Reading) -> list[int | str]:
    """What "not that one" is said of: what the other words describe ("leather gets too hot, so not that one"), the item in focus, or all that is shown."""
    if re.search(r"\bnot (?:this|that)\b", sheet.text):
        told = [each.constraint for each in sheet.vocabulary.mentions(sheet.text) if each.constraint.slot not in NEED_SLOTS]
        fit: list[int | str] = [item.id for item in sheet.shown if told and all(holds(each, item) for each in told)]
        if fit or sheet.focus:
            return fit or [sheet.focus]
    return list(range(1, len(sheet.shown) + 1))


def _ranges(sheet: Reading) -> None:
    found = sheet.take(r"\bthe (first|last) ([2-9])(?: (?:ones?|options|items))?\b")
    if found:
        count = min(int(found.group(2)), len(sheet.shown))
        sheet.items.extend(range(1, count + 1) if found.group(1) == "first" else range(len(sheet.shown) - count + 1, len(sheet.shown) + 1))
    elif sheet.pair and sheet.take(r"\bboth(?: of (?:them|these|those))?\b"):
        sheet.items.extend(sheet.pair)


def _numbers(sheet: Reading) -> None:
    while found := sheet.take(rf"(?<!\w)(?:{NUMBERED}|{ONE})(?!\w)"):
        place = int(found.group(1)) if found.group(1) else ORDINALS[found.group(2)]
        sheet.items.append(place or (len(sheet.shown) + 1) // 2)
    if re.fullmatch(r"\s*(?:the )?\d{1,2}(?: please)?[.!]?\s*", sheet.rest) and not sheet.items:
        found = sheet.take(r"\d{1,2}")
        if found and 1 <= int(found.group()) <= len(sheet.shown):
            sheet.items.append(int(found.group()))
