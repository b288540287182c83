"""The wishes in force against those a script expects: slot by slot, for slot F1 and joint goal accuracy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chat.acts import NEED_SLOTS
from chat.evaluation.predicates import Shown, Unresolved, meets, resolved
from chat.evaluation.script import Predicates, Spec
from retrieval.vocabulary import Vocabulary
from retrieval.words import plain_words

WIDE_SLOTS = ("audience",)  # "for women" is also met by what is for everybody: the state may name more than was said
FREE = ("need",)  # free words, never a slot too many

Family = Callable[[str, str], frozenset[str]]  # (slot, word) -> the catalog's values, casefolded, that the word covers


def alone(slot: str, word: str) -> frozenset[str]:
    """A word that covers nothing but itself."""
    return frozenset()


def family_of(vocabulary: Vocabulary) -> Family:
    """Which values of a slot a word stands for in a catalog: "plastic" for ABS plastic, PVC and the like; a kind and a category alike."""

    @lru_cache(maxsize=1024)
    def family(slot: str, word: str) -> frozenset[str]:
        meant = [each.constraint for each in vocabulary.mentions(word) if each.constraint.slot == slot or {slot, each.constraint.slot} <= {*NEED_SLOTS}]
        return frozenset(str(value).casefold() for each in meant for value in (each.value if isinstance(each.value, tuple) else (each.value,)))

    return family


@dataclass(frozen=True)
class SlotMatch:
    """Slots that were right, too many, and missing; `wrong` says in words what did not match. A wrong value is both too many and missing."""

    right: int = 0
    extra: int = 0
    missing: int = 0
    wrong: tuple[str, ...] = ()  # expected slots that do not hold: they fail the turn
    unexpected: tuple[str, ...] = ()  # slots nobody expected: they count against F1 and the joint goal

    @property
    def joint(self) -> bool:
        """Whether the whole goal is right: every slot expected, and no other."""
        return not (self.extra or self.missing)


def compare_states(expected: Predicates, actual: Mapping[str, Any], need: str, shown: Shown, family: Family = alone) -> SlotMatch:
    """The flattened state against the expected one. `need` are the state's free words; `family` knows which values a general word covers."""
    have = normal(actual)
    right = extra = missing = 0
    wrong: list[str] = []
    used: set[str] = set()
    for name, spec in normal(expected).items():
        found, value = (name, need) if name in FREE else _held(name, have)
        used.add(found)
        absent = value is None or value == ""
        if spec is None:
            if not absent:
                extra += 1
                wrong.append(f"state has {found} {value!r}, which should be absent")
        elif absent:
            missing += 1
            wrong.append(f"state has no {name}, expected {spec!r}")
        elif same(name, spec, value, shown, family):
            right += 1
        else:
            extra, missing = extra + 1, missing + 1
            wrong.append(f"state has {found} {value!r}, expected {spec!r}")
    unexpected = tuple(f"{name} {value!r}" for name, value in have.items() if name not in used and name not in FREE)
    return SlotMatch(right, extra + len(unexpected), missing, tuple(wrong), unexpected)


def normal(flat: Mapping[str, Any]) -> dict[str, Any]:
    """A denied boolean as its opposite: "not_waterproof true" is "waterproof false"."""
    found: dict[str, Any] = {}
    for name, value in flat.items():
        denied = name.startswith("not_") and isinstance(value, bool)
        found[name.removeprefix("not_") if denied else name] = (not value) if denied else value
    return found


def _held(name: str, have: Mapping[str, Any]) -> tuple[str, Any]:
    """The state's value under this name; a thing wanted may stand as a kind or as a category."""
    if name in have or name not in NEED_SLOTS:
        return name, have.get(name)
    other = next(each for each in NEED_SLOTS if each != name)
    return (other, have[other]) if other in have else (name, None)


def same(name: str, spec: Spec, value: Any, shown: Shown, family: Family = alone) -> bool:
    """Whether the state's value is the one expected. A predicate is asked of the value; a reference must resolve."""
    if isinstance(spec, Mapping):
        try:
            return meets(tuple(value) if isinstance(value, list) else value, spec, shown)
        except Unresolved:
            return False
    try:
        wanted = [resolved(each, shown) for each in (spec if isinstance(spec, list) else [spec])]
    except Unresolved:
        return False
    actual = value if isinstance(value, list) else [value]
    slot = re.sub(r"^(?:not|max|min)_", "", name)

    def covers(want: Any, each: Any) -> bool:
        """Whether the value is the one wanted or one of its family: "boots" covers "hiking boots", "plastic" covers "PVC"."""
        if _equal(want, each):
            return True
        if not isinstance(want, str) or not isinstance(each, str):
            return False
        return (slot in NEED_SLOTS and _names(want, each)) or each.casefold() in family(slot, want)

    found = all(any(covers(want, each) for each in actual) for want in wanted)
    return found and (name in WIDE_SLOTS or all(any(covers(want, each) for want in wanted) for each in actual))


def _names(want: str, actual: str) -> bool:
    """Whether every word of the thing wanted stands in the value: "boots" names "hiking boots"."""
    words = set(plain_words(actual))
    return bool(words) and set(plain_words(want)) <= words


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) < 1e-6 * max(1.0, abs(one))
    return plain_words(str(one)) == plain_words(str(other))
