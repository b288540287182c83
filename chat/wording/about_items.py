"""Sentences about items that are shown: one picked, several compared."""

from __future__ import annotations

from collections.abc import Sequence

from chat.acts import Act
from chat.finding import suggestion_of
from chat.reply import Chip
from chat.state import DialogueState
from chat.wording.facts import fact_words, price_of, stock_words, upper, value_words
from chat.wording.worded import SPOKEN_WORDS, Worded, listed, short
from retrieval.item import Item, Value
from retrieval.retriever import Retriever
from retrieval.slots import label_of

COMPARED = ("price", "rating", "color", "material", "size", "audience")
SPOKEN_DIFFERENCES = 2


def picked(items: Sequence[Item], act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """The item picked, with its facts."""
    if act.like and len(items) > 1:
        return _several(items, state, retriever)
    item = items[0]
    suggestion = suggestion_of(retriever, state, item.id)
    made = " ".join(each for each in (item.color, item.material) if each)
    by = f" by {item.brand}" if item.brand else ""
    text = f"{'Good choice: the' if act.like else 'The'} {item.title}{by}, {price_of(item)}{f', in {made}' if made else ''}. {item.description}".strip()
    facts = [fact_words(slot, value, item) for slot, value in _facts(item)]
    if facts:
        text += f" {upper(listed(facts))}."
    text += f" {stock_words(item)}" if item.stock is not None else ""
    rating = f", rated {item.rating:g} out of 5" if item.rating else ""
    spoken = (short(f"The {item.title}{by}, {price_of(item)}{rating}."), short(f"{upper(listed(facts[:3]))}.") if facts else "")
    chips = (Chip("More like this", f"more like number {suggestion.rank}"), Chip("Something cheaper", "something cheaper"), Chip("Back to the list", "go back"))
    return Worded(text, tuple(each for each in spoken if each), (suggestion,), chips[:2])


def _several(items: Sequence[Item], state: DialogueState, retriever: Retriever) -> Worded:
    """ "Both please": every item that is taken, with its price."""
    told = [f"the {each.title} at {price_of(each)}" for each in items]
    spoken = (f"Good choice: {short(told[0])}", *(short(f"{upper(each)}.") for each in told[1:]))
    taken = tuple(suggestion_of(retriever, state, each.id) for each in items)
    return Worded(f"Good choice: {listed(told)}.", spoken, taken, (), tuple(each.id for each in items))


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
    text = f"{upper(heads)} differ in:\n" + "\n".join(lines) if lines else f"{upper(heads)} do not differ in anything the catalog says."
    called = [f"{name}, the {item.title}" if all(numbers) else name for name, item in zip(names[:2], items, strict=False)]
    spoken = [short(f"{upper(listed([f'{name}, {price_of(item)}' for name, item in zip(called, items, strict=False)]))}.")]
    aloud = [_aloud(slot, values, names, items) for slot, values in rows if slot != "price"]
    spoken += [each for each in aloud if len(each.split()) <= SPOKEN_WORDS][:SPOKEN_DIFFERENCES]  # cut short, a value would stand beside the wrong thing
    if not lines:
        spoken = [short(text)]
    return Worded(text, tuple(spoken), tuple(suggestion_of(retriever, state, each.id) for each in items))


def _aloud(slot: str, values: Sequence[Value | None], names: Sequence[str], items: Sequence[Item]) -> str:
    """ "Color: blue for number 1 and white for number 2."."""
    said = [f"{_cell(slot, value, item)} for {name}" for name, value, item in zip(names, values, items, strict=False)]
    return f"{upper(label_of(slot))}: {listed(said)}."


def _facts(item: Item) -> list[tuple[str, Value]]:
    return [(name, value) for name, value in item.attributes.items() if name != "kind" and value not in ((), "")]


def _cell(slot: str, value: Value | None, item: Item) -> str:
    return "not given" if value is None else value_words(slot, value, item.currency)
