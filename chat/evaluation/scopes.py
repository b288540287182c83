"""What the reply of one turn may speak of, worked out by brute force over the catalog: no search, no ranking, no wording is trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chat.acts import NEED_SLOTS, Act, things
from chat.reply import Reply
from chat.state import DialogueState
from chat.wording.amounts import numbers_in
from chat.wording.grounding import Scope
from retrieval.constraints import NUMERIC, Constraint, holds
from retrieval.item import Item
from retrieval.slots import Slot

OPEN_MOVES = ("chat", "clarify", "none_found")  # may name what the shop sells at all
EXAMPLE_RANKS = 3  # "compare 1 and 2" is an example of what can be said, whatever is shown
BOUND = {"<": "<=", ">": ">="}  # a limit that is moved takes in the value it moves to


@dataclass(frozen=True, eq=False)
class Played:
    """One turn as the checks see it: the state before and after, the reply, all the shopper's words so far, whether these were spoken."""

    before: DialogueState
    after: DialogueState
    reply: Reply
    said: str
    spoken: bool = False

    @property
    def act(self) -> Act:
        return self.reply.understood.act

    @property
    def hard(self) -> tuple[Constraint, ...]:
        return tuple(each for each in self.after.constraints if each.hard)


@dataclass
class _Facts:
    """Facts gathered for a scope."""

    items: list[Item]
    counts: set[int]
    numbers: set[float]
    values: set[tuple[str, str]]

    def add_range(self, items: Sequence[Item], slots: Iterable[Slot]) -> None:
        """A set of items: how many they are, their values and how many have each, the ends of their numbers and who stands there."""
        self.counts.add(len(items))
        for slot in slots:
            stated = [(value, item) for item in items if (value := item.value(slot.name)) is not None]
            self.counts.add(len(stated))
            if slot.type == "number":
                ends = [(value, item) for value, item in stated if isinstance(value, (int, float)) and not isinstance(value, bool)]
                if ends:
                    low, high = min(ends, key=lambda end: end[0]), max(ends, key=lambda end: end[0])
                    self.numbers |= {float(low[0]), float(high[0])}
                    self.items += [item for value, item in ends if value in (low[0], high[0])]
                continue
            spread = Counter(str(each).casefold() for value, _ in stated for each in (value if isinstance(value, tuple) else (value,)))
            self.values |= {(slot.name, value) for value in spread}
            self.counts |= {len(spread), *spread.values()}


def matching(items: Sequence[Item], constraints: Iterable[Constraint]) -> list[Item]:
    """All items that meet the constraints, asked one by one."""
    wanted = tuple(constraints)
    return [item for item in items if all(holds(each, item) for each in wanted)]


def scope_of(turn: Played, catalog: Sequence[Item], slots: Sequence[Slot]) -> Scope:
    """The scope of a turn's reply."""
    before, after, reply, act = turn.before, turn.after, turn.reply, turn.act
    by_id = {item.id: item for item in catalog}
    shown = [each.item for each in reply.suggestions]
    named = [*before.shown, *after.shown, *before.liked, *after.liked, before.focus, after.focus, *(each for each in act.items if isinstance(each, str))]
    facts = _Facts([*shown, *(by_id[each] for each in named if each in by_id)], set(), set(), set())
    gone = {*after.disliked, *after.passed}
    for state in (before, after):
        fitting = matching(catalog, (each for each in state.constraints if each.hard))
        facts.counts |= {len(fitting), sum(item.id not in gone for item in fitting), len(state.shown)}
    for need in after.waiting:  # "next, the jackets up to $200 (eight)"
        facts.counts.add(len(matching(catalog, (each for each in need.constraints if each.hard))))
    facts.counts |= {len(shown), len(catalog), len(act.mapped), len(act.items)}
    photo = reply.understood.photo or after.photo
    if photo is not None:
        facts.values |= {(each.slot, each.value.casefold()) for each in photo.attributes}
    if reply.move in OPEN_MOVES or not shown:
        sold = [slot for slot in slots if slot.name in NEED_SLOTS or (reply.move == "chat" and slot.type != "number")]  # "say “in black”"
        facts.values |= {(slot.name, value.casefold()) for slot in sold for value, _ in slot.values}
        facts.counts |= {len(slot.values) for slot in sold}
    if reply.move == "none_found":
        _relaxed(facts, turn, catalog, slots)
    if reply.question is not None:
        asked = [slot for slot in slots if slot.name == reply.question.slot]
        facts.add_range(matching(catalog, turn.hard), asked)
        facts.numbers |= {number for option in reply.question.options for number in numbers_in(option)}  # where the shop draws its lines
    if reply.move == "answer" and (not act.items or act.topic in ("count", "values")):
        for constraints in _ranges(turn):
            facts.add_range(matching(catalog, constraints), slots)
    return _scope(facts, turn, shown)


