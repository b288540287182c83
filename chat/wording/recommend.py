"""The ranked list in words, and what is said when it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from chat.acts import NEED_SLOTS, Act, Mapped, things
from chat.finding import Found, items_of
from chat.remember import merged, resolve
from chat.reply import Chip, Question
from chat.state import DialogueState
from chat.wording.facts import (
    ORDINALS,
    constraint_words,
    counted,
    enumerated,
    is_many,
    number_words,
    plural,
    price_of,
    request_words,
    thing_words,
    value_words,
    without_words,
)
from chat.wording.questions import asked
from chat.wording.worded import SPOKEN_ITEMS, Worded, listed, short
from retrieval.constraints import NEGATIVE, NUMERIC
from retrieval.query import SURE, PhotoReading, Relaxation, Suggestion
from retrieval.retriever import Retriever
from retrieval.slots import label_of

RELAXATIONS = 3  # ways out that are offered when nothing matches
REASONS = 2  # per item, by ear


def recommended(act: Act, state: DialogueState, found: Found, retriever: Retriever, question: Question | None = None) -> Worded:
    """ "I have nine waterproof hiking boots under $150; these six fit best." and the best ones with their reasons; then the question, if any."""
    shown, currency = found.suggestions, retriever.catalog.currency
    noted = [_mapped(each) for each in act.mapped]
    opening = _opening(act, state, found, currency)
    best = shown[0]
    why = listed(_reasons(best, set())[: REASONS + 1])
    first = f"My first pick is the {best.item.title} at {price_of(best.item)}" + (f": {why}." if why else ".")
    asks, answers = asked(question, currency) if question else ("", ())
    waits = _waiting(state, retriever)
    text = " ".join(each for each in (*noted, opening, first, asks, waits) if each)
    named = shown[: SPOKEN_ITEMS - 1] if question else shown[:SPOKEN_ITEMS]
    spoken = (*noted, opening, *(_spoken(each, at) for at, each in enumerate(named)), *(each for each in (asks, waits) if each))
    of = (*("" for _ in (*noted, opening)), *(each.item.id for each in named), *("" for each in (asks, waits) if each))
    chips = answers if question else _chips(state, shown)
    return Worded(text, tuple(short(each) for each in spoken), shown, (*chips, *_waiting_chips(state)), of)


def _mapped(mapped: Mapped) -> str:
    return f"I looked for {mapped.value}, the closest to {mapped.said} here."


def _waiting(state: DialogueState, retriever: Retriever) -> str:
    """What else was asked for, and how to get there."""
    if not state.waiting:
        return ""
    currency = retriever.catalog.currency
    things = [f"{request_words(each.constraints, currency)} ({number_words(retriever.count(each.constraints))})" for each in state.waiting]
    return f"Next, the {listed(things)}: say “now the {thing_words(state.waiting[0].constraints)}”."


def _waiting_chips(state: DialogueState) -> tuple[Chip, ...]:
    things = [thing_words(each.constraints) for each in state.waiting]
    return tuple(Chip(f"Now the {thing}", f"now the {thing}") for thing in things)


def none_found(act: Act, before: DialogueState, state: DialogueState, found: Found, retriever: Retriever) -> Worded:
    """Says that nothing matches, which wish empties the list, and what the nearest change would bring. Offers no substitute in silence."""
    currency = retriever.catalog.currency
    if act.critiques:
        return _none_beyond(act, before, retriever)
    if found.unknown:
        return _unknown(found)
    if not any(each.hard for each in state.constraints):
        text = "I found nothing here that fits that. Name a thing, a use or an occasion, or show me a photo."
        return Worded(text, tuple(each.strip(".") + "." for each in text.split(". ")))
    wanted = enumerated(request_words(state.constraints, currency))
    seen = " that you have not seen or turned down" if state.disliked or state.passed else ""
    first = f"I have no {wanted}{seen}."
    if act.topic == "more":
        return _nothing_more(wanted)
    ways = found.ways[:RELAXATIONS]
    if not ways:
        return _range(first, state, retriever)
    text = f"{first} {_sentence('; '.join(_way(each, currency) for each in ways))}."
    return Worded(text, (short(first), short(_sentence(_way(ways[0], currency)) + ".")), (), tuple(_way_chip(each, currency) for each in ways))


def _nothing_more(wanted: str) -> Worded:
    """All of them were shown: the list stands."""
    text = f"That is all I have of {wanted}: you have seen them all."
    return Worded(text, (short(text),), (), (Chip("Something cheaper", "something cheaper"), Chip("Start over", "start over")))


def _range(first: str, state: DialogueState, retriever: Retriever) -> Worded:
    """No single wish empties the list: says what there is of the thing wanted, and from which price."""
    need = tuple(each for each in things(state.constraints) if each.hard)
    priced = sorted(retriever.matching(need), key=lambda item: item.price if item.price is not None else float("inf")) if need else []
    if not priced or not priced[0].price:
        return Worded(first, (short(first),))
    thing = thing_words(need)
    second = f"The {thing} I have start at {price_of(priced[0])}."
    return Worded(f"{first} {second}", (short(first), short(second)), (), (Chip(f"All {thing}", f"show me all {thing}"),))


def _none_beyond(act: Act, before: DialogueState, retriever: Retriever) -> Worded:
    """Nothing is cheaper than the cheapest: says which item sets the limit. The list that is shown stands."""
    critique = act.critiques[0]
    shown = items_of(retriever, resolve(act.items, before) or ((before.focus,) if before.focus else before.shown))
    stated = [(value, item) for item in shown if isinstance(value := item.value(critique.slot), (int, float))]
    wanted = request_words(merged(before.constraints, act.constraints), retriever.catalog.currency)
    if not stated:
        text = f"The catalog does not say the {label_of(critique.slot)} of these, so I cannot compare it."
        return Worded(text, (short(text),), (), (Chip("Something else", "show me something else"),))
    value, item = (min if critique.direction < 0 else max)(stated, key=lambda each: each[0])
    word = {("price", -1): "cheaper", ("price", 1): "more expensive"}.get((critique.slot, critique.direction))
    word = word or f"with {'less' if critique.direction < 0 else 'more'} {label_of(critique.slot)}"
    text = f"I have no {wanted} {word} than the {item.title} at {value_words(critique.slot, value, item.currency)}."
    return Worded(text, (short(text),), (), (Chip("Something else", "show me something else"),))


def _unknown(found: Found) -> Worded:
    text = f"I have no {plural(found.unknown)} in this shop."
    if found.nearest:
        text += f" The nearest things I have are {listed([plural(each) for each in found.nearest])}."
    return Worded(text, tuple(short(each + ".") for each in text.rstrip(".").split(". ")), (), tuple(Chip(_sentence(each), each) for each in found.nearest))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _opening(act: Act, state: DialogueState, found: Found, currency: str) -> str:
    count = max(found.count - len(state.disliked) - len(state.passed), len(found.suggestions))
    if act.name == "undo":
        return f"Back to {request_words(state.constraints, currency)}."
    if act.topic == "surprise":
        return f"How about {request_words(state.constraints, currency)}?"
    if state.photo is not None:
        return _photo_opening(state.photo, state, found, currency)
    if not any(each.hard for each in state.constraints):
        shown = len(found.suggestions)
        return "Here is what comes closest to that." if shown == 1 else f"Here are the {counted(shown, 'things')} that come closest to that."
    hard = [each for each in state.constraints if each.hard]
    vague = state.need or len(hard) < len(state.constraints) or all(each.operator in NEGATIVE for each in hard)
    if vague and not things(hard):  # that no toys are wanted names no thing to count
        shown = len(found.suggestions)
        against = [each for each in hard if each.operator in NEGATIVE]
        wanted = counted(shown, request_words([each for each in hard if each not in against], currency, shown))
        return f"Here {'is' if shown == 1 else 'are'} {wanted} that {'comes' if shown == 1 else 'come'} closest to that{without_words(against, currency)}."
    if count == 1:
        return f"I have just one match for {enumerated(request_words(state.constraints, currency))}."
    wanted = enumerated(request_words(state.constraints, currency, count))
    if count > len(found.suggestions):
        return f"I have {counted(count, wanted)}; these {len(found.suggestions)} fit best."
    return f"I have {counted(count, wanted)}."


def _photo_opening(photo: PhotoReading, state: DialogueState, found: Found, currency: str) -> str:
    seen = {each.slot: each for each in photo.attributes}
    kind = seen.get("kind") or seen.get("category")
    thing = kind.value.lower() if kind else ""
    color = seen["color"].value if "color" in seen else ""
    looks = f"{color} {thing}".strip() if thing else f"something {color}" if color else "something I cannot name"
    wishes = [constraint_words(each, currency) for each in state.constraints if each not in things(state.constraints) or str(each.value).lower() != thing]
    sure = "looks like" if kind is None or kind.confidence >= SURE else "may show"
    bare = "kind" not in seen or is_many(thing)  # a category takes no article: "tan footwear"
    first = f"Your photo {sure} {looks if bare else f'a {looks}'}."
    if found.missing is not None:
        return f"{first} I have no {request_words((found.missing, *state.constraints), currency)}; these come closest."
    return first + (f" With your wish{'es' if len(wishes) > 1 else ''} ({listed(wishes)}) these come closest." if wishes else " These come closest.")


def _reasons(suggestion: Suggestion, said: set[str]) -> list[str]:
    """The reasons worth words: not the kind the shopper named, nor what was said already."""
    return [each.text for each in suggestion.reasons if each.slot not in NEED_SLOTS and each.slot not in said]


def _spoken(suggestion: Suggestion, at: int) -> str:
    why = _reasons(suggestion, {"price"})[:REASONS]
    return f"{ORDINALS[at]}, the {suggestion.item.title}, {price_of(suggestion.item)}" + (f": {listed(why)}." if why else ".")


def _chips(state: DialogueState, shown: Sequence[Suggestion]) -> tuple[Chip, ...]:
    """What can be said next: cheaper, another colour that exists, a comparison, more like the first."""
    chips = []
    prices = [each.item.price for each in shown if each.item.price is not None]
    if len(set(prices)) > 1:
        chips.append(Chip("Something cheaper", "something cheaper"))
    colors = [each.item.color for each in shown if each.item.color]
    other = next((color for color in dict.fromkeys(colors) if color != shown[0].item.color), "")
    if other:
        chips.append(Chip(f"In {other}", f"in {other}"))
    if len(shown) > 1:
        chips.append(Chip("Compare 1 and 2", "compare 1 and 2"))
        chips.append(Chip("More like number 1", "more like number 1"))
    return tuple(chips)


def _way(relaxation: Relaxation, currency: str) -> str:
    """ "up to $165 there are two", "without “not leather” there are three"."""
    there = f"there {'is' if relaxation.count == 1 else 'are'} {number_words(relaxation.count)}"
    if relaxation.instead is not None:
        return f"{constraint_words(relaxation.instead, currency)} {there}"
    return f"without “{constraint_words(relaxation.constraint, currency)}” {there}"


def _way_chip(relaxation: Relaxation, currency: str) -> Chip:
    constraint, instead = relaxation.constraint, relaxation.instead
    if instead is not None and instead.operator in NUMERIC and isinstance(instead.value, (int, float)):
        words = constraint_words(instead, currency)
        limit = f"{'at least' if instead.operator[0] == '>' else 'up to'} {instead.value:g}"
        return Chip(_sentence(words), f"{limit} dollars" if instead.slot == "price" else f"{label_of(instead.slot)} {limit}")
    named = constraint.value if constraint.slot == "title" and constraint.operator not in NEGATIVE else label_of(constraint.slot)
    return Chip(f"Without “{constraint_words(constraint, currency)}”", f"forget the {named}")
