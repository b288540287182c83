"""What a thing is for, said behind it, names it more closely: "a chair for my home office" is an office chair, "shoes for running" are running shoes.

And what stands before it: "a waterproof jacket" is a rain jacket, which must be waterproof; "a carry-on suitcase" is a suitcase of carry-on size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import NEED_SLOTS, things
from chat.understanding.reading import Reading
from chat.understanding.rules.modifiers import lists
from retrieval.constraints import NEGATIVE, Constraint
from retrieval.mentions import Mention
from retrieval.words import plain_words

FOR = r" for (?:(?:my|our|his|her|their|your|the|a|an|some|going|all|little|new|small|\w+ing(?= (?:the|my|a)\b)) )*(?P<use>(?:[a-z]+ )?[a-z]+)\b"
HOLDERS = {"bag", "case", "box", "holder", "stand", "rack", "cover", "basket"}  # a bag for a laptop holds one, and is often no laptop bag


def compounds(sheet: Reading) -> None:
    """Adds what the compound says; where a use narrows the thing, the general name is left out."""
    mentions = [each for each in sheet.vocabulary.mentions(sheet.rest) if each.constraint.slot == "kind" and each.constraint.operator not in NEGATIVE]
    for each in mentions:
        for reads in (_narrowed, _made_like, _repeated):
            if reads(sheet, each):
                break


def _kinds(wish: Constraint) -> set[str]:
    return {str(each) for each in wish.value} if isinstance(wish.value, tuple) else {str(wish.value)}


def _covered(sheet: Reading, wish: Constraint) -> set[str]:
    """The kinds a wish allows, however it is written."""
    if wish.operator == "contains":
        return {kind for kind in sheet.vocabulary.values("kind") if str(wish.value) in kind}
    return _kinds(wish)


def _narrowed(sheet: Reading, general: Mention) -> bool:
    """ "Shoes for running": the compound "running shoes" must name fewer of the same kinds."""
    found = re.match(FOR, sheet.rest[general.end :])
    wide = _covered(sheet, general.constraint)
    if not found or len(wide) < 2 or not HOLDERS.isdisjoint(plain_words(general.phrase)):
        return False
    for use in dict.fromkeys((found["use"].split()[-1], found["use"].split()[0], found["use"])):
        named = sheet.vocabulary.mentions(f"{use} {general.phrase}")
        if len(named) == 1 and named[0].exact and named[0].constraint.slot == "kind" and named[0].start == 0 and _covered(sheet, named[0].constraint) < wide:
            sheet.add(named[0].constraint)
            sheet.blank(general.start, general.end + found.end())
            return True
    return False


def _made_like(sheet: Reading, named: Mention) -> bool:
    """ "A waterproof jacket" is a jacket that is waterproof: a yes/no slot that the first word says, so that it can be taken back by itself."""
    first, *rest = named.phrase.split()
    if not rest or named.phrase in sheet.vocabulary.values("kind"):
        return False
    for each in sheet.vocabulary.mentions(first):
        if each.constraint.value is True and sheet.vocabulary.mostly_stated((named.constraint,), each.constraint.slot):
            head = [wide.constraint for wide in sheet.vocabulary.mentions(" ".join(rest)) if wide.constraint.slot == "kind"]
            sheet.add(each.constraint)
            if len(head) == 1 and _covered(sheet, named.constraint) < _covered(sheet, head[0]):
                sheet.add(head[0])
                sheet.blank(named.start, named.end)
            return True
    return False


def _repeated(sheet: Reading, named: Mention) -> bool:
    """ "A carry-on suitcase": another name of the same thing right before it is one of its features."""
    found = re.match(r" ([a-z]+)\b", sheet.rest[named.end :])
    if not found or [each.constraint for each in sheet.vocabulary.mentions(found[1])] != [named.constraint]:
        return False
    words = plain_words(named.phrase)
    for slot in sheet.vocabulary.slots():
        stated = sheet.vocabulary.stated_by((named.constraint,), slot.name) or set()
        value = next((value for value in sorted(stated) if plain_words(value)[: len(words)] == words), None)
        if value is not None and slot.type == "list":
            sheet.add(Constraint(slot.name, "contains", value))
            sheet.add(named.constraint)
            sheet.blank(named.start, named.end + found.end())
            return True
    return False


def qualities(sheet: Reading) -> None:
    """ "A rechargeable headlamp", "a headlamp, rechargeable": a word that only makes up a part of what such things state ("USB rechargeable").

    A word of degree ("warm") is left to rank; what something is or is not ends in -able, -proof, -less or the like.
    """
    needs = things(sheet.constraints)[:1] or things(sheet.state.constraints)[:1]
    if not needs:
        return
    for found in re.finditer(rf"\b[a-z]+(?:{CLASSIFYING})\b", sheet.rest):
        word = found.group()
        alone = re.search(ALONE_BEFORE, sheet.text[: found.start()]) and re.match(r" *(?:[,.;!?]|$|and\b|then\b|please\b)", sheet.text[found.end() :])
        before = re.match(r" ([a-z]+(?: [a-z]+)?)", sheet.text[found.end() :])
        beside = before is not None and any(each.start == 0 and each.constraint.slot in NEED_SLOTS for each in sheet.vocabulary.mentions(before[1]))
        slot = next((each for each in sheet.vocabulary.slots() if lists(each) and _part_of(sheet, needs, each.name, word)), None)
        if slot is not None and (alone or beside):
            sheet.add(Constraint(slot.name, "contains", word))
            sheet.blank(*found.span())


def _part_of(sheet: Reading, needs: Sequence[Constraint], slot: str, word: str) -> bool:
    return any(word in plain_words(value) for value in sheet.vocabulary.stated_by(needs, slot) or ())


CLASSIFYING = "able|ible|proof|less|free|ated|dded|ized|ised|tric|etic|onic"
ALONE_BEFORE = r"(?:^|[,.;!?] *|\b(?:is|are|be|and) )$"
