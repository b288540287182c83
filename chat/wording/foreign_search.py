"""The ranked list, and what is said when it is empty, in another language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.acts import NEED_SLOTS, Act, things
from chat.finding import Found, items_of
from chat.languages.texts import Texts
from chat.remember import merged
from chat.reply import Question
from chat.state import DialogueState
from chat.wording.facts import constraint_words, price_of, value_words
from chat.wording.questions import price_bands
from chat.wording.worded import SPOKEN_ITEMS
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.query import PhotoReading, Relaxation, Suggestion
from retrieval.retriever import Retriever

RELAXATIONS = 3  # ways out that are offered
REASONS = 2  # an item, by ear
ASKED = ("price", "audience", "color", "material", "brand", "size", "kind", "category", "occasion", "season")  # slots with a question of their own


@dataclass(frozen=True)
class Said:
    """Text for the eye, sentences for the ear, and the item each of these is about ("" for none)."""

    text: str
    spoken: tuple[str, ...]
    of: tuple[str, ...] = ()

    @staticmethod
    def plain(*sentences: str, text: str = "") -> Said:
        return Said(text or "".join(sentences), tuple(sentences))


def recommended(act: Act, state: DialogueState, found: Found, retriever: Retriever, question: Question | None, table: Texts) -> Said:
    """The opening, the first pick with its reasons, the question and what waits."""
    currency, shown = retriever.catalog.currency, found.suggestions
    opening = [*(table.say("mapped", value=each.value, said=each.said) for each in act.mapped), _opening(act, state, found, currency, table)]
    best, why = shown[0].item, _reasons(shown[0], table)[: REASONS + 1]
    pick = table.say("pick_why" if why else "pick", title=best.title, price=price(best, table), **({"reasons": table.listed(why)} if why else {}))
    closing = [asked(question, currency, table)] if question else []
    if state.waiting:
        closing.append(table.say("waiting", things=table.listed([request(each.constraints, currency, table) for each in state.waiting])))
    named = shown[: SPOKEN_ITEMS - 1] if question else shown[:SPOKEN_ITEMS]
    spoken = (*opening, *(_spoken(each, at, table) for at, each in enumerate(named, start=1)), *closing)
    of = (*("" for _ in opening), *(each.item.id for each in named), *("" for _ in closing))
    return Said(table.joined([*opening, pick, *closing]), spoken, of)


def request(constraints: Sequence[Constraint], currency: str, table: Texts) -> str:
    """The wishes side by side, the thing first: "hiking boots, waterproof, bis $150". Soft wishes are left out."""
    hard = [each for each in constraints if each.hard]
    named = things(hard)
    rest = sorted((each for each in hard if each not in named), key=lambda each: each.slot == "price")
    return table.sentences["comma"].join(wish(each, currency, table) for each in (*named, *rest)) or table.sentences["things"]


def wish(constraint: Constraint, currency: str, table: Texts) -> str:
    return table.fact(constraint_words(constraint, currency))


def asked(question: Question, currency: str, table: Texts) -> str:
    """The clarifying question with the answers that exist."""
    if question.options == ("yes", "no"):
        return table.say("ask_whether", slot=table.slot(question.slot))
    if question.slot == "price":
        options = [table.chip(label) for label, _ in price_bands(question.options, currency)]
    else:
        options = [table.fact(f"for {each}") if question.slot == "audience" else each for each in question.options]
    if question.slot in ASKED:
        return table.say(f"ask_{question.slot}", options=table.listed(options, "or"))
    return table.say("ask_other", slot=table.slot(question.slot), options=table.listed(options, "or"))


def none_found(act: Act, before: DialogueState, state: DialogueState, found: Found, retriever: Retriever, table: Texts) -> Said:
    """That nothing matches, and what the nearest change would bring."""
    currency = retriever.catalog.currency
    if act.critiques:
        return Said.plain(_beyond(act, before, retriever, table))
    if found.unknown:
        nearest = [table.say("nearest", things=table.listed(found.nearest))] if found.nearest else []
        return _lines([table.say("unknown", thing=found.unknown), *nearest], table)
    if not state.constraints:
        return Said.plain(table.say("nothing_vague"))
    wanted = request(state.constraints, currency, table)
    if act.topic == "more":
        return Said.plain(table.say("all_seen", request=wanted))
    first = table.say("none_new" if state.disliked or state.passed else "none", request=wanted)
    ways = [_way(each, currency, table) for each in found.ways[:RELAXATIONS]]
    if ways:
        return Said(table.joined([first, _sentence(table.listed(ways, "or"), table)]), (first, _sentence(ways[0], table)))
    return _lines([first, *_range(state, retriever, table)], table)


def price(item: Item, table: Texts) -> str:
    """The item's price as written, or that it has none."""
    words = price_of(item)
    return table.say("price_on_request") if words == "price on request" else words


