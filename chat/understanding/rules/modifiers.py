"""One word of a kind's name where the general thing is known: "shoes", then "for running", means running shoes; "just the lures" names by title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chat.acts import NEED_SLOTS, things
from chat.understanding.reading import FILLER, Reading
from chat.understanding.rules.negation import NOT_FOR_ME, denied_from
from retrieval.constraints import NEGATIVE, Constraint, holds
from retrieval.item import FIELDS, Item
from retrieval.palette import PALETTE
from retrieval.slots import Slot
from retrieval.words import plain_words

CANNOT = r"\b(?:can|could|do|does|did|will|would|should|must|may|might|has|have|had|never)(?: not)? ?$|\bcannot $"  # what somebody cannot do is no feature
CHOICE = 40  # values of a text slot among which one chooses
MANY = 0.5  # share of all titles; a word in more of them tells nothing


def modifiers(sheet: Reading) -> None:
    """Narrows several kinds to the one whose name has the word."""
    wanted = [each for each in sheet.state.constraints if each.slot == "kind" and each.operator not in NEGATIVE]
    if len(wanted) != 1 or any(each.slot in NEED_SLOTS for each in sheet.constraints) or sheet.name:
        return
    kinds = [kind for kind in sheet.vocabulary.values("kind") if holds(wanted[0], Item("", "", attributes={"kind": kind}))]
    said = set(plain_words(sheet.text))
    fitting = [kind for kind in kinds if len(plain_words(kind)) > 1 and set(plain_words(kind)[:-1]) <= said]
    if len(kinds) > 1 and len(fitting) == 1:
        sheet.constraints[:] = [each for each in sheet.constraints if each.slot not in ("occasion", "exercise")]
        sheet.add(Constraint("kind", "==", fitting[0]))
        sheet.take(rf"\b(?:for )?{re.escape(fitting[0].split()[0])}\b")


def title_colors(sheet: Reading) -> None:
    """A colour that titles name, in a shop that states none: "in black", "not blue"."""
    if sheet.vocabulary.slot("color") is not None:
        return
    for found in re.finditer(rf"(?:\b(?P<not>not|no|without) )?(?:(?:in|the|any|a) )*\b(?P<color>{'|'.join(PALETTE)})\b", sheet.rest):
        if sheet.vocabulary.titled(found["color"]):
            denied = found["not"] or denied_from(sheet.text, found.start("color")) or re.match(NOT_FOR_ME, sheet.text[found.end() :])
            sheet.add(Constraint("title", "not_contains" if denied else "contains", found["color"]))
            sheet.blank(*found.span())


def denied_words(sheet: Reading) -> None:
    """A negated word that is no value by itself but part of some: "no hood" turns down what is "Hooded", "no zip" what has a "Full zip"."""
    for found in re.finditer(r"\b[a-z]{3,}\b", sheet.rest):
        if found.group() in FILLER or re.search(CANNOT, sheet.text[: found.start()]) or not denied_from(sheet.text, found.start()):
            continue
        stem = plain_words(found.group())[-1]
        slots = [each.name for each in sheet.vocabulary.slots() if lists(each) and any(begins(value, stem) for value in _said_of(sheet, each))]
        for slot in slots:
            sheet.add(Constraint(slot, "not_contains", stem))
        if slots:
            if sheet.vocabulary.titled(found.group()):
                sheet.add(Constraint("title", "not_contains", stem))
            sheet.blank(*found.span())
            sheet.take(r"\b(?:no|not|without|never)\b(?: (?:any|an?|the))*(?= *(?:$|[,.;!?]))")


def _said_of(sheet: Reading, slot: Slot) -> Iterable[str]:
    """The values of a slot that the things wanted state; all where none is named."""
    needs = things((*sheet.state.constraints, *sheet.constraints))[:1]
    return (sheet.vocabulary.stated_by(needs, slot.name) or set()) if needs else [value for value, _ in slot.values]


def lists(slot: Slot) -> bool:
    """Whether a slot holds features, or a few words of a choice ("gas canister"): no name, and no text that differs from item to item."""
    return slot.type == "list" or (slot.type == "text" and slot.name not in FIELDS and slot.name != "kind" and len(slot.values) <= CHOICE)


def begins(value: str, stem: str) -> bool:
    return any(word.startswith(stem) for word in plain_words(value))


def title_words(sheet: Reading) -> None:
    """Words no slot has but titles do: "just the lures", "not the spotted"."""
    for found in re.finditer(
        r"\b(?P<not>not|no|without)(?: (?:in|the|any|a))? (?P<word>[a-z]+)\b|\b(?:only|just) (?:the )?(?!not\b|no\b|without\b)(?P<only>[a-z]+)\b", sheet.rest
    ):
        word = found["word"] or found["only"]
        if word in FILLER or not 0 < sheet.vocabulary.titled(word) <= MANY * max(1, sheet.vocabulary.count):
            continue
        if found["only"] and not sheet.searching:
            continue
        sheet.add(Constraint("title", "not_contains" if found["not"] else "contains", word.rstrip("s") if found["only"] else word))
        sheet.blank(*found.span())
