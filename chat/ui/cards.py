"""The panel beside the chat as escaped HTML: ranked cards, the shop window before the first wish, or the word that nothing matches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from markupsafe import Markup

from chat.reply import Chip
from chat.ui.markup import html, joined
from chat.ui.texts import Texts
from chat.wording.facts import price_of
from retrieval.item import Item
from retrieval.query import Suggestion

PictureUrl = Callable[[Item], str]  # "" where the item has no picture
WHY = 3  # reasons on one card

PANEL = '<section class="panel" aria-label="{title}"><header class="panel-head"><h2>{title}</h2>{under}</header>{body}</section>'
UNDER = '<p class="panel-hint">{text}</p>'
WISHES = '<ul class="wishes" aria-label="{label}">{wishes}</ul>'
WISH = "<li>{text}</li>"
GRID = '<ol class="cards">{cards}</ol>'
CARD = (
    '<li class="card{focus}" data-rank="{rank}"><div class="shot">{picture}<span class="rank" aria-label="number {rank}">{rank}</span></div>'
    '<div class="about"><h3>{title}</h3><p class="facts"><span class="price">{price}</span>{rating}</p>{why}</div></li>'
)
PICTURE = '<img src="{src}" alt="{alt}" loading="lazy" decoding="async" width="480" height="480">'
NO_PICTURE = '<div class="no-picture">{text}</div>'
RATING = '<span class="rating" title="{rating:.1f} of 5{reviews}"><span class="star" aria-hidden="true">★</span>{rating:.1f}<small>{count}</small></span>'
WHY_LINE = '<p class="why"><b>{label}</b> {reasons}</p>'
TILES = '<div class="tiles">{tiles}</div>'
TILE = '<button type="button" class="tile" data-say="{say}">{picture}<span>{label}</span></button>'
WAYS = '<div class="ways">{ways}</div>'
WAY = '<button type="button" class="way" data-say="{say}">{label}</button>'


def suggestions_panel(shown: Sequence[Suggestion], focus: Collection[str], wishes: Sequence[str], picture_url: PictureUrl, texts: Texts) -> Markup:
    """The ranked list; the numbers are what "the second one" means. `focus` are the ids the last reply talks about."""
    cards = joined(card(each, each.item.id in focus, picture_url, texts) for each in shown)
    return html(PANEL, title=texts.suggestions_title, under=wishes_row(wishes, texts), body=html(GRID, cards=cards))


def none_panel(wishes: Sequence[str], ways: Sequence[Chip], texts: Texts) -> Markup:
    """Nothing is offered in its place: the wishes as understood, and the ways out that the reply names."""
    under = joined((wishes_row(wishes, texts), html(UNDER, text=texts.none_hint if ways else texts.none_at_all)))
    body = html(WAYS, ways=joined(html(WAY, say=each.say, label=each.label) for each in ways))
    return html(PANEL, title=texts.none_title, under=under, body=body)


def window_panel(tiles: Sequence[tuple[Chip, Item]], picture_url: PictureUrl, texts: Texts) -> Markup:
    """What is seen before anything is asked: one thing of each of several kinds."""
    body = joined(html(TILE, say=chip.say, label=chip.label, picture=picture(item, picture_url, texts)) for chip, item in tiles)
    return html(PANEL, title=texts.window_title, under=html(UNDER, text=texts.window_hint), body=html(TILES, tiles=body))


def card(suggestion: Suggestion, in_focus: bool, picture_url: PictureUrl, texts: Texts) -> Markup:
    item = suggestion.item
    reasons = " · ".join(each.text for each in suggestion.reasons[:WHY])
    return html(
        CARD,
        rank=suggestion.rank,
        focus=" in-focus" if in_focus else "",
        picture=picture(item, picture_url, texts),
        title=item.title,
        price=price_of(item),
        rating=rating(item),
        why=html(WHY_LINE, label=texts.why, reasons=reasons) if reasons else "",
    )


def picture(item: Item, picture_url: PictureUrl, texts: Texts) -> Markup:
    src = picture_url(item)
    return html(PICTURE, src=src, alt=item.title) if src else html(NO_PICTURE, text=texts.no_picture)


def rating(item: Item) -> Markup:
    if item.rating is None:
        return Markup("")
    return html(RATING, rating=item.rating, reviews=f", {item.reviews:,} reviews" if item.reviews else "", count=f"({item.reviews:,})" if item.reviews else "")


def wishes_row(wishes: Sequence[str], texts: Texts) -> Markup:
    return html(WISHES, label=texts.wishes, wishes=joined(html(WISH, text=each) for each in wishes)) if wishes else Markup("")
