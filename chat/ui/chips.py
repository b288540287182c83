"""What was understood, as chips: hard wishes and soft ones apart, what was recognised in the photo, each with a way to change it and to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chat.acts import things
from chat.finding import items_of
from chat.state import DialogueState
from chat.taps import key_of
from chat.ui.icons import icon
from chat.ui.markup import html, joined
from chat.ui.said_in import fact_in, slot_in, wish_in
from chat.ui.texts import Texts
from chat.understanding.reading import FILLER
from retrieval.constraints import NUMERIC, Constraint
from retrieval.frame_words import without_frame
from retrieval.query import PhotoReading
from retrieval.retriever import Retriever
from retrieval.words import plain_words

MOST_VALUES = 60  # offered instead of one

BOX = '<section class="understood" aria-label="{title}">{groups}</section>'
GROUP = '<div class="group {name}"><span class="group-name">{label}</span>{before}<ul>{chips}</ul></div>'
CHIP = '<li class="wish">{words}{off}{editor}</li>'
WORDS = '<button type="button" class="wish-words" data-reveal="wish-editor" aria-expanded="false" aria-label="{label}">{words}</button>'
BARE = '<span class="wish-words">{words}</span>'
OFF = '<button type="button" class="wish-off" {does} aria-label="{label}" title="{label}">{icon}</button>'
EDITOR = '<div class="wish-editor" hidden role="group" aria-label="{title}">{form}{also}</div>'
FORM = '<form {does}><label><span class="only-read">{instead}</span>{field}</label><button type="submit" class="solid">{apply}</button></form>'
NUMBER = '<input name="value" inputmode="decimal" autocomplete="off" size="7" value="{value}">'
SELECT = '<select name="value">{options}</select>'
OPTION = '<option value="{value}"{chosen}>{value}</option>'
ALSO = '<button type="button" class="plain" {does}>{label}</button>'
REMOVE = Markup('data-do="remove" data-wish="{wish}" data-words="{words}"')
CHANGE = Markup('data-do="change" data-wish="{wish}" data-words="{words}"')
FIRM = Markup('data-do="firm" data-wish="{wish}" data-words="{words}"')
SEEN = Markup('data-do="seen" data-slot="{slot}" data-value="{value}" data-words="{words}"')
SEEN_AS = Markup('data-do="seen" data-slot="{slot}" data-words="{words}"')
THUMB = '<img class="photo-thumb" src="/photos/{token}.jpg" alt="{alt}" width="56" height="56">'


@dataclass(frozen=True)
class Understanding:
    """What the chips are drawn from: the state, the token of the photo's copy ("" for none) and the catalog."""

    state: DialogueState
    photo: str
    retriever: Retriever
    texts: Texts

    @property
    def currency(self) -> str:
        return self.retriever.catalog.currency


def understood(seen: Understanding) -> Markup:
    """All groups that have something in them, nothing before the first wish."""
    state, texts = seen.state, seen.texts
    hard, soft = [each for each in state.constraints if each.hard], [each for each in state.constraints if not each.hard]
    groups = [
        group("hard", texts.must, [wish_chip(each, seen) for each in hard]),
        group("soft", texts.nice, [wish_chip(each, seen) for each in soft]),
        group("aside", texts.also, list(aside(seen))),
        photo_group(state.photo, seen) if state.photo else Markup(""),
    ]
    return html(BOX, title=texts.understood, groups=joined(groups)) if any(groups) else Markup("")


def group(name: str, label: str, chips: Sequence[Markup], before: Markup | str = "") -> Markup:
    return html(GROUP, name=name, label=label, chips=joined(chips), before=before) if chips or before else Markup("")


def wish_chip(wish: Constraint, seen: Understanding) -> Markup:
    texts, words, key = seen.texts, wish_in(wish, seen.currency, seen.texts), key_of(wish)
    off = REMOVE.format(wish=key, words=texts.said_no_longer.format(words))
    firm = FIRM.format(wish=key, words=(texts.said_nice if wish.hard else texts.said_must).format(words))
    field = field_for(wish, seen)
    form = html(FORM, does=CHANGE.format(wish=key, words=texts.said_rather), instead=texts.new_value, field=field, apply=texts.apply) if field else Markup("")
    also = html(ALSO, does=firm, label=texts.enough_nice if wish.hard else texts.make_must)
    return chip(words, off, html(EDITOR, title=texts.change.format(words), form=form, also=also), texts)


