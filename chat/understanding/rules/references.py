"""Which of the shown items is meant: "the second", "number 3", "the last two", "the Alpine one", "it"."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading

ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6,
    "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "ninth": 9, "9th": 9, "tenth": 10, "10th": 10, "last": -1,
}  # fmt: skip
ORDINAL = "|".join(ORDINALS)
ONE = rf"(?:the |that |your )?({ORDINAL})(?: (?:one|option|item|product|choice|result|suggestion|pair))?"
NUMBERED = r"(?:number|no\.?|nr\.?|#|item|option|choice|result)\s*(\d{1,2})"
PICK = (
    r"\b(?:i(?: will| would)?(?: like to)? (?:take|choose|pick|buy|go with|have)|tell me (?:more )?about|"
    r"more (?:about|details (?:on|about)|info(?:rmation)? (?:on|about))|show me|details (?:on|of|about|for)|"
    r"let me see|what about|how about|open|select|pick|choose|take|go with|i (?:want|like|love|prefer))\b"
)
LIKE = r"\b(?:(?:something |anything |items? |ones? |more )?(?:like|similar to)|same as)\b"
DISLIKE = (
    r"\b(?:i (?:do not|did not) (?:really )?(?:like|want|care for)|not(?: the)?|hate|dislike|no to|remove|hide|"
    r"anything but|except|i am not (?:a fan of|keen on))\b"
)
IT = r"\b(?:it|this one|that one|this|that)\b"


def references(sheet: Reading) -> None:
    """Takes the references and decides what is done with them when nothing else speaks: like it, drop it, or pick it."""
    if not sheet.shown:
        return
    start = len(sheet.items)
    _ranges(sheet)
    _numbers(sheet)
    _names(sheet)
    if len(sheet.items) == start:
        if sheet.take(rf"{LIKE} (?:{IT})"):
            sheet.items.append(sheet.focus or 1)
            sheet.name = "refine"
        return
    if sheet.name:
        return
    if sheet.take(DISLIKE):
        sheet.name, sheet.like = "feedback", False
    elif not re.search(r"\bi (?:would )?(?:like|love)\b", sheet.rest) and sheet.take(LIKE):
        sheet.name = "refine"
    else:
        sheet.take(PICK)
        sheet.name = "pick"


def feedback(sheet: Reading) -> None:
    """ "I don't like it", "none of these", "I love it": said of the item in focus or of all that is shown."""
    if not sheet.shown or sheet.name:
        return
    if sheet.take(
        r"\b(?:none of (?:these|those|them)|not (?:these|those|any of (?:these|those|them)|this|that one)|i (?:do not|"
        r"did not) (?:really )?like (?:any of )?(?:these|those|them))\b"
    ):
        sheet.name, sheet.like = "feedback", False
        sheet.items.extend(range(1, len(sheet.shown) + 1))
    elif sheet.take(rf"\bi (?:do not|did not) (?:really )?(?:like|want) {IT}(?= *[,.!]|$)"):
        sheet.name, sheet.like = "feedback", False
        sheet.items.append(sheet.focus or 1)
    elif sheet.take(rf"\bi (?:really )?(?:like|love) {IT}(?= *[,.!]|$)|\b(?:i will take|i would take|add) {IT}(?: to (?:the|my) (?:cart|basket|bag))?\b"):
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
        sheet.items.append(int(found.group(1)) if found.group(1) else ORDINALS[found.group(2)])
    if re.fullmatch(r"\s*(?:the )?\d{1,2}(?: please)?[.!]?\s*", sheet.rest) and not sheet.items:
        found = sheet.take(r"\d{1,2}")
        if found and 1 <= int(found.group()) <= len(sheet.shown):
            sheet.items.append(int(found.group()))


def _names(sheet: Reading) -> None:
    """ "the Alpine one": words of exactly one shown item's title or brand."""
    found = re.search(r"\b(?:the|that) ([\w' -]+?) (?:one|pair|model)\b", sheet.rest)
    wanted = found.group(1) if found else ""
    title = next((item for item in sheet.shown if item.title.lower() in sheet.rest), None)
    if title:
        at = sheet.rest.index(title.title.lower())
        sheet.items.append(title.id)
        sheet.blank(at, at + len(title.title))
    elif found and wanted:
        fitting = [
            item
            for item in sheet.shown
            if set(wanted.split()) <= set(re.findall(r"[\w'-]+", f"{item.title} {item.brand} {item.color} {item.material}".lower()))
        ]
        if len(fitting) == 1:
            sheet.items.append(fitting[0].id)
            sheet.blank(*found.span())
