"""Questions about the shop's range: "how many under $30", "what colours do you have it in", "which brands do you carry"."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading
from chat.understanding.rules.amounts import UNIT_WORDS
from chat.understanding.rules.references import references

COUNT = r"^(?:and |so |ok(?:ay)? |but )*(?:how many|what number of|what is the number of)\b"
OF_AN_ITEM = (
    rf"\bhow many (?:people|persons?|of us|adults|sleepers|kids|times|{UNIT_WORDS})\b|"
    r"\bhow many .*\bleft\b|"
    r"\bhow many (?:[\w-]+ ){0,3}(?:does (?:it|that|this|the)|has (?:it|the)|do (?:they|these|those) have|are left|"
    r"left)\b"
)
OR_NOT = r",? ?\b(?:whether |if )?(?:they are |it is )?[\w-]+(?: [\w-]+)? or (?:not|otherwise)\b"  # "windproof or not": that wish counts for nothing here
LEFT_OF_IT = (
    r"\bhow many (?:of (?:it|them|those|these|that one|this one) )?(?:do you have|have you(?: got)?|are there|you got|is there)"
    r"(?: still)? (?:left|in stock|available)\b"
)
VALUES = (
    r"\b(?:what|which)(?: other| different)? (?P<a>[\w ]+?) (?:(?:do|does|have|has|are|is|can|could|would|will|might) (?:you|it|they|"
    r"that|this|these|those|there|the|i|we|your)\b|"
    r"(?:are|is) (?:available|in stock|on offer))"
)
COMES_IN = r"\b(?:in(?= *[?.!]*$)|from(?= *[?.!]*$)|come|comes|available|have|got|get|make|sell|stock|carry|offer|choose|there)\b"
ASSORTMENT = (
    r"^(?:so |and |ok(?:ay)? )*(?:what (?:(?:kinds?|sorts?|types?) of (?:things?|products?|stuff|items?) )?(?:do|"
    r"can) (?:you|i) (?:sell|have|stock|carry|offer|buy|get)(?: here| in (?:this|your) shop)?|"
    r"what is in (?:this|your) (?:shop|store|catalog)|what else do you (?:sell|have)|what do you have to offer|"
    r"which (?:categories|departments) (?:do you have|are there))[ ?.!]*$"
)
ANYTHING = {"thing", "things", "stuff", "item", "items", "product", "products", "goods"}
OF_THESE = r"\b(?:do|does|did|have|has|had|are|is) (?:they|it|these|those|this|that)\b"
THING = r"(?:kinds?|sorts?|types?|styles?|models?) of"


def range_questions(sheet: Reading) -> None:
    """Names the question; the limits and values beside it are read by the rules that follow."""
    if re.search(ASSORTMENT, sheet.text) and not (sheet.shown and "else" in sheet.text):
        sheet.name, sheet.topic, sheet.slot, sheet.certain = "ask", "values", "category", True
    elif re.search(COUNT, sheet.text) and not re.search(OF_AN_ITEM, sheet.text) and not _of_one(sheet) and not _left_of_it(sheet):
        if sheet.take(
            r"\b(?:how many|what number of|what is the number of)\b(?: (?:of (?:them|these|those)|options|choices|results|"
            r"items|products|ones|different))?"
        ):
            sheet.name, sheet.topic = "ask", "count"
            sheet.take(r"\b(?:do you (?:have|sell|stock|carry)|have you got|are there|can i (?:get|see)|you have)\b")
            sheet.take(OR_NOT)
    elif (found := re.search(VALUES, sheet.text)) and re.search(COMES_IN, sheet.text):
        _values(sheet, found)


def _left_of_it(sheet: Reading) -> bool:
    """ "How many of those have you got in stock?", while one item is talked about."""
    return bool(sheet.focus) and re.search(LEFT_OF_IT, sheet.text) is not None


def _of_one(sheet: Reading) -> bool:
    """ "How many sleep in the orange one": one of the items seen is asked about, not how many there are."""
    found = re.search(r"\b(?:in|on|with|by|of|for|does|do|has|have|can|will|would|is|are) (?=(?:the|that) (?!(?:shop|store|catalog)\b))", sheet.text)
    if not (found and sheet.shown):
        return False
    probe = Reading(sheet.text[found.end() :], sheet.vocabulary, sheet.shown, sheet.state, sheet.earlier)
    references(probe)
    return len(probe.items) == 1


def _values(sheet: Reading, found: re.Match[str]) -> None:
    words = found["a"].strip()
    sort_of = re.sub(rf"^{THING} ", "", words)
    if sort_of != words and sort_of not in ANYTHING and not sheet.vocabulary.mentions(sort_of):
        return  # "what kind of fastening do they have" asks for a property
    if re.match(THING, words):
        slot = "kind" if sheet.vocabulary.values("kind") else "category"
    else:
        named = sheet.slot_named(words)
        known = sheet.vocabulary.slot(named) if named else None
        if known is None or known.type == "boolean" or (len(words.split()) > 1 and sheet.vocabulary.mentions(words)):
            return
        slot = named
    sheet.name, sheet.topic, sheet.slot = "ask", "values", slot
    asking = re.sub(r"\b(?:the|that|this|those|these|your)$", "", found.group())  # what follows these may name an item
    start = sheet.rest.find(asking)
    if start >= 0 and not re.match(THING, words):
        sheet.blank(start, start + len(asking))
    else:
        sheet.take(THING)
