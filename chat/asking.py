"""Which clarifying question is worth asking: the slot whose answer is expected to tell most about the items that remain."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from chat.acts import NEED_SLOTS
from chat.reply import Question
from chat.state import DialogueState
from retrieval.constraints import NEGATIVE, Constraint
from retrieval.item import Item
from retrieval.slots import Slot
from retrieval.vocabulary import Vocabulary

MOST_QUESTIONS = 2  # a need: recommend early, ask little
BROAD = 12  # items: up to here two lists show them all, and a question is no help
OPTIONS = 4  # answers offered; what is rarer counts as one answer, "another"
BANDS = 3  # of a price or another number
LEAST_GAIN = 0.45  # bits; a question that tells less is not worth the shopper's breath
CARES = {  # how likely a shopper is to have an answer ready: our judgement, not measured
    "kind": 1.0, "category": 1.0, "audience": 0.95, "price": 0.9, "color": 0.75, "size": 0.5, "material": 0.55, "style": 0.6, "occasion": 0.7, "season": 0.65,
    "level": 0.6, "room": 0.6, "brand": 0.35, "pattern": 0.5, "climate": 0.5, "fit": 0.4,
}  # fmt: skip
YES_OR_NO = 0.6
OTHER_TEXT = 0.3
NOT_ASKED = {"rating", "reviews", "stock", "title", "features", "currency"}


@dataclass(frozen=True)
class Split:
    """A question and what its answer is expected to tell, in bits, weighed with the chance that the shopper has one."""

    question: Question
    gain: float
    worth: float


def question_for(state: DialogueState, items: Sequence[Item], vocabulary: Vocabulary) -> Question | None:
    """The best question about `items`, the ones that meet the wishes; None where they are few, enough was asked, or no answer would help."""
    if len(state.asked) >= MOST_QUESTIONS or len(items) <= BROAD:
        return None
    best = max(splits(state, items, vocabulary), key=lambda each: each.worth, default=None)
    return best.question if best is not None and best.worth >= LEAST_GAIN else None


def splits(state: DialogueState, items: Sequence[Item], vocabulary: Vocabulary) -> list[Split]:
    """Every slot that can still be asked for, with its expected information gain (Quinlan 1986) over the items.

    With all items equally likely, the gain is the entropy of the slot's values among those that state it, times their share.
    """
    found = []
    for slot in vocabulary.slots():
        if slot.name in NOT_ASKED or slot.name in state.asked or _settled(slot.name, state, items):
            continue
        options, counts = _answers(slot, items)
        if len(options) < 2:
            continue
        stated = sum(counts)
        gain = stated / len(items) * entropy(counts)
        cares = CARES.get(slot.name, YES_OR_NO if slot.type == "boolean" else OTHER_TEXT)
        found.append(Split(Question(slot.name, options), gain, gain * cares))
    return found


def entropy(counts: Sequence[int]) -> float:
    """Bits of a distribution given by counts."""
    total = sum(counts)
    return -sum(count / total * math.log2(count / total) for count in counts if count) if total else 0.0


def _settled(slot: str, state: DialogueState, items: Sequence[Item]) -> bool:
    """Whether the shopper has told it already; a general thing ("shoes") leaves its kinds open."""
    told = [each for each in state.constraints if each.slot == slot and each.operator not in NEGATIVE]
    if slot in NEED_SLOTS:
        return (slot == "category" and bool(told)) or any(each.slot == "kind" and _single(each, items) for each in told)
    return bool(told)


def _single(constraint: Constraint, items: Sequence[Item]) -> bool:
    return len({str(item.value(constraint.slot)) for item in items}) <= 1


def _answers(slot: Slot, items: Sequence[Item]) -> tuple[tuple[str, ...], list[int]]:
    """Answers a shopper could give, the most frequent first, and how many items each would leave; the rare ones are one."""
    values = [value for item in items if (value := item.value(slot.name)) is not None and value != ()]
    if not values:
        return (), []
    if slot.type == "number":
        return _bands(slot, [float(value) for value in values if isinstance(value, (int, float))]) if slot.name == "price" else ((), [])
    if slot.type == "boolean":
        counts = Counter(bool(value) for value in values)
        return (("yes", "no") if len(counts) == 2 else ()), [*counts.values()]
    words = Counter(str(each) for value in values for each in (value if isinstance(value, tuple) else (value,)))
    words.pop("unisex", None)
    common = words.most_common(OPTIONS)
    rare = sum(words.values()) - sum(count for _, count in common)
    if common and common[0][1] < 2 and slot.name not in NEED_SLOTS:
        return (), []  # every item has a value of its own: nobody can guess it
    return tuple(value for value, _ in common), [*(count for _, count in common), *([rare] if rare else [])]


def _bands(slot: Slot, numbers: Sequence[float]) -> tuple[tuple[str, ...], list[int]]:
    """Thirds of the items by price, cut at round numbers: ("60", "120") stands for under 60, 60 to 120, over 120."""
    ordered = sorted(numbers)
    cuts = list(dict.fromkeys(rounded(ordered[len(ordered) * band // BANDS]) for band in range(1, BANDS)))
    edges = [-math.inf, *cuts, math.inf]
    counts = [sum(low < number <= high for number in ordered) for low, high in pairwise(edges)]
    return (tuple(f"{cut:g}" for cut in cuts), counts) if cuts and len([count for count in counts if count]) > 1 else ((), [])


def rounded(number: float) -> float:
    """To a price people say: two significant digits, the second 0 or 5."""
    if number <= 0:
        return 0.0
    step = 10 ** math.floor(math.log10(number)) / 2
    return round(number / step) * step
