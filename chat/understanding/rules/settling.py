"""A clause that settles it, whatever stands beside it: "no big deal, I'll take it", "lovely, I'll get that. thanks for your help", "both please"."""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS
from chat.understanding.reading import FILLER, Reading
from chat.understanding.rules.described import only_one
from chat.understanding.rules.references import references
from retrieval.constraints import NEGATIVE, holds
from retrieval.item import Item
from retrieval.words import plain_words

LEAD = (
    r"(?:(?:and|but|so|then|ok(?:ay)?|right|yes|yeah|yep|alright|all right|fine|good|great|perfect|lovely|brilliant|nice|cool|sweet|super|wonderful|oh|ah|"
    r"well|actually|still|anyway|cheers|thanks|sure|sold|deal|in that case|you know what|go on(?: then)?|i think|i guess|just|please|can i|could i|could you|"
    r"can you|may i|let me|let us|you can) ?)*"
)
IT = (
    r"(?P<it>it|that|this|them|those|these|that one|this one|the one|both(?: of (?:them|those|these))?|them both|"
    r"the 2 of them|the pair of them)"
)
GETS = (
    r"(?:(?:i|we)(?: will| would| shall| am going to| am gonna| think i will| might as well| would like to| want to)*"
    r"(?: just| happily| gladly| go ahead and)* )?"
    r"(?:take|have|get|buy|go with|go for|grab|order|keep|purchase)"
)
PUTS = r"(?:(?:i will )?(?:put|pop|stick|bung|chuck|throw|add|drop|whack|sling|ring|wrap|bag|box|pack)|i am taking|we are taking)"
PLACE = r"(?: (?:up|in|(?:in|into|in to|to|on) (?:my|the|our|a) (?:basket|cart|bag|trolley|order)|through|down))*"
TAIL = (
    r"(?: (?:then|please|pls|now|thanks|thank you|ta|cheers|anyway|after all|all the same|regardless|for (?:her|him|me|us|them)|too|"
    r"as well|today|mate|love))*"
)
SETTLED = re.compile(rf"{LEAD}(?:(?:{GETS}|{PUTS}) {IT}{PLACE}|(?P<both>both(?: of (?:them|those|these))?)){TAIL}[.! ]*")
NAMED = re.compile(
    rf"{LEAD}(?:i|we)(?: will| would| am going to| think i will| would like to)+(?: just| rather)* "
    rf"(?:take|have|get|buy|go with|go for) (?:the|that|those) (?P<what>[\w' -]+?){TAIL}[.! ]*"
)
CLAUSES = r"[.,;!]+(?= |$)| - "
CONDITION = r"\b(?:if|unless|once|provided|only|depends|does|can it|could it|is it|will it)\b|\?"
BESIDE = r"\b(?:show|another|else|anything|something|also|need|looking for|do you|have you)\b"
BOTH = r"\b(?:both|2 of|pair of)\b"


def settling(sheet: Reading) -> None:
    """Takes the item in focus, both of the two talked about, or the one that is named; a question or a condition settles nothing."""
    if not sheet.shown or sheet.name or sheet.items or sheet.state.offer is not None:
        return
    for clause in re.split(CLAUSES, sheet.text):
        said = clause.strip()
        found = SETTLED.fullmatch(said)
        ids = _pointed_at(sheet, found) if found else _called(sheet, said)
        if ids and not _asks_more(sheet, said):
            sheet.name, sheet.like, sheet.items[:], sheet.certain = "pick", True, ids, True
            sheet.blank(0, len(sheet.rest))
            return


def _asks_more(sheet: Reading, clause: str) -> bool:
    """Whether anything beside the clause is asked or wanted: "I'll take it if you have it in red", "I'll take it. Anything to go with it?"."""
    beside = sheet.text.replace(clause, " ", 1)
    return re.search(CONDITION, sheet.text) is not None or re.search(BESIDE, beside) is not None


def _pointed_at(sheet: Reading, found: re.Match[str]) -> list[int | str]:
    if re.search(BOTH, found["it"] or found["both"] or ""):
        return list(sheet.pair)
    return [sheet.focus or 1]


def _called(sheet: Reading, clause: str) -> list[int | str]:
    """ "I'll take the reel": the one item seen that the noun names, by its kind or a word of its title; of several, one that was talked about."""
    found = NAMED.fullmatch(clause)
    if not found:
        return []
    words = found["what"]
    probe = Reading(f"the {words}", sheet.vocabulary, sheet.shown, sheet.state, sheet.earlier)
    references(probe)
    if probe.items and not probe.residue:
        return probe.items[:2]
    item = only_one(sheet, words) or named_thing(sheet, words)
    return [item.id] if item else []


def named_thing(sheet: Reading, words: str) -> Item | None:
    """The one item that a bare noun names among those shown, talked about or seen before: "the reel", "the jacket"."""
    said = [word for word in plain_words(words) if word not in FILLER]
    kinds = [each.constraint for each in sheet.vocabulary.mentions(words) if each.constraint.slot in NEED_SLOTS and each.constraint.operator not in NEGATIVE]
    if not said:
        return None
    talked = [item for item in (*sheet.shown, *sheet.earlier) if item.id in sheet.state.talked]
    for seen in (sheet.shown, talked, sheet.earlier):
        fitting = [item for item in seen if _is(item, said, bool(kinds) and all(holds(each, item) for each in kinds))]
        focus = [item for item in fitting if item.id == sheet.focus]
        if len(fitting) == 1 or focus:
            return (focus or fitting)[0]
        if fitting and seen is talked:
            return next(item for at in sheet.state.talked for item in fitting if item.id == at)
    return None


def _is(item: Item, said: list[str], of_kind: bool) -> bool:
    own = set(plain_words(f"{item.title} {item.brand} {item.color} {item.material}"))
    kind = set(plain_words(f"{item.value('kind') or ''}"))
    return all(word in own | kind for word in said) or (of_kind and len(said) == 1)
