"""Answers about shown items: the fact asked for, the facts that bear on the question, or that the catalog does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import Act
from chat.finding import suggestion_of
from chat.state import DialogueState
from chat.understanding.rules.questions import TOTAL
from chat.wording.facts import as_quoted, called_as, constraint_words, fact_words, is_general, is_plural, price_of, stock_words, upper, value_words, verb
from chat.wording.sizes import made_in
from chat.wording.which import which
from chat.wording.worded import SPOKEN_WORDS, TOGETHER, Worded, listed, listed_aloud, short
from retrieval.constraints import NUMERIC, Constraint, holds
from retrieval.evidence import Evidence
from retrieval.extent import measure
from retrieval.item import FIELDS, Item
from retrieval.reasons import alternatives
from retrieval.retriever import Retriever
from retrieval.slots import label_of, unit_of

SETTLED = ("price", "stock")  # asked for in words of their own: nothing else is meant
YES_NO = r"(?:[\w' ,.!]*?[,.!] ?)?(?:and |but |so |ok(?:ay)? )*(?:is|are|do|does|have|has|can|could|will|would) (?!many|much)"  # opens a question for yes or no
HAVE = r"\b(?:you (?:have|got|do|sell|stock|carry)|have you|is there|are there|i (?:get|have))\b(?!.*\bin stock\b)"
AGAINST = r"\b(?:leaks?|leaky|let\w* (?:the )?(?:rain|water|wind)|soak\w* through|gets? (?:soaked|soggy)|rain gets?)\b"  # the slot asked about by its opposite
MEASURES = {"size", "width_cm", "height_cm", "length_cm", "depth_cm", "diameter_cm", "length_m", "capacity_l"}  # where no number is given, the size says it


def answered(items: Sequence[Item], act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """The fact asked for, of each item meant, or that the catalog does not say."""
    if act.slot == "why":
        return _why(items[0], state, retriever)
    if act.topic in ("most", "least"):
        return _extreme(items, act, state, retriever)
    if act.topic == "which":
        return which(items, act, state, retriever)
    test = next(iter(act.constraints), None)
    answers = [_one(item, act, test, retriever.evidence(item.id, act.text)) for item in items]
    if (
        act.slot == "price"
        and len(items) > 1
        and re.search(TOTAL, act.text)
        and all(each.price is not None and each.currency == items[0].currency for each in items)
    ):
        total = f"{TOGETHER} {value_words('price', sum(each.price or 0.0 for each in items), items[0].currency)}."
        answers.append((total, total))
    spoken = tuple(short(aloud) for _, aloud in answers)
    return Worded(" ".join(written for written, _ in answers), spoken, tuple(suggestion_of(retriever, state, each.id) for each in items))


def _extreme(items: Sequence[Item], act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """Which of the shown items has the most or least of something."""
    stated = [(number, item) for item in items if (number := measure(item, act.slot)) is not None]
    if not stated:
        text = f"The catalog does not say the {label_of(act.slot)} of these."
        return Worded(text, (text,))
    value, item = (max if act.topic == "most" else min)(stated, key=lambda each: each[0])
    same = [other for number, other in stated if number == value]
    names = listed([f"the {each.title}" for each in same])
    degree = ("largest" if act.topic == "most" else "smallest") if act.slot == "size" else "highest" if act.topic == "most" else "lowest"
    said = (
        f"{'have' if len(same) > 1 or is_plural(item) else 'has'} the {degree} {label_of(act.slot)} of "
        f"these: {value_words(act.slot, item.value(act.slot) or value, item.currency)}."
    )
    aloud = listed_aloud([f"the {each.title}" for each in same], SPOKEN_WORDS - len(said.split()))
    return Worded(f"{upper(names)} {said}", (f"{upper(aloud)} {said}",), tuple(suggestion_of(retriever, state, each.id) for each in same))


def _why(item: Item, state: DialogueState, retriever: Retriever) -> Worded:
    suggestion = suggestion_of(retriever, state, item.id)
    reasons = listed([each.text for each in suggestion.reasons])
    text = (
        (f"I show the {item.title} because it fits what you said: {reasons}.")
        if reasons
        else (f"The {item.title} came closest to your words; no single fact stands out.")
    )
    return Worded(text, (short(text),), (suggestion,))


def _one(item: Item, act: Act, test: Constraint | None, near: Sequence[Evidence]) -> tuple[str, str]:
    """The answer for one item, written and spoken: the slot asked for, and facts that bear on the question where that is silent or beside the point."""
    slot = test.slot if test else act.slot
    if act.topic == "made in":
        return (said := made_in(item, slot, act.text)), said
    stated = _tested(item, test) if test else _in_stock(item, act) if slot == "stock" and re.match(YES_NO, act.text) else _stated(item, slot, act, near)
    beside = test is not None and not isinstance(test.value, bool) and near and near[0].outright and all(each.slot != slot for each in near)
    if stated and not beside and (test or slot in SETTLED or any(each.slot == slot for each in near)):
        return stated, stated
    if beside:  # "would that do in snow too": the value named was not what was asked
        return _quoted(item, near), f"The catalog says “{as_quoted(near[0])}”."
    quoted = _quoted(item, near) if near and near[0].outright else ""
    if quoted:
        return f"{stated} {quoted}".strip(), stated or f"The catalog says “{as_quoted(near[0])}”."
    if stated:
        return stated, stated
    silent = _silent(item, test, slot)
    return f"{silent} The closest it says is “{as_quoted(near[0])}”." if near else silent, silent


def _silent(item: Item, test: Constraint | None, slot: str) -> str:
    """That the catalog does not say it, naming what was asked where that has a name."""
    if test is not None and not is_general(test):
        described = isinstance(test.value, bool) or test.operator in NUMERIC or test.slot in ("color", "audience", "material")
        does = verb(item) if described else "have" if is_plural(item) else "has"
        return f"The catalog does not say whether the {item.title} {does} {constraint_words(test, item.currency)}."
    if slot and (unit_of(slot) or slot in FIELDS):
        return f"The catalog does not say the {label_of(slot)} of the {item.title}."
    return f"The catalog does not say that of the {item.title}."


def _in_stock(item: Item, act: Act) -> str:
    """ "Is it in stock at all?" is answered yes or no, with the number."""
    be = verb(item)
    if item.stock is None:
        return f"Yes, I have the {item.title} at {price_of(item)}." if re.search(HAVE, act.text) else ""
    return f"Yes, the {item.title} {be} available: {stock_words(item)}" if item.stock else f"No, the {item.title} {be} out of stock."


def _quoted(item: Item, facts: Sequence[Evidence]) -> str:
    """ "The catalog lists “thermal carafe” for the Morning Bell Coffee Maker, and its description says: “...”"."""
    lists = listed([f"“{as_quoted(each)}”" for each in facts if each.slot != "description"])
    says = " ".join(each.text for each in facts if each.slot == "description")
    if lists and says:
        return f"The catalog lists {lists} for the {item.title}, and the description says: “{says}”"
    if lists:
        return f"The catalog lists {lists} for the {item.title}."
    return f"The description of the {item.title} says: “{says}”" if says else ""


def _tested(item: Item, test: Constraint) -> str:
    """Yes or no, with the fact; "" where the catalog does not say."""
    value = item.value(test.slot)
    if value is None:
        return ""
    answer = "Yes" if holds(test, item) else "No"
    if isinstance(value, tuple) and answer == "No" and isinstance(test.value, (str, tuple)) and not is_general(test):
        wanted = alternatives(test.value) if isinstance(test.value, tuple) else test.value
        return f"No, the catalog lists no {wanted} for the {item.title}: {fact_words(test.slot, value, item)}."
    if isinstance(value, bool):
        return f"{answer}, the {item.title} {verb(item)} {'' if value else 'not '}{called_as(test.slot)}."
    if test.slot == "color":
        return f"{answer}: the {item.title} {'come' if is_plural(item) else 'comes'} in {value}."
    return f"{answer}: the {item.title} {'have' if is_plural(item) else 'has'} {fact_words(test.slot, value, item)}."


def _stated(item: Item, slot: str, act: Act, near: Sequence[Evidence] = ()) -> str:
    """What the item states for the slot; "" where the catalog does not say."""
    if slot == "price":
        return f"The {item.title} {'cost' if is_plural(item) else 'costs'} {price_of(item)}."
    if slot == "stock" and item.stock is not None:
        return f"The {item.title}: {stock_words(item)}"
    value = item.value(slot) if slot else None
    if value is None:
        return f"The {item.title}: size {item.size}." if slot in MEASURES and item.size else _measured(item, slot, near)
    if isinstance(value, bool):
        told = f"the {item.title} {verb(item)} {'' if value else 'not '}{called_as(slot)}."
        return upper(told) if re.search(AGAINST, act.text) else f"{'Yes' if value else 'No'}, {told}"
    return f"The {item.title}: {fact_words(slot, value, item)}."


def _measured(item: Item, slot: str, near: Sequence[Evidence]) -> str:
    """A value in the unit asked for, the one that bears on the question first: "8 h on medium" answers for battery_h."""
    unit = unit_of(slot)
    stated = [(name, each) for name, value in item.attributes.items() for each in (value if isinstance(value, tuple) else ()) if unit]
    asked = [(each.slot, each.text) for each in near]
    for name, each in (*(each for each in asked if each in stated), *stated):
        if re.search(rf"\d ?{re.escape(unit)}\b", each):
            return f"The {item.title}: {label_of(name)} {each}."
    return ""
