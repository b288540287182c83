"""Answers about the shop's range in another language: how many there are, and a slot's values."""

from __future__ import annotations

from chat.acts import Act
from chat.finding import meant
from chat.languages.texts import Texts
from chat.state import DialogueState
from chat.wording.about_range import NAMED, scope, values_of
from chat.wording.facts import price_of
from chat.wording.foreign_items import fact
from chat.wording.foreign_search import Said, request
from retrieval.item import Item
from retrieval.retriever import Retriever


def counted_range(act: Act, state: DialogueState, retriever: Retriever, table: Texts) -> Said:
    """How many meet the wishes, and between which prices. Counted over the whole catalog."""
    wishes = scope(act, state)
    items = retriever.matching(wishes)
    wanted = request(wishes, retriever.catalog.currency, table)
    if not items:
        return Said.plain(table.say("none", request=wanted))
    priced = sorted((item for item in items if item.price is not None), key=lambda item: item.price or 0.0)
    if len(priced) > 1 and priced[0].price != priced[-1].price:
        return Said.plain(table.say("count_span", count=len(items), request=wanted, lowest=price_of(priced[0]), highest=price_of(priced[-1])))
    return Said.plain(table.say("count_range", count=len(items), request=wanted))


def values_of_range(act: Act, state: DialogueState, retriever: Retriever, table: Texts) -> Said:
    """What a slot's values are: of an item that was named, else of all that meets the wishes about the thing."""
    items = meant(retriever, state, act)
    if items:
        return _of_item(items[0], act.slot, table)
    wishes = tuple(each for each in scope(act, state) if each.slot != act.slot)
    values = values_of(retriever.matching(wishes) if wishes else retriever.items, act.slot)
    wanted = request(wishes, retriever.catalog.currency, table)
    if not values:
        return Said.plain(table.say("unsaid", title=wanted, slot=table.slot(act.slot)))
    some = table.listed(values[:NAMED])
    if len(values) > NAMED:
        some = table.say("and_more", values=table.sentences["comma"].join(values[:NAMED]), count=len(values) - NAMED)
    label = table.slot(act.slot)
    return Said.plain(table.say("values", slot=label, request=wanted, values=some) if wishes else table.say("values_all", slot=label, values=some))


def _of_item(item: Item, slot: str, table: Texts) -> Said:
    value = item.value(slot)
    if value is None:
        return Said.plain(table.say("unsaid", title=item.title, slot=table.slot(slot)))
    return Said.plain(table.say("fact", title=item.title, fact=fact(slot, value, item, table)))
