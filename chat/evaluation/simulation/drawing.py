"""Goals drawn from a catalog: an item is picked, what is true of it becomes wishes, and the item is forgotten.

The mix is fixed, so that few goals already hold every sort: see VOICES, `_sort_of`. Half of the goals name a whole category
instead of a kind: a shop shows six items, and where a kind has no more than that, naming it would be enough to be served.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from chat.evaluation.simulation.goals import Goal, Predicate, Reveal, Voice
from chat.evaluation.simulation.rounding import round_down, round_up
from chat.evaluation.simulation.satisfied import meets, valid_items
from chat.evaluation.simulation.slips import can_slip
from core.errors import BadInput
from retrieval.item import Item, Value
from retrieval.retriever import Retriever
from retrieval.slots import Slot, label_of

MOST_VALID = 8  # items that may meet a drawn goal
WISHES = (2, 3, 4)  # besides the thing wanted
REVEALS: tuple[Reveal, ...] = ("volunteer", "volunteer", "on_ask", "hidden", "volunteer")  # of the wishes, from a random start
VOICES: tuple[Voice, ...] = ("plain", "changes mind", "plain", "misspeaks", "plain", "switches language", "plain")
NONE_VALID_EVERY = 6  # one goal in so many cannot be met
TRIES = 400
UNSAID = {"id", "title", "description", "kind", "category", "reviews", "stock", "size", "sizes", "currency", "url", "image"}  # nobody words a wish so
DANGLING = {"from", "for", "of", "in", "to"}  # a label that ends so ("age from") makes no English sentence
SMALLER = {"price", "weight"}  # labels that are limited from above; others from below
SAYABLE = re.compile(r"(?!no |not |without )[^\W\d_](?:[^\W\d_]|['\u2019 -]){1,24}")  # a value short and plain enough to be spoken
ASSEMBLED = ("required", "needed")  # yes or no slots whose "no" is a wish


@dataclass(frozen=True)
class _Sort:
    """What the goal at this place in the list is to be."""

    broad: bool
    voice: Voice
    none_valid: bool


def draw_goals(retriever: Retriever, count: int, seed: int) -> list[Goal]:
    """So many goals, no two alike, the same for the same seed. Raises BadInput for a catalog too poor to draw them from."""
    goals: list[Goal] = []
    drawn: set[frozenset[str]] = set()
    for place in range(count):
        goals.append(_draw(retriever, place, Random(f"{seed}/goal/{place}"), drawn))
        drawn.add(_wanted(goals[-1]))
    return goals


def _wanted(goal: Goal) -> frozenset[str]:
    return frozenset(str(each) for each in goal.predicates)


def _sort_of(place: int) -> _Sort:
    none_valid = place % NONE_VALID_EVERY == NONE_VALID_EVERY - 1
    return _Sort(broad=place % 2 == 1, voice="plain" if none_valid else VOICES[place % len(VOICES)], none_valid=none_valid)


def _draw(retriever: Retriever, place: int, random: Random, drawn: Collection[frozenset[str]]) -> Goal:
    sort = _sort_of(place)
    for _ in range(TRIES):
        target = random.choice(retriever.items)
        thing = _thing(target, sort.broad, random)
        if thing is None:
            continue
        among = valid_items([thing], retriever.items)
        wishes = _wishes(target, retriever.vocabulary.slots(), sort, random)
        wishes = [each for each in wishes if not all(meets(each, item) for item in among)]  # what all of them have is no wish
        if any(_stated_otherwise(each.slot, among) for each in wishes):
            continue
        goal = Goal(f"drawn-{place + 1}", (thing, *wishes), voice=sort.voice)
        found = _impossible(goal, retriever.items, random) if sort.none_valid else _fitting(goal, retriever.items, random)
        if found is not None and _wanted(found) not in drawn:
            return found
    raise BadInput(
        f"no goals can be drawn from the catalog {retriever.catalog.name}: its items state too little for so many; ask for fewer or give your own with --tasks"
    )


def _thing(target: Item, broad: bool, random: Random) -> Predicate | None:
    """The target's kind, or its category where the goal is broad or the shop gives no kinds."""
    kind = target.value("kind")
    if isinstance(kind, str) and not broad:
        return Predicate("kind", "==", kind)
    return Predicate("category", "==", target.category) if target.category else None


def _wishes(target: Item, slots: Sequence[Slot], sort: _Sort, random: Random) -> list[Predicate]:
    """Things true of the target, in random order, the price often among them; each with its reveal."""
    found = [each for slot in slots for each in _true_of(target, slot, random)]
    random.shuffle(found)
    words_first = sort.voice == "changes mind" or sort.voice == "misspeaks"
    found.sort(key=lambda each: (each.slot == "price") != (sort.voice == "switches language") if not words_first else not isinstance(each.value, str))
    if sort.voice == "plain" and random.random() < 0.5:
        found.sort(key=lambda each: each.slot != "price")
    chosen = found[: random.choice(WISHES)]
    start = 0 if sort.voice != "plain" else random.randrange(len(REVEALS))
    reveals: list[Reveal] = ["volunteer" if sort.none_valid else REVEALS[(start + at) % len(REVEALS)] for at in range(len(chosen))]
    return [replace(each, reveal=reveal) for each, reveal in zip(chosen, reveals, strict=True)]


