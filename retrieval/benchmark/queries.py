"""Judged queries: what somebody asks the starter shop, and which products answer it how well.

One JSON object a line: `query`, `type`, `split` ("development" may be tuned on, "test" never) and `judged`, a list of grades (3 exact, 2 good,
1 related), each with `ids` or with `where`: slot -> value, list of values or {operator: value}, so that every product it fits is judged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from core.errors import BadInput
from retrieval.constraints import Constraint, Operator, holds
from retrieval.item import FIELDS, Item

STARTER_QUERIES = Path(__file__).parent / "queries" / "starter.jsonl"
TYPES = ("plain", "long", "misspelt", "use", "negation", "attribute", "brand", "title", "price", "recipient")
DEVELOPMENT, TEST = "development", "test"
KEYS = {"query", "type", "split", "judged"}
GRADES = (1, 2, 3)
EXACT = 3


@dataclass(frozen=True)
class JudgedQuery:
    """A query with the grade of every product that answers it; a product that is not named has grade 0."""

    text: str
    type: str
    split: str
    grades: Mapping[str, int]


def load_queries(items: Sequence[Item], path: Path = STARTER_QUERIES) -> list[JudgedQuery]:
    """The judged queries over these items, in the file's order. Raises BadInput that names the line for whatever does not fit."""
    lines = path.read_text(encoding="utf-8").splitlines()
    slots = frozenset((*FIELDS, *(name for item in items for name in item.attributes)))
    found = [_judged(line, f"{path.name}, line {number}", items, slots) for number, line in enumerate(lines, start=1)]
    texts = [each.text for each in found]
    twice = sorted({text for text in texts if texts.count(text) > 1})
    if twice:
        raise BadInput(f"{path.name} asks {twice[0]!r} twice: leave one out")
    return found


def digest_of(path: Path = STARTER_QUERIES) -> str:
    """What tells one version of the query set from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _judged(line: str, place: str, items: Sequence[Item], slots: frozenset[str]) -> JudgedQuery:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(f"{place} is not JSON: {error.msg}") from None
    if not isinstance(found, dict) or set(found) != KEYS:
        raise BadInput(f"{place} must be an object with exactly {', '.join(sorted(KEYS))}")
    if found["type"] not in TYPES or found["split"] not in (DEVELOPMENT, TEST):
        raise BadInput(f"{place}: type is {found['type']!r} and split {found['split']!r}: choose among {', '.join(TYPES)} and {DEVELOPMENT}, {TEST}")
    grades: dict[str, int] = {}
    for judgement in found["judged"]:
        for item in _meant(judgement, place, items, slots):
            grades[item.id] = max(judgement["grade"], grades.get(item.id, 0))
    if EXACT not in grades.values():
        raise BadInput(f"{place}: no product answers {found['query']!r} exactly")
    return JudgedQuery(found["query"], found["type"], found["split"], grades)


def _meant(judgement: Mapping[str, Any], place: str, items: Sequence[Item], slots: frozenset[str]) -> list[Item]:
    if set(judgement) - {"grade", "ids", "where"} or len(judgement) != 2 or judgement.get("grade") not in GRADES:
        raise BadInput(f"{place}: a judgement is a grade of {GRADES} with either ids or where, not {json.dumps(judgement)}")
    if "ids" in judgement:
        unknown = set(judgement["ids"]) - {item.id for item in items}
        if unknown:
            raise BadInput(f"{place}: the catalog has no item {sorted(unknown)[0]!r}")
        return [item for item in items if item.id in judgement["ids"]]
    wishes = list(_wishes(judgement["where"], place, slots))
    met = [item for item in items if all(holds(wish, item) for wish in wishes)]
    if not met:
        raise BadInput(f"{place}: no product meets {json.dumps(judgement['where'])}")
    return met


def _wishes(where: Mapping[str, Any], place: str, slots: frozenset[str]) -> Iterator[Constraint]:
    for slot, spec in where.items():
        if slot not in slots:
            raise BadInput(f"{place}: the catalog has no field {slot!r}")
        for written, value in (spec if isinstance(spec, dict) else {"in" if isinstance(spec, list) else "==": spec}).items():
            operator = next((each for each in get_args(Operator) if each == written), None)
            if operator is None:
                raise BadInput(f"{place}: {written!r} is no operator: choose among {', '.join(get_args(Operator))}")
            yield Constraint(slot, operator, tuple(value) if isinstance(value, list) else value)
