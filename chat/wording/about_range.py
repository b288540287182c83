"""Answers about the shop's range: how many there are, and what there is of a slot's values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chat.acts import NEED_SLOTS, Act
from chat.finding import meant
from chat.remember import merged
from chat.reply import Chip
from chat.state import DialogueState
from chat.wording.facts import number_words, plural, price_of, request_words, value_words
from chat.wording.worded import Worded, listed, short
from retrieval.constraints import NEGATIVE, Constraint
from retrieval.item import Item
from retrieval.retriever import Retriever
from retrieval.slots import label_of

NAMED = 8  # values read out or written; the rest are counted


def counted_range(act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """ "I have five tents under $30, from $19 to $29." Counted over the whole catalog, never over the list that is shown."""
    wishes = scope(act, state)
    currency = retriever.catalog.currency
    items = retriever.matching(wishes)
    wanted = request_words(wishes, currency, len(items))
    if not items:
        text = f"I have no {request_words(wishes, currency)}."
        return Worded(text, (short(text),))
    priced = sorted((item for item in items if item.price is not None), key=lambda item: item.price or 0.0)
    text = f"I have {number_words(len(items))} {wanted}"
    if len(priced) > 1 and priced[0].price != priced[-1].price:
        text += f", from {price_of(priced[0])} to {price_of(priced[-1])}"
    elif len(priced) == 1 == len(items):
        text += f": the {priced[0].title} at {price_of(priced[0])}"
    return Worded(f"{text}.", (short(f"{text}."),), (), (Chip("Show them", f"show me {request_words(wishes, currency)}"),))


def values_of_range(act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """What a slot's values are: of an item that was named, else of all that meets the wishes about the thing."""
    items = meant(retriever, state, act)
    if items:
        return _of_item(items[0], act.slot, retriever)
    wishes = tuple(
        each for each in scope(act, state) if each.slot != act.slot and (act.slot != "kind" or each.slot != "category" or each.operator not in NEGATIVE)
    )
    found = retriever.matching(wishes) if wishes else list(retriever.items)
    values = values_of(found, act.slot)
    label = plural(label_of(act.slot)) if act.slot != "category" else "departments"
    about = request_words(wishes, retriever.catalog.currency) if wishes else "things here"
    if not values:
        text = f"The catalog does not say the {label_of(act.slot)} of {about}."
        return Worded(text, (short(text),))
    if act.slot in ("kind", "category"):
        words = [plural(each) if act.slot == "kind" else each for each in values]
        text = f"I have {_some(words)}."
    else:
        text = (
            (f"The {about} come in {len(values)} {label if len(values) > 1 else label_of(act.slot)}: {_some(values)}.")
            if wishes
            else f"I have {_some(values)}."
        )
    chips = tuple(Chip(each[:1].upper() + each[1:], f"in {each}" if act.slot in ("color", "material") else each) for each in values[:4])
    return Worded(text, (short(text),), (), chips)


def scope(act: Act, state: DialogueState) -> tuple[Constraint, ...]:
    """The wishes a question about the range is about: those it names, over the thing that is being talked about."""
    named = any(each.slot in NEED_SLOTS for each in act.constraints)
    kept = () if named else tuple(each for each in state.constraints if each.hard)
    return merged(kept, tuple(each for each in act.constraints))


def _of_item(item: Item, slot: str, retriever: Retriever) -> Worded:
    """One item's own value, and what else there is of its kind."""
    own = item.value(slot)
    ways = values_of(retriever.vocabulary.colorways(item), slot)
    kind = item.value("kind") or item.category
    others = values_of([each for each in retriever.items if (each.value("kind") or each.category) == kind and each.id != item.id], slot)
    if own is None:
        text = f"The catalog does not say the {label_of(slot)} of the {item.title}."
    else:
        said = listed(ways[:NAMED]) if slot == "color" and len(ways) > 1 else value_words(slot, own, item.currency)
        text = f"The {item.title} comes in {said}." if slot in ("color", "material") else f"The {item.title}: {label_of(slot)} {said}."
        more = [each for each in others if each != own and each not in ways]
        text += f" Other {plural(str(kind).lower())} come in {_some(more)}." if more and not isinstance(own, (bool, float, int)) else ""
    return Worded(text, tuple(short(each + ".") for each in text.rstrip(".").split(". ")))


def values_of(items: Sequence[Item], slot: str) -> list[str]:
    """The values, the most frequent first."""
    counts: Counter[str] = Counter()
    for item in items:
        value = item.value(slot)
        if value is not None:
            counts.update([str(each) for each in value] if isinstance(value, tuple) else [value_words(slot, value, item.currency)])
    return [value for value, _ in counts.most_common()]


def _some(values: Sequence[str]) -> str:
    named = list(values[:NAMED])
    return listed(named) if len(values) <= NAMED else f"{', '.join(named)} and {len(values) - NAMED} more"
