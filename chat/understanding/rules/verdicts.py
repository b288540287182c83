"""What is said of shown items without asking: "the first pair is hideous. What else?", "love those!", "perfect, I take it. Anything to wear with it?"."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading
from chat.understanding.rules.navigation import MORE
from chat.understanding.rules.references import DECIDES, references

HORRID = (
    r"(?:a (?:bit|tad|touch|little|notch) (?:too )?(?:much|[a-z]{3,}(?<!er))|(?:not|hardly|never) (?:\w+ )?enough|"
    r"putting me off|pushing it|daylight robbery|out of my (?:league|budget)|"
    r"too (?!expensive|pricey|much|dear|costly|heavy|light|small|big|large)\w+(?: for (?:me|him|her|us|them|my \w+))?|"
    r"hideous|ugly|awful|horrible|horrid|terrible|ghastly|dreadful|revolting|gross|tacky|naff|boring|dull|bland|silly|ridiculous|scratchy|itchy|a no|"
    r"not (?:my (?:thing|style|taste|cup of tea)|nice|pretty|for me|right)|nothing for me|out of the question|no good)"
)
VERDICT = (
    r"(?P<what>[^.!?;]*?)(?: is| are|'s| looks?| seems?| feels?)(?: (?:really|so|just|quite|rather|pretty|absolutely|a bit|simply|far|way))* "
    rf"{HORRID}(?= *(?:$|[.!?;,]|and\b|but\b))"
)
LOVES = (
    r"(?:^|[.!] |, )(?:(?:oh|ooh|wow|yes|nice|great|perfect|ah|aww)[,!.]* )*(?:i )?(?:really |just |absolutely |do |simply )?"
    r"(?:love|adore) (?:those|these|them)(?: ones)?(?= *(?:$|[.!,]))"
)
TAKEN = (
    r"(?:^|[.!] |, )(?:ok(?:ay)?,? |perfect,? |great,? |good,? |right,? )*i(?: will| would)? (?:take|have|buy|get) "
    r"(?:it|that|this|them|that one|this one)(?= *[.!])"
)
BESIDE_IT = (
    r"\b(?:to go |to wear |that goes |which goes |going |together )?(?:with|under|over|beside|next to) (?:it|this|that|them|these|those)\b|"
    r"\bto match(?: (?:it|this|that|them))?\b"
)


def verdicts(sheet: Reading) -> None:
    """Something shown is turned down or loved by a remark."""
    if not sheet.shown or sheet.name:
        return
    found = re.search(VERDICT, sheet.rest)
    if found and not re.search(DECIDES, sheet.rest[found.end() :]) and (items := _named(sheet, found["what"])):
        sheet.blank(*found.span())
        sheet.take(MORE)
        sheet.like, sheet.items[:], sheet.certain = False, items, not sheet.residue
        sheet.name = "feedback" if sheet.certain else "refine"
    elif sheet.take(LOVES):
        sheet.name, sheet.like = ("pick", True) if sheet.focus else ("feedback", True)
        sheet.items[:] = [sheet.focus] if sheet.focus else range(1, len(sheet.shown) + 1)


def _named(sheet: Reading, words: str) -> list[int | str]:
    """The items the words name, by place or by name; "it" is the one in focus."""
    probe = Reading(words.strip(), sheet.vocabulary, sheet.shown, sheet.state, sheet.earlier)
    references(probe)
    if not probe.items and re.search(r"(?:^|[ ,])(?:it|this one|that one|this|that)$", words.strip()):
        probe.items.append(sheet.focus or 1)
    return probe.items


def beside_the_chosen(sheet: Reading) -> None:
    """ "I take it. What could I wear with it?": what is asked for is another thing, to go with the one that is taken."""
    if sheet.shown and not sheet.name and re.search(TAKEN, sheet.rest) and re.search(rf"(?:{TAKEN})[^?]*{BESIDE_IT}", sheet.rest):
        sheet.take(TAKEN)
        while sheet.take(BESIDE_IT):
            continue
        sheet.name, sheet.shown = "find", ()  # the list is left behind: nothing of it is asked about
