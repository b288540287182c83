"""What a tap on the page means, as an act: a chip removed, a wish changed, an item turned down for a reason. The page sends names and values, never an act."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chat.acts import NEED_SLOTS, Act
from chat.finding import items_of
from chat.state import DialogueState
from core.errors import BadInput
from retrieval.constraints import NUMERIC, Constraint
from retrieval.item import Item, Value
from retrieval.retriever import Retriever
from retrieval.slots import Slot, label_of

LESS_OF = ("price", "weight")  # of these an item can be too much: what is shown next has less
OTHER_THAN = ("color", "material", "brand", "pattern", "style")  # of these an item can have the wrong one
ASIDE = ("need", "like", "lean", "sort", "photo")  # parts of the state that are taken back by name
Tap = Mapping[str, str]


def act_of(tap: Tap, state: DialogueState, retriever: Retriever) -> Act:
    """The act of a tap. Raises BadInput for one that means nothing here, NotFound for an item the catalog does not have."""
    act = {"reject": rejected, "remove": removed, "change": changed, "firm": firmed, "seen": seen, "like": liked, "surprise": surprised}.get(tap.get("do", ""))
    if act is None:
        raise BadInput("that button is not known here: reload the page")
    return replace(act(tap, state, retriever), source="tap")


def reasons_against(item: Item) -> list[str]:
    """The slots for which an item can be turned down, by what its shop states of it."""
    less = [slot for name in LESS_OF for slot in (name, *item.attributes) if label_of(slot) == name and isinstance(item.value(slot), (int, float))]
    return [*dict.fromkeys(less), *(slot for slot in OTHER_THAN if isinstance(item.value(slot), (str, tuple)))]


def rejected(tap: Tap, state: DialogueState, retriever: Retriever) -> Act:
    """Turned down, and with a reason what has the same fault goes with it."""
    item, slot = retriever.get(tap.get("item", "")), tap.get("because", "")
    if not slot:
        return Act("feedback", items=(item.id,), like=False)
    if slot not in reasons_against(item):
        raise BadInput(f"{item.title} cannot be turned down for its {label_of(slot)}: choose another reason")
    return Act("refine", items=(item.id,), like=False, constraints=(against(slot, item.value(slot)),))


def against(slot: str, value: Value | None) -> Constraint:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Constraint(slot, "<", float(value))
    return Constraint(slot, "not_in", value) if isinstance(value, tuple) else Constraint(slot, "!=", str(value))


def removed(tap: Tap, state: DialogueState, retriever: Retriever) -> Act:
    """A wish taken back; with the last one the search is over."""
    name = tap.get("wish", "")
    if name in ASIDE:
        return or_over(Act("refine", drop=(name,)), state)
    wish = wish_named(name, state)
    return or_over(Act("refine", without=(wish,), unseen=(wish.slot,) if wish.slot in NEED_SLOTS and state.photo else ()), state)


def changed(tap: Tap, state: DialogueState, retriever: Retriever) -> Act:
    """Another value in place of the one that was understood."""
    wish = wish_named(tap.get("wish", ""), state)
    instead = replace(wish, value=value_of(tap.get("value", ""), wish, retriever.vocabulary.slot(wish.slot)))
    return Act("refine", without=(wish,), constraints=(instead,))


def firmed(tap: Tap, state: DialogueState, retriever: Retriever) -> Act:
    """What must be becomes what would be nice, and the other way round."""
    wish = wish_named(tap.get("wish", ""), state)
    return Act("refine", without=(wish,), constraints=(replace(wish, hard=not wish.hard),))


def seen(tap: Tap, state: DialogueState, retriever: Retriever) -> Act:
    """What was recognised in the photo is something else, or does not matter."""
    slot, value = tap.get("slot", ""), tap.get("value", "")
    if state.photo is None or slot not in {each.slot for each in state.photo.attributes}:
        raise BadInput("that was not recognised in a photo of this search: reload the page")
    if not value:
        return Act("refine", unseen=(slot,))
    wanted = Constraint(slot, "==", "") if slot in NEED_SLOTS else Constraint(slot, "==", "", hard=True)
    return Act("refine", unseen=(slot,), constraints=(replace(wanted, value=value_of(value, wanted, retriever.vocabulary.slot(slot))),))


def liked(tap: Tap, state: DialogueState, retriever: Retriever) -> Act:
    """More like an item, whether it is on the list or not."""
    item = retriever.get(tap.get("item", ""))
    kind = item.value("kind")
    searching = Act("refine", items=(item.id,))
    return searching if state.searching else replace(searching, constraints=(Constraint("kind", "==", kind),) if isinstance(kind, str) else ())


def surprised(tap: Tap, state: DialogueState, retriever: Retriever) -> Act:
    """A kind of thing that is not on the list now, at random."""
    now = {str(item.value("kind")).casefold() for item in items_of(retriever, state.shown)}
    slot = next((each for each in ("kind", "category") if retriever.vocabulary.values(each)), "")
    others = [each for each in retriever.vocabulary.values(slot) if each.casefold() not in now] if slot else []
    if not others:
        raise BadInput("there is nothing else in this shop to surprise you with: ask for something")
    return Act("find", constraints=(Constraint(slot, "==", random.choice(others)),), topic="surprise")


def key_of(wish: Constraint) -> str:
    """The name a wish goes by on the page."""
    return f"{wish} {'must' if wish.hard else 'may'}"


def wish_named(name: str, state: DialogueState) -> Constraint:
    """Raises BadInput for a wish that is no longer there."""
    found = next((each for each in state.constraints if key_of(each) == name), None)
    if found is None:
        raise BadInput("that wish is no longer among yours: it was taken back or changed")
    return found


def value_of(text: str, wish: Constraint, slot: Slot | None) -> Value:
    """The text as a value of the wish's kind: a number for a limit, one of the catalog's own words otherwise. Raises BadInput."""
    if wish.operator in NUMERIC:
        try:
            number = float(text.replace(",", "").strip())
        except ValueError:
            raise BadInput(f"{text[:40]!r} is no number: write the limit in digits, as in 120") from None
        if not 0 < number < 1e9:
            raise BadInput(f"{number:g} cannot be a limit: write a number above 0")
        return number
    if slot is not None and slot.type == "boolean":
        return text == "yes"
    values: Sequence[str] = [value for value, _ in slot.values] if slot else ()
    found = next((each for each in values if each.casefold() == text.strip().casefold()), None)
    if found is None:
        raise BadInput(f"{text[:40]!r} is not in this shop: choose one of the values offered")
    return found


def or_over(act: Act, state: DialogueState) -> Act:
    """The act; a fresh start where it would leave nothing to look for."""
    left = [each for each in state.constraints if each not in act.without]
    kept = {"need": state.need, "photo": state.photo, "like": state.like}
    return act if left or any(value for name, value in kept.items() if name not in act.drop) else Act("undo", topic="restart")
