"""From the dialogue state to what the retriever finds for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chat.acts import NEED_SLOTS, Act, called, things
from chat.remember import resolve
from chat.state import DialogueState
from core.errors import NotFound
from retrieval.constraints import NEGATIVE, Constraint, holds
from retrieval.grouping import spread
from retrieval.item import Item
from retrieval.query import SURE, PhotoReading, Query, Relaxation, Suggestion
from retrieval.retriever import Retriever

SEARCHES = {"find", "refine", "feedback", "undo"}  # acts after which there is a new list to show
CLOSE = 0.25  # cosine of MiniLM: needs told in other words than the catalog's lie at 0.3 to 0.6, things not sold here below 0.3
NEAREST = 2  # kinds offered in place of a thing that is not sold
REMAINING, NEAR = 30, 0.8  # of what comes closest to words alone: how many, and the least share of the best score
GROWN_UP = {"women", "men"}
AUDIENCES = {"kids", *GROWN_UP}
TEXT_SLOTS = ("kind", "category", "color", "material", "brand")


@dataclass(frozen=True)
class Found:
    """What the catalog has: the ranked list, how many items meet the hard constraints, and ways out where none does."""

    suggestions: tuple[Suggestion, ...] = ()
    count: int = 0
    remaining: tuple[Item, ...] = ()  # what meets the wishes and was not turned down: a question would split these
    relaxations: tuple[Relaxation, ...] = ()
    unknown: str = ""  # a thing that was named and that this shop does not sell
    nearest: tuple[str, ...] = ()  # kinds that come closest to it
    called: str = ""  # the noun that titles must have
    missing: Constraint | None = None  # what the photo was seen to show, where no such thing meets the wishes

    @property
    def ways(self) -> tuple[Relaxation, ...]:
        """The relaxations worth offering: another kind of thing is none."""
        fixed = (*NEED_SLOTS, "title") if self.called else NEED_SLOTS
        return tuple(each for each in self.relaxations if each.count and each.constraint.slot not in fixed)


def find(retriever: Retriever, state: DialogueState, act: Act, k: int) -> Found:
    """Searches where the act asks for a list; other acts talk about the list there is."""
    if act.name not in SEARCHES or not state.searching:
        return Found()
    if state.thing and not retriever.assortment.sells(state.thing):
        return Found(unknown=state.thing, nearest=nearest_kinds(retriever, state.thing))
    query = for_them_alone(query_of(state, k), retriever)
    if vague(query) and not state.helps and retriever.closeness(query.text) < CLOSE:
        return Found()
    ranked = tuple(retriever.search(replace(query, k=max(k, REMAINING))))
    if ranked:
        if query.photo is not None and not any(each.slot in NEED_SLOTS for each in query.hard):
            ranked = of_its_sort(ranked, query.photo)
        first = spread(ranked, k) if told_in_words(retriever, state, query) else ranked[:k]
        return Found(first, retriever.count(query.hard), remaining_items(retriever, query, ranked), missing=missing(retriever, query))
    return Found(relaxations=tuple(retriever.relaxations(query)), called=called(query.hard))


def of_its_sort(ranked: Sequence[Suggestion], photo: PhotoReading) -> tuple[Suggestion, ...]:
    """What is of the kind or the shelf that the photo was seen to show, where the best match is: beside the one blue backpack, blue jeans are no answer."""
    seen = {Constraint(each.slot, "==", each.value) for each in photo.attributes if each.slot in NEED_SLOTS}
    same = [each for each in ranked if any(holds(wish, each.item) for wish in seen)]
    return tuple(same) if same and same[0] is ranked[0] else tuple(ranked)


def missing(retriever: Retriever, query: Query) -> Constraint | None:
    """The kind of thing a photo surely shows where the shop has it, and none that meets the wishes: "like this in green", and no bag is green."""
    settled = any(each.slot in NEED_SLOTS for each in query.hard)
    if query.photo is None or not query.hard or settled:
        return None
    seen = next((each for each in query.photo.attributes if each.slot in NEED_SLOTS and each.confidence >= SURE), None)
    if seen is None:
        return None
    thing = Constraint(seen.slot, "==", seen.value)
    return thing if retriever.count((thing,)) and not retriever.count((*query.hard, thing)) else None


def for_them_alone(query: Query, retriever: Retriever) -> Query:
    """A present for her may be a thing that is for everybody, but no man's shirt and no child's, as long as anything else is left.

    For a child whose age is told it is a child's thing, and none that is made for older ones.
    """
    told = [each for each in query.soft if each.slot == "audience" and each.operator not in NEGATIVE]
    wanted = {value for each in told for value in (each.value if isinstance(each.value, tuple) else (each.value,))}
    if wanted == {"kids"} and any(each.slot == "age_from" for each in query.constraints):
        kept = replace(query, constraints=(*query.constraints, Constraint("audience", "==", "kids")), exclude=query.exclude | _too_old(query, retriever))
        return kept if retriever.count(kept.hard) else query
    if len(wanted & GROWN_UP) != 1:
        return query
    kept = replace(query, constraints=(*query.constraints, Constraint("audience", "not_in", tuple(sorted(AUDIENCES - wanted)))))
    return kept if retriever.count(kept.hard) else query


def _too_old(query: Query, retriever: Retriever) -> frozenset[str]:
    """Ids of what is made for an age above the one told."""
    ages = [each for each in query.constraints if each.slot == "age_from" and each.operator == "<="]
    above = tuple(Constraint("age_from", ">", each.value) for each in ages)
    return frozenset(item.id for item in retriever.matching(above)) if above else frozenset()


def remaining_items(retriever: Retriever, query: Query, ranked: Sequence[Suggestion]) -> tuple[Item, ...]:
    """All that meets the hard wishes; where words alone say what is wanted, the ones that come closest to them."""
    if any(each.slot in NEED_SLOTS for each in query.hard):
        return tuple(item for item in retriever.matching(query.hard) if item.id not in query.exclude)
    if not query.text or query.photo is not None or query.like:
        return ()
    return tuple(each.item for each in ranked if each.score >= NEAR * ranked[0].score)


def told_in_words(retriever: Retriever, state: DialogueState, query: Query) -> bool:
    """Whether a need is told and no thing is named, by its kind or as a title calls it: what helps may then be of several kinds."""
    if not state.need or state.thing or things(query.hard) or query.photo is not None or query.like or query.sort:
        return False
    return not retriever.assortment.sells(state.need)


def vague(query: Query) -> bool:
    """Whether only words say what is wanted: then something is always nearest, however far."""
    return bool(query.text) and not query.constraints and query.photo is None and not query.like


def nearest_kinds(retriever: Retriever, thing: str) -> tuple[str, ...]:
    """The kinds of the items that come closest in meaning to a thing that is not sold, none where all are far."""
    if retriever.closeness(thing) < CLOSE:
        return ()
    kinds = [str(each.item.value("kind") or each.item.category) for each in retriever.search(Query(text=thing, k=NEAREST * 2))]
    return tuple(dict.fromkeys(kinds))[:NEAREST]


def query_of(state: DialogueState, k: int) -> Query:
    """The state's wishes as one query. Values of constraints are search words too: they help to rank within the filter."""
    said = [str(each.value) for each in state.constraints if each.slot in TEXT_SLOTS and each.operator not in NEGATIVE and isinstance(each.value, str)]
    return Query(
        text=" ".join((*said, state.need)).strip(),
        photo=state.photo,
        helps=state.helps,
        constraints=state.constraints,
        exclude=frozenset((*state.disliked, *state.passed)),
        like=state.like,
        lean=state.lean,
        sort=state.sort,
        k=k,
        every_colorway=True,  # "red, done" picks among the colours of what was talked about, which have to be on the list
    )


def items_of(retriever: Retriever, ids: Sequence[str]) -> tuple[Item, ...]:
    """The items by id; those no longer in the catalog are left out."""
    found = []
    for each in ids:
        try:
            found.append(retriever.get(each))
        except NotFound:
            continue
    return tuple(found)


def suggestion_of(retriever: Retriever, state: DialogueState, item_id: str) -> Suggestion:
    """The shown item as a suggestion with its number in the list and the reasons of the search that showed it."""
    ranked = retriever.search(replace(query_of(state, max(len(state.shown), 1)), exclude=frozenset())) if state.searching else ()
    again = next((each for each in ranked if each.item.id == item_id), None)
    rank = state.shown.index(item_id) + 1 if item_id in state.shown else 1
    return replace(again, rank=rank) if again else Suggestion(retriever.get(item_id), rank, 0.0)


def meant(retriever: Retriever, state: DialogueState, act: Act) -> tuple[Item, ...]:
    """The items an act talks about."""
    return items_of(retriever, resolve(act.items, state))
