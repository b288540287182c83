"""Things named as a circumstance of a problem, not as what is wanted: the bicycle in "someone stole my bicycle"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import NEED_SLOTS, Act
from retrieval.constraints import NEGATIVE, Constraint
from retrieval.uses import Use
from retrieval.vocabulary import Vocabulary

AROUND = r"\b(?:my|our|his|her|their|your|the|this|that|own|owns?|at|in|on|off|behind|under|from|near|by|nowhere|nobody)(?: [\w-]+){0,2} ?$"
WANTED = (
    r"\b(?:(?:throw|chuck|pop) in|add|include|need|want|buy|looking for|look for|get me|show me|"
    r"after|have you got|do you (?:have|sell)|any|another|a new|new|"
    r"what(?:'s| is| are)|which|how \w+ (?:is|are)|price of)(?: [\w-]+){0,3} ?$"
)


def without_circumstances(act: Act, said: str, helps: Sequence[str], vocabulary: Vocabulary) -> Act:
    """The act without the things that `said`, normalised, only tells of; all of them stay where one of them is what would help."""
    around = tuple(each for each in act.constraints if _is_thing(each) and told_of(each, said, vocabulary))
    if not helps or not around or any(covers(each, helps, vocabulary.uses) for each in act.constraints if _is_thing(each)):
        return act
    return without(act, around)


def without(act: Act, around: Sequence[Constraint]) -> Act:
    """The act without those wishes and what was noted of them."""
    kept = tuple(each for each in act.constraints if each not in around)
    return Act(act.name, act.text, kept, act.critiques, sort=act.sort, mapped=act.mapped, source=act.source) if around else act


def _is_thing(wish: Constraint) -> bool:
    return wish.slot in NEED_SLOTS and wish.operator not in NEGATIVE


def _values(wish: Constraint) -> set[str]:
    return {str(each) for each in (wish.value if isinstance(wish.value, tuple) else (wish.value,))}


def covers(wish: Constraint, helps: Sequence[str], uses: Sequence[Use]) -> bool:
    """Whether a thing that would help is one of the wish: "the bed" covers no rug."""
    held = {each.thing for each in uses if each.category in _values(wish)} if wish.slot == "category" else _values(wish)
    return bool(held & set(helps))


def told_of(wish: Constraint, said: str, vocabulary: Vocabulary) -> bool:
    """Whether every mention of a thing in `said`, normalised, is a circumstance: "the bus", "our flat"."""
    places = [said[: each.start] for each in vocabulary.mentions(said) if each.constraint.slot == wish.slot and _values(each.constraint) & _values(wish)]
    return bool(places) and all(re.search(AROUND, before) is not None and re.search(WANTED, before) is None for before in places)
