"""The SQL a constraint becomes agrees with `holds`, whatever the shop's values and the shopper's wishes are."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from retrieval.constraints import OPERATORS, Constraint, holds
from retrieval.filters import columns_of
from retrieval.item import Item, Value
from retrieval.store import Batch, LanceStore, build_store, open_store

TEXTS = [
    "black",
    "Black",
    "BLACK/red",
    "navy blue",
    "it's",
    'say "hi"',
    "ÉTÉ",
    "été",
    "straße",
    "STRASSE",
    "50%_off",
    "a;b",
    "--",
    "\\",
    "x' OR '1'='1",
    "",
    " ",
]
FIGURES = [0.0, -0.0, 1.0, 2.5, 149.99, 150.0, 1e300, -3.0, float("inf"), float("nan")]
WORDS, NUMBERS = some.sampled_from(TEXTS), some.sampled_from(FIGURES)
SCALARS = WORDS | NUMBERS | some.booleans()
VALUES = SCALARS | some.lists(WORDS, max_size=3).map(tuple)
SLOTS = ["price", "color", "waterproof", "features", "strange name; DROP TABLE items", "größe", "kind", "stock"]
ATTRIBUTES = some.dictionaries(some.sampled_from(SLOTS[2:7]), VALUES, max_size=5)
ITEMS = some.builds(
    lambda price, color, stock, attributes: (price, color, stock, attributes), some.none() | NUMBERS, WORDS, some.none() | some.integers(0, 9), ATTRIBUTES
)
CONSTRAINTS = some.builds(Constraint, some.sampled_from([*SLOTS, "never stated"]), some.sampled_from(OPERATORS), VALUES)


def built(folder: Path, items: list[Item], text: np.ndarray, pictures: np.ndarray) -> None:
    """Written in two batches, as a large catalog is."""
    half = len(items) // 2
    batches = [Batch(items[part], [item.title for item in items[part]], text[part], pictures[part]) for part in (slice(half), slice(half, None))]
    build_store(folder, columns_of(items), (text.shape[1], pictures.shape[1]), batches)


def store_of(items: list[Item], folder: Path) -> LanceStore:
    built(folder, items, np.eye(len(items), 8, dtype=np.float32), np.zeros((len(items), 8), np.float32))
    return open_store(folder)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=some.lists(ITEMS, min_size=1, max_size=6), wishes=some.lists(CONSTRAINTS, min_size=1, max_size=12))
def test_filter_and_holds_agree(rows: list[tuple[float | None, str, int | None, dict[str, Value]]], wishes: list[Constraint]) -> None:
    items = [
        Item(f"i{place}", f"item {place}", price=price, color=color, stock=stock, attributes=more) for place, (price, color, stock, more) in enumerate(rows)
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = store_of(items, Path(folder))
        for wish in wishes:
            assert store.match([wish]) == [row for row, item in enumerate(items) if holds(wish, item)], wish
            assert store.count([wish]) == len(store.match([wish]))
        together = wishes[:3]
        assert store.match(together) == [row for row, item in enumerate(items) if all(holds(wish, item) for wish in together)]


def test_every_value_against_every_wish(tmp_path: Path) -> None:
    """All pairs of values, under all operators: an item for each value, a constraint for each."""
    values: list[Value] = [*TEXTS, *FIGURES, True, False, (), ("navy blue", "it's"), ("été",), ("", "Black")]
    items = [Item(f"i{place}", f"item {place}", attributes={"größe": value}) for place, value in enumerate(values)]
    store = store_of(items, tmp_path)
    for operator in OPERATORS:
        for value in values:
            wish = Constraint("größe", operator, value)  # type: ignore[arg-type]
            assert store.match([wish]) == [row for row, item in enumerate(items) if holds(wish, item)], wish


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LanceStore:
    """Ninety red things near to the query and ten blue ones far from it."""
    items = [Item(f"i{place}", "red boot" if place < 90 else "blue lamp", color="red" if place < 90 else "blue", price=float(place)) for place in range(100)]
    folder = tmp_path_factory.mktemp("table")
    vectors = np.zeros((100, 8), np.float32)
    vectors[:90, 0], vectors[90:, 1] = 1, 1
    built(folder, items, vectors, vectors)
    return open_store(folder)


def test_filters_come_before_the_cut(store: LanceStore) -> None:
    """The three nearest are all red; asked for blue, three blue ones must come all the same."""
    query = np.eye(1, 8, dtype=np.float32)[0]
    blue = Constraint("color", "==", "blue")
    assert all(row >= 90 for row in store.by_vector("text_vector", query, [blue], (), 3))
    assert len(store.by_vector("text_vector", query, [blue], (), 3)) == 3
    assert set(store.by_words("red boot lamp", [blue], (), 5)) <= set(range(90, 100))
    assert 95 not in store.by_vector("text_vector", query, [blue], (95,), 100)


def test_scores_are_cosines_and_vectors_come_back(store: LanceStore) -> None:
    query = np.array([0.6, 0.8, 0, 0, 0, 0, 0, 0], np.float32)
    found = store.by_vector("text_vector", query, (), (), 100)
    assert found[0] == pytest.approx(0.6)
    assert found[99] == pytest.approx(0.8)
    assert store.vectors("text_vector", [99, 0])[:, :2].tolist() == [[0, 1], [1, 0]]
