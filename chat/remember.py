"""The next dialogue state from the last one and what the shopper did: a pure function of values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from chat.acts import NEED_SLOTS, Act, Critique, things
from chat.state import DialogueState, Inquiry, Need, remember_before
from retrieval.constraints import NEGATIVE, NUMERIC, Constraint, holds
from retrieval.extent import measure
from retrieval.item import Item
from retrieval.query import PhotoReading
from retrieval.synonyms import MOOD

EARLIER = 24  # items of earlier lists that can still be named
TALKED = 4  # items talked about one after the other: "the other one", "the one before"
OF_SEVERAL = ("which", "most", "least", "count", "values", "service")  # topics of questions that no single item answers
CLEARLY = 0.9  # confidence; a photo of an item of the catalog reaches it, one of an unknown thing hardly ever
Lookup = Callable[[str], Item]


def remember(state: DialogueState, act: Act, photo: PhotoReading | None, lookup: Lookup) -> DialogueState:
    """The state after the act, before anything is found for it. `lookup` gives an item by id."""
    kept = state.inquiry if act.name in ("pick", "compare", "feedback", "chat") else None
    return replace(_remembered(state, act, photo, lookup), inquiry=_inquiry(act) if act.name == "ask" and photo is None else kept)


def _remembered(state: DialogueState, act: Act, photo: PhotoReading | None, lookup: Lookup) -> DialogueState:
    state = replace(state, turns=state.turns + 1, offer=None, question="", heard=())
    if act.name == "undo":
        return _undone(state, act)
    if act.name == "find" or photo is not None:  # a new photo starts a new search: what is kept comes from it
        return _found(state, act, photo)
    if act.name == "refine":
        return _refined(state, act, photo, lookup)
    if act.name == "feedback":
        ids = resolve(act.items, state)
        if act.like:
            return replace(state, liked=_union(state.liked, ids))
        return replace(state, disliked=_union(state.disliked, ids), focus="", before=remember_before(state))
    if act.name == "ask" and act.topic in ("count", "values") and things(act.constraints) and not state.shown:
        return _found(state, replace(act, text="", topic=""), None)  # "how many tents are there": what follows is about tents
    if act.name == "ask" and act.topic == "count" and act.constraints and not state.shown:
        return replace(state, constraints=merged(state.constraints, act.constraints))  # "and in red?": "show me those" shows what was counted last
    if act.name in ("pick", "ask", "compare"):
        ids = resolve(act.items, state)
        ids = _meeting(act, ids, lookup) if act.name == "ask" else ids
        liked = _union(state.liked, ids) if act.like else state.liked
        before = remember_before(state) if act.name == "pick" and ids else state.before  # "go back" leaves the item for the list
        compared = ids if act.name == "compare" else _last_two(act, ids, state)
        focus = ids[0] if ids and act.name != "compare" else state.focus
        talked = _union(ids, state.talked)[:TALKED] if len(ids) == 1 or act.name == "compare" else state.talked
        return replace(state, focus=focus, compared=compared, talked=talked, liked=liked, before=before)
    return state


def _inquiry(act: Act) -> Inquiry | None:
    """The question, where it is one that can be asked again: of another item, or for a count of other things."""
    if act.topic == "count":
        return Inquiry(act.slot, act.topic, act.text, act.constraints)
    again = act.items and (act.topic not in OF_SEVERAL or act.topic == "values")
    return Inquiry(act.slot, act.topic, act.text, act.constraints[:1]) if again else None


def earlier(state: DialogueState) -> tuple[str, ...]:
    """Ids that were shown in the last searches and are no longer, the latest first: a shopper may still name them."""
    seen: list[str] = []
    at = state.before
    while at is not None and len(seen) < EARLIER:
        seen.extend(at.shown)
        at = at.before
    return tuple(each for each in dict.fromkeys(seen) if each not in state.shown)[:EARLIER]


def _last_two(act: Act, ids: tuple[str, ...], state: DialogueState) -> tuple[str, ...]:
    """What "the two" are: the item asked about before and the one asked about now, else the ones compared last."""
    another = act.name == "ask" and act.topic not in ("which", "most", "least") and len(ids) == 1 and state.focus not in ("", *ids)
    return (state.focus, *ids) if another else state.compared


def _meeting(act: Act, ids: tuple[str, ...], lookup: Lookup) -> tuple[str, ...]:
    """Of the items a question is about, the one it singles out: "which one can be dimmed?", "which is the lightest?"."""
    if act.topic == "which":
        return tuple(each for each in ids if all(holds(wish, lookup(each)) for wish in act.constraints)) or ids
    if act.topic in ("most", "least"):
        stated = [(number, each) for each in ids if (number := measure(lookup(each), act.slot)) is not None]
        return ((max if act.topic == "most" else min)(stated, key=lambda pair: pair[0])[1],) if stated else ids
    return ids


def resolve(items: Sequence[int | str], state: DialogueState) -> tuple[str, ...]:
    """Positions in the shown list (from 1, -1 the last) and ids, as ids; what is not shown is left out."""
    ids = []
    for each in items:
        if isinstance(each, str):
            ids.append(each)
        elif 1 <= each <= len(state.shown):
            ids.append(state.shown[each - 1])
        elif each == -1 and state.shown:
            ids.append(state.shown[-1])
    return tuple(dict.fromkeys(ids))


def _undone(state: DialogueState, act: Act) -> DialogueState:
    """The search before; with a thing named, the last search for it, however far back, or else one that waits."""
    if act.topic == "restart":
        return DialogueState(turns=state.turns, language=state.language, before=remember_before(state) if state.searching else state.before)
    wanted = next((each for each in act.constraints if each.slot in NEED_SLOTS), None)
    if wanted is None:
        return replace(state.before, turns=state.turns) if state.before else state
    at = state.before
    while at is not None:
        if _wants(at.constraints, wanted) and not _wants(state.constraints, wanted):
            return replace(at, turns=state.turns, waiting=at.waiting or state.waiting)
        at = at.before
    if _wants(state.constraints, wanted):
        return replace(state.before, turns=state.turns) if state.before and _wants(state.before.constraints, wanted) else state
    return _found(state, replace(act, name="find", topic="next"), None)


def _with_kind_seen(wishes: tuple[Constraint, ...], photo: PhotoReading | None) -> tuple[Constraint, ...]:
    """Words beside a photo edit it ("this but in navy"): the thing itself is kept, where the photo shows clearly what it is."""
    if photo is None or not wishes or things(wishes):
        return wishes
    for slot in NEED_SLOTS:
        seen = next((each for each in photo.attributes if each.slot == slot and each.confidence >= CLEARLY), None)
        if seen:
            firm = tuple(replace(each, hard=True) if each.slot == "audience" else each for each in wishes)
            return (Constraint(slot, "==", seen.value), *firm)
    return wishes


def _holds_for_any_thing(wish: Constraint) -> bool:
    """Whether a wish outlives a correction of the thing: "no, I meant jackets" keeps the price, not the size of the tent."""
    return wish.slot in ("price", "audience", "color", "brand") or isinstance(wish.value, bool)


def _kept(state: DialogueState, act: Act) -> tuple[Constraint, ...]:
    """The wishes a new search takes over: all but the thing's own after "no, I meant jackets", the use and the person "for the same trip".

    All of them where the thing is named for the first time: "a present for my niece, 20 at most", then "mascara?".
    """
    if act.topic == "named":
        return tuple(each for each in state.constraints if not _dropped(each, act.drop))
    if act.topic == "correct":
        return tuple(each for each in state.constraints if _holds_for_any_thing(each))
    same = [each for each in state.constraints if act.topic == "same" and (not each.hard or each.slot == "audience" or each.slot in MOOD)]
    return tuple(replace(each, hard=each.hard and each.slot == "audience") for each in same)


def _wants(constraints: Sequence[Constraint], thing: Constraint) -> bool:
    """Whether the wishes are for that thing: "boots" is wanted where hiking boots are."""
    named = _words_of(thing)
    return any(mine in theirs or theirs in mine for each in things(constraints) for mine in _words_of(each) for theirs in named)


def _words_of(constraint: Constraint) -> list[str]:
    return [str(value).casefold().rstrip("s") for value in (constraint.value if isinstance(constraint.value, tuple) else (constraint.value,))]


def _found(state: DialogueState, act: Act, photo: PhotoReading | None) -> DialogueState:
    """A new search: old wishes go, what was liked and disliked stays. A need that was waiting brings its own wishes."""
    wanted = next(iter(things(act.constraints)), None)
    waits = next((each for each in state.waiting if (wanted is None or _wants(each.constraints, wanted))), None) if wanted or act.topic == "next" else None
    present = Need(state.need, state.thing, state.constraints, state.sort)
    further = tuple(Need(each.text, each.thing, merged((), each.constraints), each.sort) for each in act.more)
    left = tuple(each for each in state.waiting if each is not waits)
    own = [each for each in act.constraints if waits is None or each is not wanted]
    kept = waits.constraints if waits else _kept(state, act)
    return DialogueState(
        need=waits.need if waits else f"{state.need} {act.text}".strip() if act.topic in ("same", "named") else act.text,
        thing=waits.thing if waits else act.thing,
        helps=() if waits else act.helps,
        constraints=_with_kind_seen(merged(kept, own), photo),
        photo=photo,
        lean=act.lean,
        sort=act.sort or (waits.sort if waits else ""),
        liked=state.liked,
        disliked=() if act.topic == "named" else state.disliked,  # what was turned down was not the thing named now
        waiting=further or ((*left, present) if waits else left),
        language=state.language,
        turns=state.turns,
        before=remember_before(state) if state.searching else state.before,
    )


def _refined(state: DialogueState, act: Act, photo: PhotoReading | None, lookup: Lookup) -> DialogueState:
    """The same search with wishes added, changed or taken back; "like the first but ..." keeps that item's kind."""
    photo = _still_seen(photo or state.photo, act)
    changed = tuple(each for each in state.constraints if not _dropped(each, act.drop) and each not in act.without)
    compared = resolve(act.items, state)
    changed = merged(changed, _from_critiques(act.critiques, compared, state, lookup))
    changed = merged(changed, act.constraints)
    rejected = compared if act.like is False else ()
    like = () if act.critiques or act.lean or rejected else compared
    leaves = (*rejected, *(compared or ((state.focus,) if state.focus else ()) if act.lean else ()))  # "dressier than that one" is not that one
    if compared and not rejected:
        kind = lookup(compared[0]).value("kind")
        if isinstance(kind, str) and not act.lean and not any(each.slot in NEED_SLOTS for each in act.constraints):
            same = Constraint("kind", "==", kind)
            changed = changed if same in changed else merged(changed, (same,))
    need = " ".join(dict.fromkeys(f"{'' if 'need' in act.drop else state.need} {act.text}".split()))
    narrowed = bool(act.constraints or act.critiques or act.drop or act.without or act.unseen)
    return replace(
        state,
        need=need,
        helps=() if things(act.constraints) or "need" in act.drop else act.helps or state.helps,
        constraints=_with_kind_seen(changed, photo),
        photo=photo,
        like=like or (() if "like" in act.drop else state.like),
        lean=tuple(dict.fromkeys((*(() if "lean" in act.drop else state.lean), *act.lean))),
        sort=act.sort or ("" if {"price", "sort"} & set(act.drop) else state.sort),
        disliked=_union(state.disliked, rejected),
        passed=_union(_union(state.passed, state.shown) if act.topic == "more" else () if narrowed else state.passed, leaves),
        focus="",
        compared=(),
        before=remember_before(state),
    )