def _scope(facts: _Facts, turn: Played, shown: Sequence[Item]) -> Scope:
    """Wishes that were taken back in this turn may be named too; a sentence that names no item speaks of those beside it."""
    waiting = [each for need in (*turn.before.waiting, *turn.after.waiting) for each in need.constraints]
    more = [each for act in turn.act.more for each in act.constraints]
    offers = [each for state in (turn.before, turn.after) if state.offer for each in (state.offer.constraint, state.offer.instead) if each]
    wishes = (*turn.after.constraints, *turn.before.constraints, *turn.act.constraints, *waiting, *more, *offers)
    if turn.act.source in ("model", "both"):  # what a model made of the words was not said by the shopper: only the state's wishes count
        wishes = tuple(each for each in wishes if each not in turn.act.constraints or each in turn.after.constraints or each in turn.before.constraints)
    about = tuple(shown)
    if turn.reply.move == "none_found" or not about:
        about = tuple(facts.items)
    return Scope(
        items=tuple({item.id: item for item in facts.items}.values()),
        about=about,
        constraints=tuple(dict.fromkeys(wishes)),
        said=turn.said,
        values=frozenset(facts.values),
        numbers=frozenset(facts.numbers),
        counts=frozenset(facts.counts),
        language=turn.reply.language,
        ranks=max(len(turn.before.shown), len(turn.after.shown), len(shown), EXAMPLE_RANKS if turn.reply.move == "chat" else 0),
    )


def _relaxed(facts: _Facts, turn: Played, catalog: Sequence[Item], slots: Sequence[Slot]) -> None:
    """What giving up, or moving, each hard wish would bring; where the range of the thing wanted begins and ends."""
    gone = {*turn.after.disliked, *turn.after.passed}
    for constraint in turn.hard:
        others = [item for item in matching(catalog, (each for each in turn.hard if each is not constraint)) if item.id not in gone]
        facts.add_range(others, [slot for slot in slots if slot.name == constraint.slot])
        if constraint.operator in NUMERIC:
            facts.counts |= _moved(constraint, others)
    need = things(turn.hard)
    if need:
        facts.add_range(matching(catalog, need), [slot for slot in slots if slot.name == "price" or slot.name in {each.slot for each in turn.hard}])
    for critique in turn.act.critiques:  # nothing goes beyond the item that sets the limit
        beyond = [item for item in facts.items if item.value(critique.slot) is not None]
        facts.add_range(beyond, [slot for slot in slots if slot.name == critique.slot])


def _moved(constraint: Constraint, others: Sequence[Item]) -> set[int]:
    """How many items the nearest bound that works brings, and how many stand at each further step of it."""
    values = sorted(float(value) for item in others if isinstance(value := item.value(constraint.slot), (int, float)) and not isinstance(value, bool))
    if not values:
        return set()
    nearest = values[0] if constraint.operator.startswith("<") else values[-1]
    moved = replace(constraint, operator=BOUND.get(constraint.operator, constraint.operator), value=nearest)  # type: ignore[arg-type]
    return {len(matching(others, (moved,)))}


def _ranges(turn: Played) -> list[tuple[Constraint, ...]]:
    """The sets a question about the range can mean: its own wishes, with the thing looked for, or with every wish in force."""
    asked = turn.act.constraints
    kinds = [tuple(each for each in state.constraints if each.slot in NEED_SLOTS and each.hard) for state in (turn.before, turn.after)]
    own_kind = any(each.slot in NEED_SLOTS for each in asked)
    found = [asked, *(() if own_kind else [(*kind, *asked) for kind in kinds]), *kinds]
    found += [(*(each for each in state.constraints if each.hard), *asked) for state in (turn.before, turn.after)]
    return list(dict.fromkeys(found))