def chip(words: str, off: Markup, editor: Markup, texts: Texts) -> Markup:
    shown = html(WORDS, words=words, label=texts.change.format(words)) if editor else html(BARE, words=words)
    return html(CHIP, words=shown, off=html(OFF, does=off, label=texts.take_back.format(words), icon=icon("close")), editor=editor)


def field_for(wish: Constraint, seen: Understanding) -> Markup:
    """A number to write, or the values there are; nothing for yes and no, which is taken back instead."""
    if wish.operator in NUMERIC and isinstance(wish.value, (int, float)):
        return html(NUMBER, value=f"{wish.value:g}")
    if isinstance(wish.value, bool) or wish.slot == "title":
        return Markup("")
    narrowed = None if wish in things(seen.state.constraints) else seen.retriever.vocabulary.stated_by(things(seen.state.constraints), wish.slot)
    return select(seen.retriever.vocabulary.values(wish.slot), narrowed, str(wish.value))


def select(values: Sequence[str], narrowed: set[str] | None, now: str) -> Markup:
    among = {each.casefold() for each in narrowed} if narrowed else None
    offered = [each for each in values if among is None or each.casefold() in among or each.casefold() == now.casefold()][:MOST_VALUES]
    if len(offered) < 2:
        return Markup("")
    options = joined(html(OPTION, value=each, chosen=Markup(" selected") if each.casefold() == now.casefold() else "") for each in offered)
    return html(SELECT, options=options)


def aside(seen: Understanding) -> list[Markup]:
    """What is no constraint: words that only rank, items to be like, an order asked for."""
    state, texts = seen.state, seen.texts
    need = own_words(state)
    told = [("need", texts.words_wish.format(need))] if need else []
    told += [("like", texts.like_wish.format(each.title)) for each in items_of(seen.retriever, state.like)[-1:]]
    told += [("lean", ", ".join(state.lean))] if state.lean else []
    told += [("sort", texts.sort_wish.format(slot_in(state.sort.removeprefix("-"), texts)))] if state.sort else []
    return [chip(words, REMOVE.format(wish=name, words=texts.said_no_longer.format(words)), Markup(""), texts) for name, words in told]


def own_words(state: DialogueState) -> str:
    """The shopper's words that no other chip tells: without the frame of the sentence ("i need a gift for ..."), and without another name of the thing."""
    words = without_frame([each for each in state.need.split() if each not in FILLER])
    named = set(plain_words(" ".join(str(value) for each in state.constraints for value in (each.value if isinstance(each.value, tuple) else (each.value,)))))
    return words if set(plain_words(words)) - named else ""


def photo_group(photo: PhotoReading, seen: Understanding) -> Markup:
    """The picture, what was recognised in it as far as no wish says otherwise, and the way to forget it."""
    texts = seen.texts
    settled = {each.slot for each in seen.state.constraints if each.hard}
    chips = [seen_chip(each.slot, each.value, seen) for each in sorted(photo.attributes, key=lambda each: each.slot != "kind") if each.slot not in settled]
    off = html(OFF, does=REMOVE.format(wish="photo", words=texts.forget_photo), label=texts.forget_photo, icon=icon("close"))
    thumb = html(THUMB, token=seen.photo, alt=texts.shown_photo) if seen.photo else ""
    return group("photo", texts.in_photo, chips, html('<span class="photo-box">{thumb}{off}</span>', thumb=thumb, off=off))


def seen_chip(slot: str, value: str, seen: Understanding) -> Markup:
    texts, words = seen.texts, fact_in(value, seen.texts)
    field = select(seen.retriever.vocabulary.values(slot), None, value)
    form = html(FORM, does=SEEN_AS.format(slot=slot, words=texts.said_seen), instead=texts.new_value, field=field, apply=texts.apply) if field else Markup("")
    none = SEEN.format(slot=slot, value="", words=f"{words}: {texts.no_matter}")
    also = html(ALSO, does=none, label=texts.no_matter)
    return chip(words, none, html(EDITOR, title=texts.change.format(words), form=form, also=also), texts)
