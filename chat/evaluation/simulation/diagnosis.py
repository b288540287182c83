"""Why a shopper was not served, read from the last state by meaning: which items the shop's filters let through, which not."""

from __future__ import annotations

from collections.abc import Sequence

from chat.evaluation.simulation.goals import Goal, Predicate
from chat.evaluation.simulation.satisfied import meets, valid_items
from chat.evaluation.simulation.shopper import Seen
from chat.state import DialogueState
from retrieval.constraints import holds
from retrieval.item import Item


def diagnose(goal: Goal, told: Sequence[Predicate], state: DialogueState, seen: Sequence[Seen], items: Sequence[Item]) -> str:
    """The causes that apply, the first the likeliest, as "cause: details; cause: details". `seen` are all replies in order."""
    hard = [each for each in state.constraints if each.hard]
    let_through = [item for item in items if all(holds(each, item) for each in hard)]
    causes = [f"a wish told was not kept: {wish}" for wish in told if any(not meets(wish, item) for item in let_through)]
    wanted = valid_items(told, items)
    causes += [f"a wish never told was kept: {each}" for each in hard if wanted and not all(holds(each, item) for item in wanted)]
    if state.thing:
        causes.append(f"taken for a thing not sold here: {state.thing}")
    right = valid_items(goal.predicates, items)
    if right and seen and seen[-1].move == "none_found":
        turned_down = sum(item.id in {*state.disliked, *state.passed} for item in right)
        causes.append(f"said there is none: {len(right)} would be right, {turned_down} of them counted as turned down")
    if right and not causes:
        shown = {item.id for each in seen for item in each.items}
        waiting = [f"{each} ({each.reveal})" for each in goal.predicates if each not in told]
        causes.append(f"understood, but not reached: {len(shown)} items were shown; not told: {', '.join(waiting) or 'nothing'}")
    return "; ".join(causes)