def _lines(sentences: Sequence[str], table: Texts) -> Said:
    return Said(table.joined(sentences), tuple(sentences))


def _range(state: DialogueState, retriever: Retriever, table: Texts) -> list[str]:
    """From which price the thing wanted can be had at all."""
    need = tuple(each for each in things(state.constraints) if each.hard)
    priced = [item for item in retriever.matching(need) if item.price is not None] if need else []
    if not priced:
        return []
    least = min(priced, key=lambda item: item.price or 0.0)
    return [table.say("range", thing=request(need, retriever.catalog.currency, table), price=price_of(least))]


def _beyond(act: Act, before: DialogueState, retriever: Retriever, table: Texts) -> str:
    """Nothing is cheaper than the cheapest: names the item that sets the limit."""
    critique = act.critiques[0]
    shown = items_of(retriever, (before.focus,) if before.focus else before.shown)
    stated = [(value, item) for item in shown if isinstance(value := item.value(critique.slot), (int, float))]
    wanted = request(merged(before.constraints, act.constraints), retriever.catalog.currency, table)
    if not stated:
        return table.say("none", request=wanted)
    value, item = (min if critique.direction < 0 else max)(stated, key=lambda each: each[0])
    values = {"request": wanted, "title": item.title, "value": value_words(critique.slot, value, item.currency)}
    if critique.slot == "price":
        return table.say("beyond_cheaper" if critique.direction < 0 else "beyond_dearer", **values)
    return table.say("beyond_less" if critique.direction < 0 else "beyond_more", slot=table.slot(critique.slot), **values)


def _opening(act: Act, state: DialogueState, found: Found, currency: str, table: Texts) -> str:
    shown, wanted = len(found.suggestions), request(state.constraints, currency, table)
    count = max(found.count - len(state.disliked) - len(state.passed), shown)
    if act.name == "undo":
        return table.say("back_to", request=wanted)
    if state.photo is not None:
        return _photo(state.photo, state, found, currency, table)
    if not any(each.hard for each in state.constraints):
        return table.say("closest_one") if shown == 1 else table.say("closest", shown=shown)
    if state.need and not any(each.hard and each.slot in NEED_SLOTS for each in state.constraints):
        return table.say("closest_with", shown=shown, request=wanted)
    if count == 1:
        return table.say("found_one", request=wanted)
    return table.say("found_some", count=count, shown=shown, request=wanted) if count > shown else table.say("found_all", count=count, request=wanted)


def _photo(photo: PhotoReading, state: DialogueState, found: Found, currency: str, table: Texts) -> str:
    seen = {each.slot: each.value for each in photo.attributes}
    looks = " ".join(each for each in (seen.get("color", ""), (seen.get("kind") or seen.get("category", "")).lower()) if each)
    if not looks:
        return table.say("photo_unknown")
    wishes = [wish(each, currency, table) for each in state.constraints]
    if found.missing is not None:
        return table.say("photo_missing", looks=looks, wish=table.listed(wishes))
    return table.say("photo_wish", looks=looks, wish=table.listed(wishes)) if wishes else table.say("photo", looks=looks)


def _reasons(suggestion: Suggestion, table: Texts, without: str = "") -> list[str]:
    return [table.fact(each.text) for each in suggestion.reasons if each.slot not in (*NEED_SLOTS, without)]


def _spoken(suggestion: Suggestion, at: int, table: Texts) -> str:
    why = _reasons(suggestion, table, "price")[:REASONS]
    values = {"ordinal": table.say(f"ordinal_{at}"), "title": suggestion.item.title, "price": price(suggestion.item, table)}
    return table.say("spoken_why", reasons=table.listed(why), **values) if why else table.say("spoken", **values)


def _way(relaxation: Relaxation, currency: str, table: Texts) -> str:
    if relaxation.instead is not None:
        return table.say("way_to", limit=wish(relaxation.instead, currency, table), count=relaxation.count)
    return table.say("way_without", wish=wish(relaxation.constraint, currency, table), count=relaxation.count)


def _sentence(words: str, table: Texts) -> str:
    return words[:1].upper() + words[1:] + ("。" if table.language == "zh" else ".")
