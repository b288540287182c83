"""Choosing by what a thing is like: "I'll take the gray ones", "brown it is, cheers"; and what looks like a choice but tells a use: "mainly for the gym"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import NEED_SLOTS, ActName, things
from chat.understanding.reading import Reading
from chat.understanding.rules.described import in_focus, only_one
from chat.understanding.rules.people import BIRTHDAY
from chat.understanding.rules.references import ORDINALS
from retrieval.constraints import NEGATIVE, holds
from retrieval.item import Item
from retrieval.mentions import Mention
from retrieval.palette import PALETTE
from retrieval.words import plain_words

TAKES = (
    r"\b(?:i(?: will| would| am| am going to| think i will| think i would)?(?: rather| sooner| just| gladly| like to| love to)* "
    r"(?:take|buy|have|choose|pick|keep|get|go (?:with|for)|going (?:with|for)|settle (?:on|for))|(?:wrap|ring) up|sold on)\b(?! (?:a|"
    r"an|any|some|to|more|less|no|not)\b)"
)
THAT_ONE = r"(?:^|[,.!?] )(?:(?:ok(?:ay)?|yes|yeah|right|so|then|and),? )*(?:that|this) one(?: please| then| it is)?[.! ]*$"
USE = (
    r"(?:^|[,.;] ?|\b(?:mainly|mostly|primarily|chiefly|largely|usually|especially|something|only|just|and|used?|need it|it is|that is|they are) )"
    r"(?:it is |use )?(?:for|at|in) the (?!(?:\w+ ){1,2}(?:ones?|pairs?|models?)\b)(?=[a-z])"
)
CHOICES: dict[str, tuple[ActName, bool | None]] = {"pick": ("pick", True), "like": ("pick", True), "reject": ("feedback", False)}
NO_DESCRIPTION = (
    rf"{TAKES}|\b(?:ok(?:ay)?|yes|yeah|so|then|please|thanks|thank you|cheers|ta|perfect|great|fine|good|it is|hm+|well|just|now|i|will|would|like|love|"
    r"go|for|get|me|can|you|have|do|add|put|bag|my|up|sold|done)\b|[,.!]"
)
ALL = r"\b(?:none|neither|these|those|them|they|any|all|not (?:one|a single))\b"


def uses(sheet: Reading) -> None:
    """ "Mainly for the gym", "her first birthday": an article and a place are taken off, so that no item is named by what follows."""
    sheet.rest = re.sub(BIRTHDAY, lambda found: f"turning {ORDINALS[found[1]]}".ljust(len(found.group())), sheet.rest)
    while found := re.search(USE, sheet.rest):
        sheet.blank(found.end() - len("the "), found.end())


def choosing(sheet: Reading) -> None:
    """ "I'll take the gray ones": where just one of the shown items is like that, it is picked."""
    if not sheet.shown or sheet.name not in (None, "pick"):
        return
    if not sheet.items and re.search(THAT_ONE, sheet.rest):
        sheet.name, sheet.like, sheet.items[:], sheet.certain = "pick", True, [sheet.focus or 1], True
        return
    found = re.search(TAKES, sheet.text)
    if not found:
        return
    if sheet.items:
        return
    mentions = [each for each in sheet.vocabulary.mentions(sheet.text) if each.start >= found.end()]
    fitting = [item for item in sheet.shown if mentions and all(_fits(each, item) for each in mentions)]
    if len(fitting) == 1 and not re.search(r"\b(?:not|no|without|but|if|in)\b", sheet.text[found.end() :]):
        sheet.name, sheet.items, sheet.certain = "pick", [fitting[0].id], True
        sheet.blank(0, len(sheet.rest))


def _fits(mention: Mention, item: Item) -> bool:
    wishes = [mention.constraint, *([mention.title] if mention.title else [])]
    return all(each.operator not in NEGATIVE and holds(each, item) for each in wishes)


def most_of_a_thing(sheet: Reading) -> None:
    """ "And the hoodies, which of those is dearest?": the most of what is named, where something else is shown."""
    named = [each.constraint for each in sheet.vocabulary.mentions(sheet.text) if each.constraint.hard and things((each.constraint,))]
    if sheet.shown and not sheet.name and named and not any(holds(each, item) for each in named for item in sheet.shown):
        found = re.search(r"[,;.] ?(?:and )?which (?:one )?(?:of (?:those|them|these) )?(?:is|are|has) (?:the )?", sheet.rest)
        if found:
            sheet.blank(*found.span())
            sheet.name = "find"


def chosen(sheet: Reading) -> None:
    """Where an utterance is known to choose or to turn down (`hint`), and names no item: the one that its words fit, or the one in focus.

    With neither, the first is chosen, or all of them are turned down.
    """
    if sheet.hint not in CHOICES or not (sheet.shown or sheet.items):
        return
    fitting = _fitting(sheet) if not sheet.items else ()
    if not sheet.items and not fitting and sheet.hint != "reject" and _describes_another(sheet):
        return
    sheet.name, sheet.like = CHOICES[sheet.hint]
    if not sheet.items:
        several = sheet.like is False and (re.search(ALL, sheet.text) or not sheet.focus)
        everything = range(1, len(sheet.shown) + 1)
        sheet.items.extend([item.id for item in fitting] if fitting else everything if several else [sheet.focus or 1])
    sheet.certain = True
    sheet.blank(0, len(sheet.rest))


def _describes_another(sheet: Reading) -> bool:
    """Whether a colour is named that the item in focus has not: "hm, the tan one then" is not the pink one."""
    focus = in_focus(sheet)
    named = {word for word in plain_words(sheet.text) if word in PALETTE}
    return focus is not None and bool(named) and not named & set(plain_words(f"{focus.title} {focus.color} {focus.description}"))


def _fitting(sheet: Reading) -> Sequence[Item]:
    """The shown items that meet all values the words name, the thing itself aside; where these single out none, none."""
    words = re.sub(NO_DESCRIPTION, " ", sheet.rest)
    if sheet.like and (item := only_one(sheet, words)) is not None:
        return [item]
    told = [each.constraint for each in sheet.vocabulary.mentions(sheet.rest) if each.constraint.slot not in NEED_SLOTS]
    fitting = [item for item in sheet.shown if told and all(holds(each, item) for each in told)]
    if sheet.like is False:
        return fitting if len(fitting) < len(sheet.shown) else ()
    return fitting[:1]