def _still_seen(photo: PhotoReading | None, act: Act) -> PhotoReading | None:
    """The reading without what the shopper says is not so; None where the photo itself is taken back."""
    if photo is None or "photo" in act.drop:
        return None
    return replace(photo, attributes=tuple(each for each in photo.attributes if each.slot not in act.unseen)) if act.unseen else photo


def _dropped(wish: Constraint, drop: Sequence[str]) -> bool:
    """Whether a wish is taken back: its slot by name, or one end of its range as "min_price"."""
    end = {"<": "max_", ">": "min_"}.get(wish.operator[0], "") if wish.operator in NUMERIC else ""
    return wish.slot in drop or (bool(end) and end + wish.slot in drop)


def _from_critiques(critiques: Sequence[Critique], compared: Sequence[str], state: DialogueState, lookup: Lookup) -> tuple[Constraint, ...]:
    """ "cheaper" is below the item named or in focus, or else below the cheapest shown."""
    limits = []
    for each in critiques:
        shown = [lookup(item) for item in compared or ([state.focus] if state.focus else state.shown)]
        values = [value for item in shown if isinstance(value := item.value(each.slot), (int, float)) and not isinstance(value, bool)]
        if values:
            limits.append(Constraint(each.slot, "<", min(values)) if each.direction < 0 else Constraint(each.slot, ">", max(values)))
    return tuple(limits)


