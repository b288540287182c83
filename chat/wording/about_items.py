"""Sentences about items that are shown: one picked, one asked about, several compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import Act
from chat.finding import suggestion_of
from chat.reply import Chip
from chat.state import DialogueState
from chat.wording.facts import constraint_words, is_plural, price_of, value_words
from chat.wording.worded import Worded, listed, short
from retrieval.constraints import Constraint, holds
from retrieval.item import Item, Value
from retrieval.retriever import Retriever
from retrieval.slots import label_of, unit_of
from retrieval.synonyms import SAYS_NOTHING
from retrieval.words import plain_words

COMPARED = ("price", "rating", "color", "material", "size", "audience")
TELLING = 4  # letters of a word worth looking up in a description
MEASURES = {
    "size",
    "width_cm",
    "height_cm",
    "length_cm",
    "depth_cm",
    "diameter_cm",
    "length_m",
    "capacity_l",
}  # where the shop gives no number, the size says it
SPOKEN_DIFFERENCES = 2


def picked(items: Sequence[Item], act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """The item picked, with its facts."""
    item = items[0]
    suggestion = suggestion_of(retriever, state, item.id)
    made = " ".join(each for each in (item.color, item.material) if each)
    by = f" by {item.brand}" if item.brand else ""
    text = f"{'Good choice: the' if act.like else 'The'} {item.title}{by}, {price_of(item)}{f', in {made}' if made else ''}. {item.description}".strip()
    facts = [_fact(slot, value, item) for slot, value in _facts(item)]
    if facts:
        text += f" {_upper(listed(facts))}."
    text += f" {_stock(item)}" if item.stock is not None else ""
    rating = f", rated {item.rating:g} out of 5" if item.rating else ""
    spoken = (short(f"The {item.title}{by}, {price_of(item)}{rating}."), short(f"{_upper(listed(facts[:3]))}.") if facts else "")
    chips = (Chip("More like this", f"more like number {suggestion.rank}"), Chip("Something cheaper", "something cheaper"), Chip("Back to the list", "go back"))
    return Worded(text, tuple(each for each in spoken if each), (suggestion,), chips[:2])


def answered(items: Sequence[Item], act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """The fact asked for, of each item meant, or that the catalog does not say."""
    if act.slot == "why":
        return _why(items[0], state, retriever)
    if act.topic in ("most", "least"):
        return _extreme(items, act, state, retriever)
    test = next(iter(act.constraints), None)
    if act.topic == "which" and test is not None:
        return _which(items, test, state, retriever)
    sentences = [_tested(item, test) if test else _stated(item, act.slot, act.topic) for item in items]
    return Worded(" ".join(sentences), tuple(short(each) for each in sentences), tuple(suggestion_of(retriever, state, each.id) for each in items))


def compared(items: Sequence[Item], act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """What differs, fact by fact, in the order shoppers ask; the facts that are the same are left out."""
    slots = [act.slot] if act.slot else [*COMPARED, *(name for item in items for name in item.attributes if name != "kind")]
    rows = []
    for slot in dict.fromkeys(slots):
        values = [item.value(slot) for item in items]
        if len({str(each) for each in values}) > 1 and any(each is not None for each in values):
            rows.append((slot, values))
    numbers = [state.shown.index(item.id) + 1 if item.id in state.shown else 0 for item in items]
    names = [f"number {number}" if all(numbers) else f"the {item.title}" for number, item in zip(numbers, items, strict=True)]
    heads = listed([f"the {item.title}" + (f" ({number})" if number else "") for number, item in zip(numbers, items, strict=True)])
    lines = [f"- {label_of(slot)}: {' / '.join(_cell(slot, value, item) for value, item in zip(values, items, strict=True))}" for slot, values in rows]
    text = f"{_upper(heads)} differ in:\n" + "\n".join(lines) if lines else f"{_upper(heads)} do not differ in anything the catalog says."
    spoken = [short(f"{_upper(listed([f'{name}, the {item.title}, {price_of(item)}' for name, item in zip(names[:2], items, strict=False)]))}.")]
    for slot, values in [row for row in rows if row[0] != "price"][:SPOKEN_DIFFERENCES]:
        said = [f"{_cell(slot, value, item)} for {name}" for name, value, item in zip(names, values, items, strict=False)]
        spoken.append(short(f"{_upper(label_of(slot))}: {listed(said)}."))
    if not lines:
        spoken = [short(text)]
    return Worded(text, tuple(spoken), tuple(suggestion_of(retriever, state, each.id) for each in items))


def _which(items: Sequence[Item], test: Constraint, state: DialogueState, retriever: Retriever) -> Worded:
    """Which of the shown items meet a wish, and which the catalog says nothing about."""
    fitting = [item for item in items if holds(test, item)]
    silent = [item for item in items if item.value(test.slot) is None]
    fact = constraint_words(test, items[0].currency)
    if fitting:
        verb = "are" if len(fitting) > 1 or is_plural(fitting[0]) else "is"
        said = (
            f"{verb} {fact}"
            if isinstance(test.value, bool) or test.slot in ("color", "audience", "material")
            else f"{'have' if verb == 'are' else 'has'} {fact}"
        )
        text = f"{'Yes, ' if len(items) > len(fitting) else ''}{listed([f'the {item.title}' for item in fitting])} {said}."
    elif len(silent) == len(items):
        text = f"The catalog does not say whether any of these {'are' if len(items) > 1 else 'is'} {fact}."
    else:
        text = f"None of these is {fact}."
    text = _upper(text)
    return Worded(text, (short(text),), tuple(suggestion_of(retriever, state, each.id) for each in fitting))


def _extreme(items: Sequence[Item], act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """Which of the shown items has the most or least of something."""
    stated = [(value, item) for item in items if isinstance(value := item.value(act.slot), (int, float)) and not isinstance(value, bool)]
    if not stated:
        text = f"The catalog does not say the {label_of(act.slot)} of these."
        return Worded(text, (text,))
    value, item = (max if act.topic == "most" else min)(stated, key=lambda each: each[0])
    same = [other for number, other in stated if number == value]
    names = listed([f"the {each.title}" for each in same])
    degree = "highest" if act.topic == "most" else "lowest"
    text = (
        f"{_upper(names)} {'have' if len(same) > 1 or is_plural(item) else 'has'} the {degree} {label_of(act.slot)} of "
        f"these: {value_words(act.slot, value, item.currency)}."
    )
    return Worded(text, (short(text),), tuple(suggestion_of(retriever, state, each.id) for each in same))


def _why(item: Item, state: DialogueState, retriever: Retriever) -> Worded:
    suggestion = suggestion_of(retriever, state, item.id)
    reasons = listed([each.text for each in suggestion.reasons])
    text = (
        (f"I show the {item.title} because it fits what you said: {reasons}.")
        if reasons
        else (f"The {item.title} came closest to your words; no single fact stands out.")
    )
    return Worded(text, (short(text),), (suggestion,))


def _tested(item: Item, test: Constraint) -> str:
    """Yes or no, with the fact; only what the catalog says."""
    value = item.value(test.slot)
    if value is None:
        return f"The catalog does not say whether the {item.title} {_is(item)} {constraint_words(test)}."
    answer = "Yes" if holds(test, item) else "No"
    if isinstance(value, tuple) and answer == "No" and isinstance(test.value, str):
        return f"No, the catalog lists no {test.value} for the {item.title}: {_fact(test.slot, value, item)}."
    if isinstance(value, bool):
        return f"{answer}, the {item.title} {_is(item)} {'' if value else 'not '}{label_of(test.slot)}."
    return f"{answer}: the {item.title} {'have' if is_plural(item) else 'has'} {_fact(test.slot, value, item)}."


def _stated(item: Item, slot: str, words: str) -> str:
    if slot == "price":
        return f"The {item.title} {'cost' if is_plural(item) else 'costs'} {price_of(item)}."
    if slot == "stock":
        return f"The {item.title}: {_stock(item)}" if item.stock is not None else f"The catalog does not say how many of the {item.title} are in stock."
    value = item.value(slot) if slot else None
    if value is None and slot in MEASURES and item.size:
        return f"The {item.title}: size {item.size}."
    if value is None:
        told = _told(item, words or label_of(slot)) or _measured(item, slot)
        if told:
            return told
        quoted = described(item, words or label_of(slot))
        if quoted:
            return f"The description of the {item.title} says: “{quoted}”"
        asked = label_of(slot) if slot else words
        return f"The catalog does not say anything about {asked} for the {item.title}." if asked else f"The catalog does not say that of the {item.title}."
    if isinstance(value, bool):
        return f"{'Yes' if value else 'No'}, the {item.title} {_is(item)} {'' if value else 'not '}{label_of(slot)}."
    return f"The {item.title}: {_fact(slot, value, item)}."


def _told(item: Item, words: str) -> str:
    """A value that begins with a word asked for: "wind" is answered by "windproof"."""
    asked = [word for word in plain_words(words) if len(word) >= TELLING and word not in SAYS_NOTHING]
    for slot, value in item.attributes.items():
        for each in value if isinstance(value, tuple) else ():
            if any(part.startswith(word) for part in plain_words(each) for word in asked):
                return f"The {item.title}: {label_of(slot)} {each}."
    return ""


def _measured(item: Item, slot: str) -> str:
    """A value in the unit asked for: "8 h on medium" answers for battery_h."""
    unit = unit_of(slot)
    for name, value in item.attributes.items():
        for each in value if unit and isinstance(value, tuple) else ():
            if re.search(rf"\d ?{re.escape(unit)}\b", each):
                return f"The {item.title}: {label_of(name)} {each}."
    return ""


def described(item: Item, words: str) -> str:
    """The sentence of the shop's own description that has a word asked for, "" where none has."""
    asked = {word for word in plain_words(words) if len(word) >= TELLING and word not in SAYS_NOTHING}
    for sentence in re.split(r"(?<=[.!?])\s+", item.description):
        if asked & set(plain_words(sentence)):
            return sentence.strip()
    return ""


def _is(item: Item) -> str:
    return "are" if is_plural(item) else "is"


def _facts(item: Item) -> list[tuple[str, Value]]:
    return [(name, value) for name, value in item.attributes.items() if name != "kind" and value not in ((), "")]


def _fact(slot: str, value: Value, item: Item) -> str:
    """ "weight 480 g", "waterproof", "not dimmable", "features hood, pit zips"."""
    if isinstance(value, bool):
        return label_of(slot) if value else f"not {label_of(slot)}"
    return f"{label_of(slot)} {value_words(slot, value, item.currency)}"


def _cell(slot: str, value: Value | None, item: Item) -> str:
    return "not given" if value is None else value_words(slot, value, item.currency)


def _stock(item: Item) -> str:
    return "Out of stock." if not item.stock else f"{item.stock} in stock."


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
