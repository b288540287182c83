"""What opens over the page: one item with all its facts, several side by side, the map, the help, and how it works; all of it escaped HTML."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from markupsafe import Markup

from chat.comparison import Row, side_by_side
from chat.ui.cards import PictureUrl, against, picture, rating
from chat.ui.key_facts import usable
from chat.ui.markup import html, joined
from chat.ui.said_in import fact_in, slot_in
from chat.ui.texts import Texts
from chat.wording.facts import price_of, value_words
from retrieval.complements import TOGETHER
from retrieval.item import Item, Value
from retrieval.query import Suggestion
from retrieval.retriever import Retriever

BESIDE = 4  # similar things, and things that go with it
SHEET = '<article class="sheet-body {name}"><h2 id="sheet-title">{title}</h2>{body}</article>'
DETAILS = (
    '<div class="detail"><div class="shot">{picture}</div><div class="detail-words"><p class="by">{brand}</p>'
    '<p class="facts"><span class="price">{price}</span>{rating}</p>{stock}<p class="description">{description}</p>{why}{ways}'
    '<div class="detail-acts">{acts}</div>{against}</div></div>{facts}{beside}'
)
WHY = '<p class="why"><b>{label}</b> {reasons}</p>'
STOCK = '<p class="stock{out}">{words}</p>'
FACTS = '<section class="fact-table"><h3>{title}</h3><dl>{facts}</dl></section>'
FACT = "<div><dt>{slot}</dt><dd>{value}</dd></div>"
SHELF = '<section class="shelf"><h3>{title}</h3><ul>{items}</ul></section>'
SMALL = (
    '<li><button type="button" class="small" data-sheet="details" data-item="{id}">{picture}<span class="small-title">{title}</span>'
    '<span class="small-price">{price}</span></button></li>'
)
ACT = '<button type="button" class="{look}" {does}>{label}</button>'
LINK = '<a class="plain" href="{url}" target="_blank" rel="noopener noreferrer nofollow">{label}</a>'
LIKE = Markup('data-do="like" data-item="{id}" data-words="{words}"')
PICK = Markup('data-pick="{id}" aria-pressed="false"')
SAY = Markup('data-say="{say}"')
TABLE = (
    '<div class="compare-scroll" tabindex="0" role="region" aria-label="{title}">'
    '<table class="compare"><thead><tr><td></td>{heads}</tr></thead>{bodies}</table></div>'
    '<div class="detail-acts">{acts}</div>'
)
HEAD = (
    '<th scope="col"><button type="button" class="small" data-sheet="details" data-item="{id}">{picture}<span class="small-title">{title}</span></button>'
    '<button type="button" class="plain" data-do="like" data-item="{id}" data-words="{words}">{like}</button></th>'
)
BODY = '<tbody><tr class="part"><th scope="rowgroup" colspan="{columns}">{title}</th></tr>{rows}</tbody>'
ROW = '<tr><th scope="row">{slot}</th>{cells}</tr>'
CELL = "<td>{value}</td>"
BEST = '<td class="best">{value} <span class="best-mark">{best}</span></td>'


def details(item: Item, suggestion: Suggestion | None, retriever: Retriever, picture_url: PictureUrl, texts: Texts) -> Markup:
    """Everything the shop says of an item, why it is shown where it is on the list, and what is like it or goes with it."""
    facts = joined(html(FACT, slot=slot_in(slot, texts), value=cell(slot, value, item, texts)) for slot, value in facts_of(item))
    colors = [each for each in retriever.vocabulary.colorways(item) if each.id != item.id]
    shelves = joined(
        (
            shelf(texts.colorways, colors[:BESIDE], picture_url, texts),
            shelf(texts.similar, [each.item for each in retriever.similar(item.id, BESIDE)], picture_url, texts),
            shelf(texts.goes_with, [each.item for each in retriever.complements(item.id, BESIDE)], picture_url, texts),
        )
    )
    body = html(
        DETAILS,
        picture=picture(item, picture_url, texts),
        brand=item.brand,
        price=price_of(item),
        rating=rating(item, texts),
        stock=stock(item, texts),
        description=item.description,
        why=html(WHY, label=texts.why, reasons=" · ".join(fact_in(each.text, texts) for each in suggestion.reasons))
        if suggestion and suggestion.reasons
        else "",
        ways=shop_link(item, texts),
        acts=item_acts(item, suggestion, texts),
        against=against(item, texts) if suggestion else "",
        facts=html(FACTS, title=texts.facts_title, facts=facts) if facts else "",
        beside=shelves,
    )
    return html(SHEET, name="details", title=item.title, body=body)


def item_acts(item: Item, suggestion: Suggestion | None, texts: Texts) -> Markup:
    buttons = [html(ACT, look="solid", does=LIKE.format(id=item.id, words=texts.said_like.format(item.title)), label=texts.more_like)]
    if suggestion:
        buttons.append(html(ACT, look="plain", does=SAY.format(say=f"number {suggestion.rank}"), label=texts.tell_me))
        buttons.append(html(ACT, look="plain", does=Markup('data-reveal="against" aria-expanded="false"'), label=texts.not_for_me))
    return joined([*buttons, html(ACT, look="plain", does=PICK.format(id=item.id), label=texts.add_compare)])


def shop_link(item: Item, texts: Texts) -> Markup:
    """The shop's own page, where the catalog has a web address for it and nothing else."""
    safe = urlsplit(item.url).scheme in ("http", "https") if item.url else False
    return html(LINK, url=item.url, label=texts.at_the_shop) if safe else Markup("")


