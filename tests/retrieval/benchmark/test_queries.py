"""The judged queries and their loader."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from core.errors import BadInput
from retrieval.benchmark.queries import DEVELOPMENT, EXACT, TEST, TYPES, digest_of, load_queries
from retrieval.importing import read_products
from retrieval.item import Item
from retrieval.opening import PRODUCTS
from retrieval.weights import read_weights

ITEMS = (Item("a", "Red Tent", price=90.0, color="red", attributes={"kind": "tent", "waterproof": True}), Item("b", "Mug", price=9.0))
GOOD: dict[str, Any] = {"query": "a tent", "type": "plain", "split": "test", "judged": [{"grade": 3, "where": {"kind": "tent"}}, {"grade": 1, "ids": ["b"]}]}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "queries.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in lines), encoding="utf-8")
    return path


def test_the_query_set_covers_every_type_and_keeps_a_third_apart() -> None:
    queries = load_queries(list(read_products(PRODUCTS).items))
    splits, types = Counter(each.split for each in queries), Counter(each.type for each in queries)
    assert len(queries) >= 220
    assert set(types) == set(TYPES) and min(types.values()) >= 15
    assert 0.3 <= splits[TEST] / len(queries) <= 0.4
    for name in TYPES:
        assert {each.split for each in queries if each.type == name} == {DEVELOPMENT, TEST}
    assert all(EXACT in each.grades.values() for each in queries)


def test_the_weights_were_fitted_on_this_query_set() -> None:
    assert read_weights().queries == digest_of(), "the queries changed: run python -m retrieval.benchmark.fit"


def test_grades_come_from_predicates_and_ids(tmp_path: Path) -> None:
    (query,) = load_queries(ITEMS, written(tmp_path, GOOD))
    assert query.grades == {"a": 3, "b": 1}


@pytest.mark.parametrize(
    "where", [{"price": {">=": 50, "<": 100}}, {"waterproof": True}, {"color": ["red", "blue"]}, {"color": {"!=": "blue"}, "kind": "tent"}]
)
def test_predicates(tmp_path: Path, where: dict[str, Any]) -> None:
    (query,) = load_queries(ITEMS, written(tmp_path, {**GOOD, "judged": [{"grade": 3, "where": where}]}))
    assert query.grades == {"a": 3}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"note": "x"}, "exactly"),
        ({"type": "rude"}, "type is 'rude'"),
        ({"split": "train"}, "split 'train'"),
        ({"judged": [{"grade": 4, "ids": ["a"]}]}, "a judgement is"),
        ({"judged": [{"grade": 3, "ids": ["a"], "where": {}}]}, "a judgement is"),
        ({"judged": [{"grade": 3, "ids": ["zzz"]}]}, "no item 'zzz'"),
        ({"judged": [{"grade": 3, "where": {"colour": "red"}}]}, "no field 'colour'"),
        ({"judged": [{"grade": 3, "where": {"price": {"~": 3}}}]}, "no operator"),
        ({"judged": [{"grade": 3, "where": {"kind": "boat"}}]}, "no product meets"),
        ({"judged": [{"grade": 2, "ids": ["a"]}]}, "answers 'a tent' exactly"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=f"line 1.*{says}"):
        load_queries(ITEMS, written(tmp_path, {**GOOD, **change}))


def test_a_query_stands_once(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="asks 'a tent' twice"):
        load_queries(ITEMS, written(tmp_path, GOOD, GOOD))
