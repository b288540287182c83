"""Goals from a file: one JSON object a line, checked key by key against the catalog."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from chat.evaluation.simulation.goals import MAX_TURNS, OPERATORS, REVEALS, Goal, Predicate
from chat.evaluation.simulation.satisfied import valid_items
from core.errors import BadInput
from retrieval.constraints import NUMERIC
from retrieval.item import Value
from retrieval.retriever import Retriever
from retrieval.slots import Slot

KEYS = ("id", "opening", "constraints", "none_valid", "max_turns", "language")
CONSTRAINT_KEYS = ("slot", "op", "value", "reveal")
SEVERAL = {"in", "not_in", "contains_any"}
MOST_TURNS = 50
TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


def read_tasks(path: Path, retriever: Retriever) -> list[Goal]:
    """The goals in the file, none of them impossible unless it says so. Raises BadInput naming the line and the key."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the tasks file {path} cannot be read ({error}): give a UTF-8 file with one JSON object a line") from None
    goals: list[Goal] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            goals.append(_Line(f"{path.name} line {number}", retriever).goal(line))
            if goals[-1].id in {each.id for each in goals[:-1]}:
                raise BadInput(f"{path.name} line {number}: the id {goals[-1].id!r} was used before: give every task its own")
    if not goals:
        raise BadInput(f"the tasks file {path} holds no task: write one JSON object a line, with id and constraints")
    return goals


class _Line:
    """One line of the file; every complaint names it."""

    def __init__(self, where: str, retriever: Retriever) -> None:
        self.where = where
        self.retriever = retriever

    def goal(self, line: str) -> Goal:
        try:
            record = json.loads(line)
        except ValueError as error:
            raise self.bad(f"this is no JSON ({error}): write one object a line") from None
        self.check_keys(record, KEYS, "a task")
        constraints = self.typed(record, "constraints", list)
        if not constraints:
            raise self.bad("`constraints` is empty: name at least one {slot, op, value, reveal}")
        goal = Goal(
            id=str(record["id"]) if type(record.get("id")) is int else self.typed(record, "id", str),
            predicates=tuple(self.predicate(each, place) for place, each in enumerate(constraints, start=1)),
            opening=self.typed(record, "opening", str, ""),
            none_valid=self.typed(record, "none_valid", bool, False),
            max_turns=self.typed(record, "max_turns", int, MAX_TURNS),
            language=self.typed(record, "language", str, "en"),
        )
        if not 1 <= goal.max_turns <= MOST_TURNS:
            raise self.bad(f"`max_turns` is {goal.max_turns}: give a number from 1 to {MOST_TURNS}")
        self.check_possible(goal)
        return goal

    def predicate(self, record: Any, place: int) -> Predicate:
        self.check_keys(record, CONSTRAINT_KEYS, f"constraint {place}")
        op = self.one_of(self.typed(record, "op", str), OPERATORS, f"constraint {place}: `op`")
        reveal = self.one_of(self.typed(record, "reveal", str, "volunteer"), REVEALS, f"constraint {place}: `reveal`")
        slot = self.slot(self.typed(record, "slot", str), place)
        if "value" not in record:
            raise self.bad(f"constraint {place}: `value` is missing: add it")
        value = self.value(record["value"], slot, op, place)
        return Predicate(slot.name, op, value, reveal)  # type: ignore[arg-type]  # both were looked up above

    def slot(self, name: str, place: int) -> Slot:
        slots = {each.name: each for each in self.retriever.vocabulary.slots()} | {each: Slot(each, "text") for each in ("id", "title", "description")}
        return slots[self.one_of(name, slots, f"constraint {place}: `slot`", "the catalog has no such slot")]

    def value(self, value: Any, slot: Slot, op: str, place: int) -> Value:
        """The value as items hold it: a tuple for several, True for "yes" where the slot is yes or no."""
        key = f"constraint {place}: `value` of {slot.name} {op}"
        if op in NUMERIC:
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise self.bad(f"{key} is {value!r}: a limit is a number")
            if slot.type != "number":
                raise self.bad(f"constraint {place}: {slot.name} is no number in this catalog, so `op` cannot be {op}: use == or contains")
            return value
        if op in SEVERAL:
            if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
                raise self.bad(f"{key} is {value!r}: give a list of words")
            return tuple(value)
        if isinstance(value, str) and slot.type == "boolean":
            return TRUTHS[self.one_of(value.casefold(), TRUTHS, key)]
        if not isinstance(value, (str, int, float, bool)):
            raise self.bad(f"{key} is {value!r}: give one word, number or truth value")
        return value

    def check_possible(self, goal: Goal) -> None:
        """A task that says it can be met and cannot, or the reverse, would count as the shop's failure."""
        valid = valid_items(goal.predicates, self.retriever.items)
        catalog = self.retriever.catalog.name
        if goal.none_valid and valid:
            raise self.bad(f"`none_valid` is true, but {valid[0].id} of the catalog {catalog} meets all constraints: tighten them or set it to false")
        if not goal.none_valid and not valid:
            raise self.bad(f"`none_valid` is false, but no item of the catalog {catalog} meets all constraints: correct them or set it to true")

    def typed(self, record: dict[str, Any], key: str, kind: type[Any], default: Any = None) -> Any:
        """The value under the key; without a default it must be there."""
        if key not in record:
            if default is None:
                raise self.bad(f"`{key}` is missing: add it")
            return default
        value = record[key]
        empty = default is None and isinstance(value, str) and not value.strip()
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)) or empty:
            names = {str: "a text", bool: "true or false", int: "a whole number", list: "a list"}
            raise self.bad(f"`{key}` is {value!r}: it has to be {names[kind]}{' with something in it' if empty else ''}")
        return value

    def check_keys(self, record: Any, known: Sequence[str], what: str) -> None:
        if not isinstance(record, dict):
            raise self.bad(f"{what} is {record!r}: it has to be an object with the keys {', '.join(known)}")
        for key in record:
            self.one_of(key, known, f"{what}: the key")

    def one_of(self, given: str, known: Collection[str], what: str, why: str = "it is not known") -> str:
        if given in known:
            return given
        near = difflib.get_close_matches(given, list(known), n=1, cutoff=0.6)
        raise self.bad(f"{what} is {given!r}, {why}: " + (f"did you mean {near[0]}?" if near else f"choose one of {', '.join(sorted(known)[:30])}"))

    def bad(self, says: str) -> BadInput:
        return BadInput(f"{self.where}: {says}")