def stock(item: Item, texts: Texts) -> Markup:
    if item.stock is None:
        return Markup("")
    return html(STOCK, out="" if item.stock else " out", words=texts.in_stock.format(item.stock) if item.stock else texts.sold_out)


def facts_of(item: Item) -> list[tuple[str, Value]]:
    fields = [(slot, item.value(slot)) for slot in ("color", "material", "size", "audience")]
    return [(slot, value) for slot, value in (*fields, *item.attributes.items()) if value is not None and usable(value) and not linking(slot)]


def linking(slot: str) -> bool:
    """Whether a column only names other products."""
    return slot in TOGETHER


def shelf(title: str, items: Sequence[Item], picture_url: PictureUrl, texts: Texts) -> Markup:
    if not items:
        return Markup("")
    small = joined(html(SMALL, id=each.id, picture=picture(each, picture_url, texts), title=each.title, price=price_of(each)) for each in items)
    return html(SHELF, title=title, items=small)


def compared(items: Sequence[Item], numbers: Sequence[int], picture_url: PictureUrl, texts: Texts) -> Markup:
    """The items in columns; `numbers` are their places on the list, from 1, where all of them are on it."""
    rows = [each for each in side_by_side(items) if not linking(each.slot)]
    heads = joined(
        html(HEAD, id=each.id, picture=picture(each, picture_url, texts), title=each.title, like=texts.more_like, words=texts.said_like.format(each.title))
        for each in items
    )
    parts = ((texts.compare_differ, [each for each in rows if each.differs]), (texts.compare_same, [each for each in rows if not each.differs]))
    bodies = joined(html(BODY, columns=len(items) + 1, title=title, rows=joined(row(each, items, texts) for each in those)) for title, those in parts if those)
    tell = html(ACT, look="solid", does=SAY.format(say=f"compare {' and '.join(map(str, numbers))}"), label=texts.compare_tell) if numbers else Markup("")
    return html(SHEET, name="comparing", title=texts.compare_title, body=html(TABLE, title=texts.compare_title, heads=heads, bodies=bodies, acts=tell))


def row(told: Row, items: Sequence[Item], texts: Texts) -> Markup:
    cells = joined(
        html(BEST if at in told.best else CELL, value=cell(told.slot, value, items[at], texts), best=texts.best) for at, value in enumerate(told.values)
    )
    return html(ROW, slot=slot_in(told.slot, texts), cells=cells)


def cell(slot: str, value: Value | None, item: Item, texts: Texts) -> str:
    return fact_in(value_words(slot, value, item.currency), texts) if value is not None and usable(value) else texts.not_given
