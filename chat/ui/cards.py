"""The panel beside the chat as escaped HTML: ranked cards, the shop window before the first wish, or the word that nothing matches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from markupsafe import Markup

from chat.acts import NEED_SLOTS
from chat.reply import Chip
from chat.taps import LESS_OF, reasons_against
from chat.ui.icons import icon
from chat.ui.key_facts import key_facts, key_slots
from chat.ui.markup import html, joined
from chat.ui.said_in import fact_in, slot_in
from chat.ui.standing_out import standing_out
from chat.ui.texts import Texts
from chat.wording.facts import price_of, value_words
from retrieval.item import Item
from retrieval.query import Suggestion
from retrieval.slots import label_of

PictureUrl = Callable[[Item], str]  # "" where the item has no picture
WHY = 3  # reasons on one card

PANEL = '<section class="panel" aria-label="{title}"><header class="panel-head"><h2>{title}</h2>{under}</header>{body}</section>'
UNDER = '<p class="panel-hint">{text}</p>'
GRID = '<ol class="cards">{cards}</ol>'
CARD = (
    '<li class="card{focus}" data-rank="{rank}" data-item="{id}"><div class="shot">{picture}<span class="rank" aria-label="{number}">{rank}</span>{badge}</div>'
    '<div class="about"><h3><button type="button" class="title" data-sheet="details" data-item="{id}">{title}</button></h3>'
    '<p class="facts"><span class="price">{price}</span>{rating}</p>{keys}{why}<div class="card-acts">{acts}</div></div>{against}</li>'
)
BADGE = '<span class="badge">{text}</span>'
PICTURE = '<img src="{src}" alt="{alt}" loading="lazy" decoding="async" width="480" height="480">'
NO_PICTURE = '<div class="no-picture">{text}</div>'
RATING = (
    '<span class="rating"><span class="star" aria-hidden="true">★</span><span aria-hidden="true">{rating:.1f}<small>{count}</small></span>'
    '<span class="only-read">{read}</span></span>'
)
KEYS = '<ul class="key-facts">{facts}</ul>'
KEY = "<li>{text}</li>"
WHY_LINE = '<p class="why"><b>{label}</b> {reasons}</p>'
ACT = '<button type="button" class="card-act" {does} title="{label}" aria-label="{label}: {title}">{icon}</button>'
LIKE = Markup('data-do="like" data-item="{id}" data-words="{words}"')
AGAINST = Markup('data-reveal="against" aria-expanded="false"')
PICK = Markup('data-pick="{id}" aria-pressed="false"')
DETAILS = Markup('data-sheet="details" data-item="{id}"')
WRONG = (
    '<div class="against" hidden role="group" aria-label="{title}"><p>{title}</p>{reasons}'
    '<button type="button" class="plain" data-reveal="against">{cancel}</button></div>'
)
REASON = '<button type="button" class="reason" data-do="reject" data-item="{id}" data-because="{slot}" data-words="{words}">{label}</button>'
TILES = '<div class="tiles">{tiles}</div>'
TILE = '<button type="button" class="tile" data-say="{say}">{picture}<span>{label}</span></button>'
WAYS = '<div class="ways">{ways}</div>'
WAY = '<button type="button" class="way" data-say="{say}">{label}</button>'


def suggestions_panel(
    shown: Sequence[Suggestion], focus: Collection[str], under: Markup, picture_url: PictureUrl, texts: Texts, wished: Collection[str] = ()
) -> Markup:
    """The ranked list; the numbers are what "the second one" means. `focus` are the ids the last reply talks about, `under` stands below the title."""
    slots = key_slots([each.item for each in shown], wished)
    ahead = standing_out([each.item for each in shown], texts)
    cards = joined(card(each, each.item.id in focus, slots, picture_url, texts, ahead.get(each.item.id, "")) for each in shown)
    return html(PANEL, title=texts.suggestions_title, under=under, body=html(GRID, cards=cards))


def none_panel(under: Markup, ways: Sequence[Chip], texts: Texts) -> Markup:
    """Nothing is offered in its place: the wishes as understood, and the ways out that the reply names."""
    under = joined((under, html(UNDER, text=texts.none_hint if ways else texts.none_at_all)))
    body = html(WAYS, ways=joined(html(WAY, say=each.say, label=each.label) for each in ways))
    return html(PANEL, title=texts.none_title, under=under, body=body)


def window_panel(tiles: Sequence[tuple[Chip, Item]], picture_url: PictureUrl, texts: Texts) -> Markup:
    """What is seen before anything is asked: one thing of each of several kinds."""
    body = joined(html(TILE, say=chip.say, label=chip.label, picture=picture(item, picture_url, texts)) for chip, item in tiles)
    return html(PANEL, title=texts.window_title, under=html(UNDER, text=texts.window_hint), body=html(TILES, tiles=body))


def card(suggestion: Suggestion, in_focus: bool, slots: Sequence[str], picture_url: PictureUrl, texts: Texts, ahead: str = "") -> Markup:
    """`ahead` is what the item alone is best at among those shown, "" for nothing."""
    item = suggestion.item
    facts = key_facts(item, slots, texts)
    return html(
        CARD,
        id=item.id,
        rank=suggestion.rank,
        number=texts.number.format(suggestion.rank),
        focus=" in-focus" if in_focus else "",
        picture=picture(item, picture_url, texts),
        badge=html(BADGE, text=ahead) if ahead else "",
        title=item.title,
        price=price_of(item),
        rating=rating(item, texts),
        keys=html(KEYS, facts=joined(html(KEY, text=words) for _, words in facts)) if facts else "",
        why=why_line(suggestion, [words for _, words in facts], texts),
        acts=acts(item, texts),
        against=against(item, texts),
    )


def why_line(suggestion: Suggestion, told: Sequence[str], texts: Texts) -> Markup:
    """What was wished and holds, and facts; what the card shows already is not said again where there is more to say."""
    words = [each.text for each in sorted(suggestion.reasons, key=lambda each: each.slot in NEED_SLOTS)]  # that boots are boots comes last
    fresh = [each for each in words if each not in told] or words
    return html(WHY_LINE, label=texts.why, reasons=" · ".join(fact_in(each, texts) for each in fresh[:WHY])) if fresh else Markup("")


def acts(item: Item, texts: Texts) -> Markup:
    buttons = (
        (texts.more_like, "like", LIKE.format(id=item.id, words=texts.said_like.format(item.title))),
        (texts.not_for_me, "not", AGAINST),
        (texts.compare, "compare", PICK.format(id=item.id)),
        (texts.details, "details", DETAILS.format(id=item.id)),
    )
    return joined(html(ACT, does=does, label=label, title=item.title, icon=icon(name)) for label, name, does in buttons)


def against(item: Item, texts: Texts) -> Markup:
    """The reasons for which this item can be turned down, each of which the search learns from."""
    told = [("", texts.just_not), *((slot, complaint(slot, item, texts)) for slot in reasons_against(item))]
    reasons = joined(
        html(REASON, id=item.id, slot=slot, label=label, words=texts.said_not_for.format(item.title, label) if slot else texts.said_not.format(item.title))
        for slot, label in told
    )
    return html(WRONG, title=texts.why_not, reasons=reasons, cancel=texts.cancel)


def complaint(slot: str, item: Item, texts: Texts) -> str:
    label = label_of(slot)
    if label in LESS_OF:
        return {"price": texts.too_expensive, "weight": texts.too_heavy}.get(label, texts.too_much.format(slot_in(slot, texts)))
    value = item.value(slot)
    return texts.wrong_value.format(slot_in(slot, texts), value_words(slot, value) if value is not None else "")


def picture(item: Item, picture_url: PictureUrl, texts: Texts) -> Markup:
    src = picture_url(item)
    return html(PICTURE, src=src, alt=item.title) if src else html(NO_PICTURE, text=texts.no_picture)


def rating(item: Item, texts: Texts) -> Markup:
    if item.rating is None:
        return Markup("")
    read = texts.stars.format(f"{item.rating:.1f}") + (f", {texts.reviews.format(f'{item.reviews:,}')}" if item.reviews else "")
    return html(RATING, rating=item.rating, count=f"({item.reviews:,})" if item.reviews else "", read=read)
