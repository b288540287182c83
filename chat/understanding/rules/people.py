"""For whom it is: "for my wife", "for my daughter, she is eight": the audience, where the catalog has one, and the age."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import things
from chat.understanding.reading import Reading
from chat.understanding.rules.references import ORDINALS
from retrieval.constraints import Constraint
from retrieval.vocabulary import Mention

CHILD_BELOW = 14  # years: from here on shops sell adult sizes
RECIPIENTS = (  # words, audience
    (
        r"(?:wife|mother|mom|mum|sister|girlfriend|aunt|grandmother|grandma|granny|nan|woman|lady|girl friend|niece|daughter in law|mother in law|"
        r"fiancee|bride|stepmother)"
    ),
    r"(?:husband|father|dad|brother|boyfriend|uncle|grandfather|grandpa|grandad|man|guy|father in law|fiance|groom|stepfather)",
    r"(?:son|daughter|child|kid|baby|toddler|boy|girl|grandson|granddaughter|grandchild|little one|nephew|children|kids|twins|godson|goddaughter)",
    r"(?:friend|colleague|co-?worker|boss|teacher|neighbou?r|partner|parents|cousin|flatmate|roommate|host)",
)
WOMAN, MAN = r"(?:woman|lady|girl|female)", r"(?:man|guy|bloke|lad|male|gent|gentleman|chap)"
AUDIENCE_OF = ("women", "men", "kids", "")
FEMALE = r"\b(?:daughter|girl|she|her|niece|granddaughter|goddaughter|sister|wife|mother|mum|mom)\b"
MALE = r"\b(?:son|boy|he|him|his|nephew|grandson|godson|brother|husband|father|dad)\b"
AGE = (
    r"\b(?:(?:she|he|they|who)(?: (?:is|are|will be|turns|turned|just turned|is turning|is about to turn))+(?: just|"
    r" only| almost| nearly)?|aged?|age of|turn(?:s|ed|ing)?)\s+(\d{1,2})\b"
    r"(?: years?(?: old)?)?|\b(\d{1,2})[- ](?:years?|yrs?|yo|y/o)(?:[- ]olds?)?\b"
)
NEWBORN = r"\bnew-?borns?\b"
BIRTHDAY = rf"\b({'|'.join(each for each, place in ORDINALS.items() if place > 0)}) birthday\b"
FROM_AGE = (
    r"\b(?:at least|from|over|above|older than|upwards? of|minimum) \d{1,2}[- ](?:years?|yrs?)\b|"
    r"\b\d{1,2} (?:years? )?(?:and|or) (?:up|over|older|above)\b|\b\d{1,2} ?\+"
)
FOR = r"\bfor (?:my |a |an |our |the |his |her |your |their )?"


WISHES = (  # "my wife wants a pair too": the one it is for
    r"(?:,? who)?(?: (?:also|really|just|still|now|actually))* (?:wants?|needs?|(?:is|are) (?:also )?(?:after|looking for|in need of)|"
    r"(?:would|might) (?:also |really )?(?:like|love|need|want)|could (?:also |really )?(?:use|do with)|(?:has )?asked for|fancies)\b"
)
GIVES = r"\b(?:get|buy|give|gift|surprise) (?:my |our |his |her |their )?(?:[\w-]+ )?"  # "what to get my wife"
GROWN_UP = r"\b(?:for|in) (?:an? |the )?(?:grown[- ]?ups?|adults?)\b(?!-)(?: sizes?)?"


def recipients(sheet: Reading) -> None:
    """The audience the words imply. A present without a kind may be a thing nobody wears: then it only ranks."""
    if "kids" in sheet.vocabulary.values("audience") and sheet.take(GROWN_UP):
        sheet.add(Constraint("audience", "!=", "kids"))
    age = _age(sheet)
    somebody = False
    for words, audience in zip(RECIPIENTS, AUDIENCE_OF, strict=True):
        named = re.search(
            (
                rf"\b(?:(?:for|to|get|buy|give|gift|surprise) (?:my |a |an |our |the |his |her |your |their )?(?:[\w-]+ )?({words})|(?:my|our|"
                rf"his|her) (?:[\w-]+ )?({words})(?:'?s? birthday|{WISHES}))\b"
            ),
            sheet.text,
        )
        somebody = somebody or named is not None
        found = sheet.take(rf"{FOR}(?:[\w-]+ )?{words}(?:(?:'s)? (?:birthday|graduation|wedding|anniversary))?\b")
        if found or (named and (age is not None or "birthday" in sheet.text or re.search(rf"{words}{WISHES}|{GIVES}{words}\b", sheet.text))):
            _note(sheet, audience, age)
    if age is not None and not somebody:
        _note(sheet, "", age)
    if somebody:
        sheet.take(r"\b(?:gifts?|presents?)\b")
        sheet.take(r"\b(?:birthday|anniversary|graduation|christmas)\b")
        while sheet.take(rf"\b(?:{'|'.join(RECIPIENTS)})(?:'s)?\b"):
            continue


def worn(sheet: Reading, mentions: Sequence[Mention], wanted: Sequence[str]) -> bool:
    """Whether the thing named, or searched for, is made for these audiences: what nobody wears has none and must not be filtered out."""
    needs = things((*sheet.constraints, *(each.constraint for each in mentions))) or things(sheet.state.constraints)
    if needs:
        return bool((sheet.vocabulary.stated_by(needs, "audience") or set()) & set(wanted)) and sheet.vocabulary.mostly_stated(needs, "audience")
    return any(item.audience in wanted for item in sheet.shown) and all(item.audience for item in sheet.shown)


def _age(sheet: Reading) -> int | None:
    if re.search(NEWBORN, sheet.text):
        sheet.take(NEWBORN)
        return 0
    found = sheet.take(AGE)
    return int(found[1] or found[2]) if found else None


def _aged(sheet: Reading) -> bool:
    """Whether the thing wanted says from which age it is fit."""
    needs = things((*sheet.constraints, *sheet.state.constraints))[:1]
    return bool(needs) and sheet.vocabulary.stated_by(needs, "age_from") is not None


def _note(sheet: Reading, audience: str, age: int | None) -> None:
    """The audience as a wish, and what is made for that age, where the catalog says so."""
    audiences = sheet.vocabulary.values("audience")
    if age is not None:
        audience = "kids" if age < CHILD_BELOW else "women" if re.search(FEMALE, sheet.text) else "men" if re.search(MALE, sheet.text) else audience
        if audience == "kids" or age >= CHILD_BELOW:  # "my niece, she is three": the age tells more than the relative
            sheet.constraints[:] = [each for each in sheet.constraints if each.slot != "audience" or (each.hard and audience != "kids")]
        known = sheet.vocabulary.slot("age_from")
        if age < CHILD_BELOW and known is not None and known.type == "number":
            sheet.constraints[:] = [each for each in sheet.constraints if each.slot != "age_from"]
            sheet.add(Constraint("age_from", "<=", float(age), hard=_aged(sheet)))
            if re.search(FROM_AGE, sheet.text):  # "at least ten years": what is made for toddlers had better stay behind
                sheet.add(Constraint("age_from", ">=", float(age), hard=False))
    if any(each.slot == "audience" for each in sheet.constraints):
        return
    if audience in audiences:
        values = tuple(each for each in (audience, "unisex") if each in audiences and audience != "kids") or (audience,)
        sheet.add(Constraint("audience", "in", values, hard=worn(sheet, (), values)))
    elif audience and _for_others_only(sheet):
        sheet.add(Constraint("audience", "==", audience))


def _for_others_only(sheet: Reading) -> bool:
    """Whether all that the shop sells is made for somebody, and nothing of it for everybody: a men's outfitter has nothing for a girlfriend."""
    known = sheet.vocabulary.slot("audience")
    return known is not None and known.count == sheet.vocabulary.count and "unisex" not in sheet.vocabulary.values("audience")


def shoppers(sheet: Reading) -> None:
    """ "I am a woman, size M": the shopper is the one it is for; "for me then" is no longer for the girlfriend."""
    if sheet.state.values("audience") and re.search(r"\bfor (?:me|myself)\b", sheet.text):
        sheet.drop.append("audience")
    for words, audience in zip((WOMAN, MAN), AUDIENCE_OF, strict=False):
        if sheet.take(rf"\bi am an? (?:[\w-]+ )?{words}\b"):
            _note(sheet, audience, None)
