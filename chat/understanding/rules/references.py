"""Which of the shown items is meant: "the second", "number 3", "the last two", "the Alpine one", "it"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.understanding.reading import Reading
from retrieval.item import Item
from retrieval.words import plain_word, plain_words

ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6,
    "middle": 0, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "ninth": 9, "9th": 9, "tenth": 10, "10th": 10, "last": -1,
}  # fmt: skip
ORDINAL = "|".join(ORDINALS)
ONE = rf"(?:the |that |your )?({ORDINAL})(?: (?:one|option|item|product|choice|result|suggestion|pair))?"
NUMBERED = r"(?:number|no\.?|nr\.?|#|item|option|choice|result)\s*(\d{1,2})"
PICK = (
    r"\b(?:i(?: will| would| think i will)?(?: like to)?(?: just)? (?:take|choose|pick|buy|go (?:with|for)|have|get)|tell me (?:more )?about|"
    r"more (?:about|details (?:on|about)|info(?:rmation)? (?:on|about))|show me|details (?:on|of|about|for)|"
    r"let me see|what about|how about|open|settle (?:on|for)|final answer:?|make mine|select|pick|choose|take|go (?:with|for)|i(?: would| will)? (?:quite |"
    r"really |rather |do |kind of )?(?:want|like|love|prefer))\b"
)
LIKE = r"\b(?:(?:something |anything |items? |ones? |more )?(?:like|similar to)|same as)\b"
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
NAME_WORDS = 5  # of a name, from the start of the title or not
TELLING_LETTERS = 4  # of a name that stands without "one": shorter words are too common
NOT_A_NAME = {
    "same",
    "other",
    "first",
    "second",
    "third",
    "last",
    "next",
    "cheapest",
    "cheaper",
    "best",
    "price",
    "list",
    "shop",
    "whole",
    "most",
    "least",
    "color",
    "size",
    "one",
}
IT = r"\b(?:it|this one|that one|this|that)\b"


def references(sheet: Reading) -> None:
    """Takes the references and decides what is done with them when nothing else speaks: like it, drop it, or pick it."""
    if not (sheet.shown or sheet.earlier):
        return
    start = len(sheet.items)
    _ranges(sheet)
    _numbers(sheet)
    while len(sheet.items) < MOST_NAMED and _names(sheet):
        continue
    if len(sheet.items) == start:
        if not re.search(r"\bi (?:would |do )?(?:quite |really |rather )?(?:like|love)\b", sheet.rest) and sheet.take(rf"{LIKE} (?:{IT})"):
            sheet.items.append(sheet.focus or 1)
            sheet.name = "refine"
        return
    if sheet.name:
        return
    if sheet.take(DISLIKE):
        sheet.name, sheet.like = "feedback", False
    elif not re.search(r"\bi (?:would |do )?(?:quite |really |rather |kind of )?(?:like|love)\b", sheet.rest) and sheet.take(LIKE):
        sheet.name = "refine"
    else:
        sheet.take(PICK)
        sheet.name = "pick"


def feedback(sheet: Reading) -> None:
    """ "I don't like it", "none of these", "I love it": said of the item in focus or of all that is shown."""
    if not sheet.shown or (sheet.name and not (sheet.name == "refine" and not sheet.items)):
        return
    if sheet.take(
        r"\b(?:none of (?:these|those|them)|not (?:these|those|any of (?:these|those|them)|this|that one)|i (?:do not|"
        r"did not) (?:really )?like (?:any of )?(?:these|those|them))\b"
    ):
        sheet.name, sheet.like = sheet.name or "feedback", False
        sheet.items.extend(range(1, len(sheet.shown) + 1) if not (sheet.focus and re.search(r"\bnot (?:this|that)\b", sheet.text)) else [sheet.focus])
    elif sheet.take(rf"\bi (?:do not|did not) (?:really )?(?:like|want) {IT}(?= *[,.!]|$)"):
        sheet.name, sheet.like = "feedback", False
        sheet.items.append(sheet.focus or 1)
    elif sheet.take(TAKES_IT):
        sheet.name, sheet.like = "pick", True
        sheet.items.append(sheet.focus or 1)


def _ranges(sheet: Reading) -> None:
    found = sheet.take(r"\bthe (first|last) ([2-9])(?: (?:ones?|options|items))?\b")
    if found:
        count = min(int(found.group(2)), len(sheet.shown))
        sheet.items.extend(range(1, count + 1) if found.group(1) == "first" else range(len(sheet.shown) - count + 1, len(sheet.shown) + 1))
    elif len(sheet.shown) == 2 and sheet.take(r"\bboth(?: of them)?\b"):
        sheet.items.extend((1, 2))


def _numbers(sheet: Reading) -> None:
    while found := sheet.take(rf"(?<!\w)(?:{NUMBERED}|{ONE})(?!\w)"):
        place = int(found.group(1)) if found.group(1) else ORDINALS[found.group(2)]
        sheet.items.append(place or (len(sheet.shown) + 1) // 2)
    if re.fullmatch(r"\s*(?:the )?\d{1,2}(?: please)?[.!]?\s*", sheet.rest) and not sheet.items:
        found = sheet.take(r"\d{1,2}")
        if found and 1 <= int(found.group()) <= len(sheet.shown):
            sheet.items.append(int(found.group()))


def _names(sheet: Reading) -> bool:
    """ "the Alpine one", "the mesh one", "the Long Haul": words that fit exactly one of the shown items."""
    title = next((item for item in (*sheet.shown, *sheet.earlier) if item.title.lower() in sheet.rest), None)
    if title:
        at = sheet.rest.index(title.title.lower())
        sheet.items.append(title.id)
        sheet.blank(at, at + len(title.title))
        return True
    for found in re.finditer(r"\b(?:the|that|those) (?=([\w' -]+))", sheet.rest):
        words = re.findall(r"[\w'-]+", found[1])
        for count in range(min(len(words), NAME_WORDS), 0, -1):
            closed = count == len(words) and sheet.rest[found.end() + len(found[1].rstrip()) :].strip()[:1] in ("", ".", ",", "?", "!")
            item = _only(sheet, words[:count], closed)
            if item:
                end = found.start(1) + re.match(rf"(?:[\w'-]+[\s]*){{{count}}}", found[1]).end()  # type: ignore[union-attr]
                sheet.items.append(item.id)
                sheet.blank(found.start(), end)
                return True
    it_is = re.search(r"(?:^|[,.!] )([\w' -]+?) it is(?: then)?[.!]?$", sheet.rest)
    item = _only(sheet, it_is[1].split()[-NAME_WORDS:], True) if it_is and it_is[1].strip() else None
    if it_is and item:
        sheet.items.append(item.id)
        sheet.blank(*it_is.span())
        return True
    return False


def _only(sheet: Reading, words: Sequence[str], closed: bool) -> Item | None:
    """The one shown item that all the words fit; a noun for any of them ("one", the kind) adds nothing."""
    telling = [plain_word(word) for word in words if word not in ("one", "pair", "model", "version")]
    kinds = {word for item in (*sheet.shown, *sheet.earlier) for word in plain_words(f"{item.value('kind') or ''} {item.category}")}
    if not telling:
        return None
    named = [word for word in telling if word not in kinds]
    ends_well = closed or words[-1] in ("one", "pair", "model", "version") or telling[-1] in kinds
    if not named or named[0] in NOT_A_NAME or any(word in NOT_A_NAME for word in named):
        return None
    by_title = [item for item in sheet.shown if set(named) <= set(plain_words(f"{item.title} {item.brand}"))]
    by_title = by_title or [item for item in sheet.earlier if set(named) <= set(plain_words(item.title))]
    if len(by_title) == 1 and (ends_well or sum(len(word) for word in named) >= TELLING_LETTERS):
        return by_title[0]
    fitting = [item for item in sheet.shown if set(named) <= set(plain_words(_facts(item)))] if ends_well and not by_title else []
    return fitting[0] if len(fitting) == 1 else None


def _facts(item: Item) -> str:
    values = [item.title, item.brand, item.color, item.material, *(str(value) for value in item.attributes.values() if not isinstance(value, bool))]
    return " ".join(str(each) for each in values)