def _stated_otherwise(slot: str, items: Sequence[Item]) -> bool:
    """Whether some items state the same thing under another name (weight_kg, weight_g): the predicate would be wrong about them."""
    return any(name != slot and label_of(name) == label_of(slot) for item in items for name in item.attributes)


def _true_of(target: Item, slot: Slot, random: Random) -> Iterator[Predicate]:
    """Wishes about one slot that the target fulfils and that a person would have."""
    value = target.value(slot.name)
    label = label_of(slot.name).split(" ")
    composed = slot.type in ("text", "list") and len(label) > 1  # "lightweight style general" is no English
    if value is None or composed or slot.name in UNSAID or label[-1] in DANGLING or label[0] in UNSAID:
        return
    if isinstance(value, bool):
        if value != (label[-1] in ASSEMBLED):
            yield Predicate(slot.name, "==", value)
    elif isinstance(value, (int, float)):
        if value > 0:
            smaller = label[-1] in SMALLER
            yield Predicate(slot.name, "<=" if smaller else ">=", round_up(value) if smaller else round_down(value))
    elif slot.name == "audience":
        if value != "unisex":  # what is for everyone suits a man and a woman
            yield Predicate("audience", "in", (str(value), "unisex"))
    else:
        parts = [each.strip() for each in (value if isinstance(value, tuple) else value.split(","))]
        said = [each for each in parts if SAYABLE.fullmatch(each)]
        if said:
            chosen = random.choice(said)
            within = any(chosen.casefold() in other.casefold() != chosen.casefold() for other, _ in slot.values)  # who says "cotton" takes organic cotton
            yield Predicate(slot.name, "contains" if within or slot.type == "list" else "==", chosen)


def _fitting(goal: Goal, items: Sequence[Item], random: Random) -> Goal | None:
    """The goal where it can be met by a few items, is no gift, and suits its voice; None otherwise."""
    thing = goal.predicates[0]
    valid = valid_items(goal.predicates, items)
    if len(goal.predicates) - 1 < min(WISHES) or not 1 <= len(valid) <= MOST_VALID or len(valid) == len(valid_items([thing], items)):
        return None
    if not any(each.reveal == "volunteer" for each in goal.predicates[1:]):
        return None
    if goal.voice == "changes mind":
        return _with_first_thought(goal, items, random)
    if goal.voice == "misspeaks" and not any(isinstance(each.value, str) and each.reveal == "volunteer" and can_slip(each.value) for each in goal.predicates):
        return None
    if goal.voice == "switches language" and not any(each.slot == "price" and each.reveal == "volunteer" for each in goal.predicates):
        return None
    return goal


def _with_first_thought(goal: Goal, items: Sequence[Item], random: Random) -> Goal | None:
    """The goal with another value that the shopper names before changing their mind: one that other items of that kind have."""
    for at, wish in enumerate(goal.predicates):
        if wish.names_the_thing or wish.op != "==" or wish.reveal != "volunteer" or not isinstance(wish.value, str):
            continue
        among = valid_items([each for each in goal.predicates if each.names_the_thing], items)
        others = sorted({str(item.value(wish.slot)) for item in among if not meets(wish, item) and SAYABLE.fullmatch(str(item.value(wish.slot) or ""))})
        if others:
            return replace(goal, at_first=(at, replace(wish, value=random.choice(others))))
    return None


def _impossible(goal: Goal, items: Sequence[Item], random: Random) -> Goal | None:
    """The goal with one wish changed so that no item meets them all, though the thing itself is sold; None where that fails."""
    places = [at for at, each in enumerate(goal.predicates) if not each.names_the_thing]
    random.shuffle(places)
    for at in places:
        for value in _other_values(goal, goal.predicates[at], items, random):
            wish = replace(goal.predicates[at], value=value)
            changed = (*goal.predicates[:at], wish, *goal.predicates[at + 1 :])
            if len(changed) > min(WISHES) and not valid_items(changed, items):
                return replace(goal, predicates=changed, none_valid=True)
    return None


def _other_values(goal: Goal, wish: Predicate, items: Sequence[Item], random: Random) -> list[Value]:
    """What could stand in a wish: values the catalog has elsewhere, or half and twice a limit."""
    if wish.op == "<=" and isinstance(wish.value, (int, float)):
        return [round_up(wish.value / 2), round_up(wish.value / 4)]
    if wish.op == ">=" and isinstance(wish.value, (int, float)) and wish.slot != "rating":
        return [round_up(wish.value * 2), round_up(wish.value * 4)]
    if wish.op == "==" and isinstance(wish.value, str):
        others = sorted({str(item.value(wish.slot)) for item in items if SAYABLE.fullmatch(str(item.value(wish.slot) or "")) and not meets(wish, item)})
        random.shuffle(others)
        return list(others)
    return []
