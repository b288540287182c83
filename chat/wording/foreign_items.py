"""Sentences about shown items in another language: one picked, asked about, compared."""

from __future__ import annotations

from collections.abc import Sequence

from chat.acts import Act
from chat.languages.texts import Texts
from chat.state import DialogueState
from chat.wording.about_items import COMPARED, SPOKEN_DIFFERENCES
from chat.wording.facts import constraint_words, value_words
from chat.wording.foreign_search import Said, price
from retrieval.constraints import Constraint, holds
from retrieval.item import Item, Value
from retrieval.retriever import Retriever

TOLD = 3  # facts of a picked item that are said aloud


def picked(item: Item, act: Act, table: Texts) -> Said:
    """The item picked, the shop's own description, its facts and its stock."""
    first = table.say("picked_liked" if act.like else "picked", title=item.title, price=price(item, table))
    facts = [fact(slot, value, item, table) for slot, value in item.attributes.items() if slot != "kind" and value not in ((), "")]
    rated = table.say("rated", rating=f"{item.rating:g}") if item.rating else ""
    listed = table.say("compare_head", items=table.listed(facts)) if facts else ""
    told = table.say("compare_head", items=table.listed(facts[:TOLD])) if facts else ""
    description = f" {item.description} " if item.description and table.language == "zh" else item.description
    spoken = tuple(each for each in (first, rated, told) if each)
    return Said(table.joined([first, description, listed, rated, stock(item, table)]), spoken, tuple(item.id for _ in spoken))


def answered(items: Sequence[Item], act: Act, reasons: Sequence[str], retriever: Retriever, table: Texts) -> Said:
    """The fact asked for, of each item meant, or that the catalog does not say."""
    if act.slot == "why":
        told = table.listed([table.fact(each) for each in reasons])
        sentence = table.say("why", title=items[0].title, reasons=told) if told else table.say("why_close", title=items[0].title)
        return Said(sentence, (sentence,), (items[0].id,))
    if act.topic in ("most", "least"):
        return _extreme(items, act, table)
    test = next(iter(act.constraints), None)
    if act.topic == "which" and test is not None:
        return _which(items, test, table)
    sentences = [_tested(item, test, table) if test else _stated(item, act, retriever, table) for item in items]
    return Said(table.joined(sentences), tuple(sentences), tuple(item.id for item in items))


def compared(items: Sequence[Item], act: Act, state: DialogueState, table: Texts) -> Said:
    """What differs, fact by fact; what is the same is left out."""
    slots = [act.slot] if act.slot else [*COMPARED, *(name for item in items for name in item.attributes if name != "kind")]
    rows = []
    for slot in dict.fromkeys(slots):
        values = [item.value(slot) for item in items]
        if len({str(each) for each in values}) > 1 and any(each is not None for each in values):
            rows.append((slot, [_cell(slot, value, item, table) for value, item in zip(values, items, strict=True)]))
    names = [table.say("number", number=state.shown.index(item.id) + 1) if item.id in state.shown else item.title for item in items]
    heads = table.listed([f"{item.title} ({name})" if name != item.title else name for item, name in zip(items, names, strict=True)])
    if not rows:
        return Said.plain(table.say("same", items=heads))
    text = "\n".join((table.say("differ", items=heads), *(f"- {table.slot(slot)}: {' / '.join(cells)}" for slot, cells in rows)))
    spoken = [
        table.say("compare_head", items=table.listed([f"{name}: {item.title}, {price(item, table)}" for name, item in zip(names, items, strict=True)][:2]))
    ]
    for slot, cells in [row for row in rows if row[0] != "price"][:SPOKEN_DIFFERENCES]:
        told = table.listed([f"{cell} ({name})" for cell, name in zip(cells, names, strict=True)])
        spoken.append(table.say("compare_fact", slot=table.slot(slot), values=told))
    return Said(text, tuple(spoken))


def fact(slot: str, value: Value, item: Item, table: Texts) -> str:
    """ "重量 480 g", "wasserdicht: nein", "Merkmale hood, pit zips"."""
    words = _cell(slot, value, item, table)
    if isinstance(value, bool):
        return table.slot(slot) if value else f"{table.slot(slot)}: {words}"
    return f"{table.slot(slot)} {words}"


def stock(item: Item, table: Texts) -> str:
    if item.stock is None:
        return ""
    return table.say("in_stock", count=item.stock) if item.stock else table.say("out_of_stock")


def _which(items: Sequence[Item], test: Constraint, table: Texts) -> Said:
    """Which of the shown items meet a wish, and whether the catalog says nothing about any."""
    fitting = [item for item in items if holds(test, item)]
    wanted = table.fact(constraint_words(test, items[0].currency))
    if fitting:
        return Said.plain(table.say("which", fact=wanted, items=table.listed([item.title for item in fitting])))
    silent = all(item.value(test.slot) is None for item in items)
    return Said.plain(table.say("which_unsaid" if silent else "which_none", fact=wanted))


def _extreme(items: Sequence[Item], act: Act, table: Texts) -> Said:
    """Which of the shown items has the most or least of something."""
    stated = [(value, item) for item in items if isinstance(value := item.value(act.slot), (int, float)) and not isinstance(value, bool)]
    if not stated:
        return Said.plain(table.say("extreme_unsaid", slot=table.slot(act.slot)))
    best, item = (max if act.topic == "most" else min)(stated, key=lambda each: each[0])
    names = table.listed([each.title for value, each in stated if value == best])
    return Said.plain(table.say(act.topic, items=names, slot=table.slot(act.slot), value=value_words(act.slot, best, item.currency)))


def _tested(item: Item, test: Constraint, table: Texts) -> str:
    value = item.value(test.slot)
    if value is None:
        return table.say("unsaid", title=item.title, slot=table.fact(constraint_words(test, item.currency)))
    return table.say("yes" if holds(test, item) else "no", title=item.title, fact=fact(test.slot, value, item, table))


def _stated(item: Item, act: Act, retriever: Retriever, table: Texts) -> str:
    slot = act.slot
    if slot == "price":
        return table.say("fact", title=item.title, fact=price(item, table))
    if slot == "stock" and item.stock is not None:
        return table.say("fact", title=item.title, fact=stock(item, table).rstrip("。."))
    value = item.value(slot) if slot else None
    if value is None:
        near = retriever.evidence(item.id, act.text)
        if near and near[0].outright:
            return table.say("described", title=item.title, quote=near[0].text)
        asked = table.slot(slot) if slot else act.topic
        return table.say("unsaid", title=item.title, slot=asked) if asked else table.say("unsaid_any", title=item.title)
    if isinstance(value, bool):
        return table.say("yes" if value else "no", title=item.title, fact=fact(slot, value, item, table))
    return table.say("fact", title=item.title, fact=fact(slot, value, item, table))


def _cell(slot: str, value: Value | None, item: Item, table: Texts) -> str:
    if value is None:
        return table.say("not_given")
    if isinstance(value, bool):
        return table.say("value_yes" if value else "value_no")
    return value_words(slot, value, item.currency)
