"""Predicates over items: operators, and values that refer to what was shown before the turn ("0.5 * previous.min", "shown[2].price")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chat.evaluation.script import Dialogue, ItemsExpected, Predicates, Spec, near
from core.errors import BadInput
from retrieval.constraints import Constraint, holds
from retrieval.item import FIELDS, Item

REFERENCE = re.compile(r"(?:previous\.(?P<end>min|max)|previous\.(?P<first>first)|shown\[(?P<number>\d+)\])(?:\.(?P<field>\w+))?")
NUMBER = r"\d+(?:\.\d+)?"
TIMES = re.compile(rf"(?:(?P<before>{NUMBER})\s*\*\s*)?(?P<reference>(?:previous|shown)[\w.\[\]]*)(?:\s*(?P<sign>[*/+-])\s*(?P<after>{NUMBER}))?")
ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
}
LISTS_SHOW = ("recommend", "clarify")  # moves whose items are a ranked list


class Unresolved(Exception):
    """A reference to something that was not shown: the expectation then fails, it never passes by default."""


@dataclass(frozen=True)
class Shown:
    """What the shopper has in front of them before a turn: the items of the last list, by number."""

    items: tuple[Item, ...] = ()

    def value(self, text: str) -> Any:
        """What a text stands for: itself, or the value a reference and the arithmetic around it give. Raises Unresolved."""
        found = TIMES.fullmatch(text.strip())
        if found is None or not REFERENCE.fullmatch(found["reference"]):
            return text
        value = self.referred(found["reference"])
        if found["before"] is None and found["after"] is None:
            return value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Unresolved(f"{found['reference']} is {value!r}, which is no number to reckon with")
        product = float(found["before"] or 1) * value
        return ARITHMETIC[found["sign"]](product, float(found["after"])) if found["sign"] else product

    def referred(self, reference: str) -> Any:
        """The value of one reference. Raises Unresolved where nothing of the sort was shown."""
        found = REFERENCE.fullmatch(reference)
        assert found is not None
        if not self.items:
            raise Unresolved(f"{reference}: nothing was shown before this turn")
        if found["end"]:
            slot = found["field"] or "price"
            values = [value for item in self.items if isinstance(value := item.value(slot), (int, float)) and not isinstance(value, bool)]
            if not values:
                raise Unresolved(f"{reference}: no item shown before states {slot}")
            return min(values) if found["end"] == "min" else max(values)
        value = self.item(reference).value(found["field"] or "id")
        if value is None:
            raise Unresolved(f"{reference}: the catalog does not say")
        return value

    def item(self, reference: str) -> Item:
        """The item that "shown[2]..." or "previous.first..." names."""
        found = REFERENCE.fullmatch(reference)
        assert found is not None
        number = int(found["number"] or 1)
        if not 1 <= number <= len(self.items):
            raise Unresolved(f"{reference}: {len(self.items)} items were shown before this turn")
        return self.items[number - 1]


def resolved(value: Any, shown: Shown) -> Any:
    return shown.value(value) if isinstance(value, str) else value


def constraints_of(slot: str, spec: Spec, shown: Shown) -> list[Constraint]:
    """The spec of one slot as constraints, references resolved: a bare value is equality, a bare list means one of these."""
    operators = spec if isinstance(spec, Mapping) else {"in" if isinstance(spec, list) else "==": spec}
    made = []
    for operator, value in operators.items():
        values = [resolved(each, shown) for each in (value if isinstance(value, list) else [value])]
        made.append(Constraint(slot, operator, tuple(values) if isinstance(value, list) else values[0]))  # type: ignore[arg-type]
    return made


def fulfils(item: Item, slot: str, spec: Spec, shown: Shown) -> bool:
    """Whether one item meets the spec of one slot; None means that the shop does not say. Raises Unresolved."""
    if spec is None:
        return item.value(slot) is None
    return all(holds(each, item) for each in constraints_of(slot, spec, shown))


def fulfils_all(item: Item, predicates: Predicates, shown: Shown) -> bool:
    return all(fulfils(item, slot, spec, shown) for slot, spec in predicates.items())


def relevant(expected: ItemsExpected, catalog: Sequence[Item], shown: Shown) -> tuple[str, ...]:
    """The ids of all items of the catalog that may stand first, none where the script does not say."""
    if expected.first is None:
        return ()
    try:
        return tuple(item.id for item in catalog if fulfils_all(item, expected.first, shown))
    except Unresolved:
        return ()


def wrong_items(expected: ItemsExpected, items: Sequence[Item], move: str, shown: Shown) -> list[str]:
    """What does not hold of the items shown, in words; empty where everything holds."""
    try:
        return [*_wrong_predicates(expected, items, move, shown), *_wrong_ids(expected, items, shown)]
    except Unresolved as error:
        return [str(error)]


def _wrong_predicates(expected: ItemsExpected, items: Sequence[Item], move: str, shown: Shown) -> Iterable[str]:
    if expected.all is not None:
        if not items and move in LISTS_SHOW:
            yield "nothing is shown where items were expected"
        for item in items:
            for slot, spec in expected.all.items():
                if not fulfils(item, slot, spec, shown):
                    yield f"{item.id} has {slot} {item.value(slot)!r}, all should be {spec!r}"
    if expected.none is not None:
        for item in items:
            for slot, spec in expected.none.items():
                if fulfils(item, slot, spec, shown):
                    yield f"{item.id} has {slot} {item.value(slot)!r}, which none should"
    if expected.any is not None and not any(fulfils_all(item, expected.any, shown) for item in items):
        yield f"no item shown is {dict(expected.any)!r}"
    if expected.first is not None:
        if not items:
            yield f"nothing is shown, the first should be {dict(expected.first)!r}"
        elif not fulfils_all(items[0], expected.first, shown):
            yield f"{items[0].id} is first, it should be {dict(expected.first)!r}"
    if expected.count is not None and not meets(len(items), expected.count, shown):
        yield f"{len(items)} items are shown, expected {expected.count!r}"


def _wrong_ids(expected: ItemsExpected, items: Sequence[Item], shown: Shown) -> Iterable[str]:
    have = {item.id for item in items}
    for each in expected.include:
        if resolved(each, shown) not in have:
            yield f"{each} is not shown"
    for each in expected.exclude:
        if resolved(each, shown) in have:
            yield f"{each} is shown"


def meets(value: Any, spec: Spec, shown: Shown) -> bool:
    """Whether a plain value, such as a count or a slot's value in the state, meets a spec."""
    return fulfils(Item("", "", attributes={"value": value}), "value", spec, shown)


def check_slots(dialogue: Dialogue, items: Sequence[Item]) -> None:
    """Raises BadInput where a predicate names a slot that no item of the catalog has: it could never hold, or always."""
    known = {"id", "kind", *FIELDS, *(name for item in items for name in item.attributes)}
    for number, turn in enumerate(dialogue.turns, start=1):
        if turn.expect is None:
            continue
        places: list[tuple[str, Predicates | None]] = [(f"items.{name}", getattr(turn.expect.items, name)) for name in ("all", "none", "any", "first")]
        for place, predicates in places:
            for slot in predicates or ():
                if slot not in known:
                    raise BadInput(f"{dialogue.path}, turn {number}: {place} names {slot!r}, which is no slot of this catalog{near(slot, sorted(known))}")
        for name in turn.expect.state or ():
            if base(name) not in known | {"need"}:
                raise BadInput(f"{dialogue.path}, turn {number}: state names {name!r}, which is no slot of this catalog{near(base(name), sorted(known))}")


def base(name: str) -> str:
    """The slot of a flattened name: "price" of max_price."""
    return re.sub(r"^(?:max|min|not)_", "", name)