def merged(old: Sequence[Constraint], new: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """New wishes over old ones: one upper and one lower limit a slot, a new value replaces the old, a negation removes its value.

    The exception is the thing wanted: naming a kind replaces kind, category and what titles had to say alike.
    """
    kept = list(old)
    for each in new:
        if each.slot in NEED_SLOTS and each.operator not in NEGATIVE:
            kept = [have for have in kept if have.slot not in (*NEED_SLOTS, "title") or have.operator in NEGATIVE or have in new]
        kept = [_narrowed(have, each) for have in kept]
        kept = [have for have in kept if not _replaces(each, have) or have in new] if each not in kept else kept
        kept = [have for have in kept if have != each]
        kept.append(each)
    return tuple(kept)


def _narrowed(old: Constraint, new: Constraint) -> Constraint:
    """ "No pans", where pots or pans were wanted: the pots are left."""
    if new.slot != old.slot or new.operator not in ("!=", "not_in") or old.operator != "in" or not isinstance(old.value, tuple):
        return old
    refused = {str(value).casefold() for value in (new.value if isinstance(new.value, tuple) else (new.value,))}
    left = tuple(each for each in old.value if each.casefold() not in refused)
    return old if not left else replace(old, operator="==", value=left[0]) if len(left) == 1 else replace(old, value=left)


def _replaces(new: Constraint, old: Constraint) -> bool:
    if new.slot != old.slot:
        return False
    if new.operator in NUMERIC:
        if old.operator not in NUMERIC:
            return True
        return new.operator[0] == old.operator[0] or _crosses(new, old)
    if new.operator in NEGATIVE:
        return old.operator not in NEGATIVE and _overlap(new, old)
    return old.operator not in NEGATIVE or _overlap(new, old)


def _crosses(new: Constraint, old: Constraint) -> bool:
    """Whether the new limit leaves nothing under the old one: "under 50" after "over 80"."""
    if not isinstance(new.value, (int, float)) or not isinstance(old.value, (int, float)):
        return False
    return new.value < old.value if new.operator[0] == "<" else new.value > old.value


def _overlap(new: Constraint, old: Constraint) -> bool:
    def values(each: Constraint) -> set[str]:
        return {str(value).casefold() for value in (each.value if isinstance(each.value, tuple) else (each.value,))}

    return bool(values(new) & values(old))


def _union(old: tuple[str, ...], new: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))
