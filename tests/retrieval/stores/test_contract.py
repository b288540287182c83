"""What every store does, whatever stands behind it: filters that agree with `holds`, cuts that come after them, words, vectors, counts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from retrieval.constraints import OPERATORS, Constraint, holds
from retrieval.filters import ColumnNames, Columns
from retrieval.item import Item, Value
from retrieval.stores import lance, local
from retrieval.stores.local import build_store, open_store
from retrieval.stores.protocol import PICTURE, TEXT, Batch, Store
from retrieval.stores.qdrant import QdrantStore, connect, fill

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


MakeStore = Callable[[list[Item], Path], Store]
LOCAL = {  # from how many items on vectors are coded, from how many an index is built, from how many rows it is used
    "floats": (20_000, 500_000, 150_000),
    "codes": (0, 500_000, 150_000),
    "index": (0, 1, 0),
}


def columns_of(items: Sequence[Item]) -> dict[str, Columns]:
    names = ColumnNames()
    for item in items:
        names.see(item)
    return names.columns()


def batches_of(items: list[Item], text: np.ndarray, pictures: np.ndarray) -> list[Batch]:
    """Two batches, as a large catalog has many."""
    half = len(items) // 2
    return [Batch(items[part], [item.title.casefold() for item in items[part]], text[part], pictures[part]) for part in (slice(half), slice(half, None))]


@pytest.fixture(params=[*LOCAL, "qdrant"], scope="module")
def variant(request: pytest.FixtureRequest) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched:
        floats, index, scan = LOCAL.get(request.param, LOCAL["floats"])
        patched.setattr(local, "FLOATS_UP_TO", floats)
        patched.setattr(lance, "INDEX_FROM", index)
        patched.setattr(local, "SCAN_UP_TO", scan)
        yield request.param


@pytest.fixture(scope="module")
def make(variant: str) -> MakeStore:
    def make(items: list[Item], folder: Path, text: np.ndarray | None = None, pictures: np.ndarray | None = None) -> Store:
        vectors = np.eye(len(items), 8, dtype=np.float32) if text is None else text
        batches = batches_of(items, vectors, vectors if pictures is None else pictures)
        if variant == "qdrant":
            client, columns = connect(":memory:", ""), columns_of(items)
            fill(client, "shop", "vitrine-shop-g-000001", columns, lambda: batches, len(items))
            return QdrantStore(client, "vitrine-shop-g-000001", columns)
        build_store(folder, columns_of(items), (8, 8), batches)
        return open_store(folder)

    return make


def rows_that_hold(items: list[Item], *wishes: Constraint) -> list[int]:
    return [row for row, item in enumerate(items) if all(holds(wish, item) for wish in wishes)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(rows=some.lists(ITEMS, min_size=1, max_size=6), wishes=some.lists(CONSTRAINTS, min_size=1, max_size=12))
def test_filter_and_holds_agree(make: MakeStore, rows: list[tuple[float | None, str, int | None, dict[str, Value]]], wishes: list[Constraint]) -> None:
    items = [
        Item(f"i{place}", f"item {place}", price=price, color=color, stock=stock, attributes=more) for place, (price, color, stock, more) in enumerate(rows)
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = make(items, Path(folder))
        for wish in wishes:
            assert store.match([wish]).tolist() == rows_that_hold(items, wish), wish
            assert store.count([wish]) == len(store.match([wish]))
            assert sorted(store.by_vector(TEXT, np.eye(8, dtype=np.float32)[0], [wish], (), 8)) == rows_that_hold(items, wish), wish
        assert store.match(wishes[:3]).tolist() == rows_that_hold(items, *wishes[:3])


def test_every_value_against_every_wish(make: MakeStore, tmp_path: Path) -> None:
    """All pairs of values, under all operators: an item for each value, a constraint for each."""
    values: list[Value] = [*TEXTS, *FIGURES, True, False, (), ("navy blue", "it's"), ("été",), ("", "Black")]
    items = [Item(f"i{place}", f"item {place}", attributes={"größe": value}) for place, value in enumerate(values)]
    store = make(items, tmp_path)
    for operator in OPERATORS:
        for value in values:
            wish = Constraint("größe", operator, value)  # type: ignore[arg-type]
            assert store.match([wish]).tolist() == rows_that_hold(items, wish), wish


@pytest.fixture(scope="module")
def store(make: MakeStore, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Ninety red things near to the query and ten blue ones far from it, the last one without a picture."""
    items = [Item(f"i{place}", "red boot" if place < 90 else "blue lamp", color="red" if place < 90 else "blue", price=float(place)) for place in range(100)]
    items[95] = Item("i95", "lamp lamp lamps", color="blue", price=95.0)
    vectors = np.zeros((100, 8), np.float32)
    vectors[:90, 0], vectors[90:, 1] = 1, 1
    pictures = vectors.copy()
    pictures[99] = 0
    return make(items, tmp_path_factory.mktemp("table"), vectors, pictures)  # type: ignore[call-arg]


QUERY = np.eye(1, 8, dtype=np.float32)[0]
BLUE = Constraint("color", "==", "blue")


def test_filters_come_before_the_cut(store: Store) -> None:
    """The three nearest are all red; asked for blue, three blue ones must come all the same."""
    assert len(store.by_vector(TEXT, QUERY, [BLUE], (), 3)) == 3
    assert all(row >= 90 for row in store.by_vector(TEXT, QUERY, [BLUE], (), 3))
    assert set(store.by_words("red boot lamp", [BLUE], (), 5)) <= set(range(90, 100))


def test_what_is_excluded_never_comes(store: Store) -> None:
    assert 95 not in store.by_vector(TEXT, QUERY, [BLUE], (95, 3), 100)
    assert 95 not in store.by_words("lamp", [], (95, 3), 100)
    assert store.match([BLUE], (95, 3, 98)).tolist() == [90, 91, 92, 93, 94, 96, 97, 99]
    assert len(store.match([], (0, 1))) == 98


def test_scores_are_cosines_the_nearest_first(store: Store) -> None:
    query = np.array([0.6, 0.8, 0, 0, 0, 0, 0, 0], np.float32)
    found = store.by_vector(TEXT, query, (), (), 100)
    assert found[0] == pytest.approx(0.6, abs=1e-3) and found[99] == pytest.approx(0.8, abs=1e-3)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert len(store.by_vector(TEXT, query, (), (), 4)) == 4 and set(store.by_vector(TEXT, query, (), (), 4)) <= set(range(90, 100))


def test_a_missing_picture_scores_nothing(store: Store) -> None:
    found = store.by_vector(PICTURE, np.eye(8, dtype=np.float32)[1], [BLUE], (), 10)
    assert len(found) == 10 and found[99] == 0.0 and list(found)[-1] == 99


def test_vectors_come_back_in_the_order_asked_for(store: Store) -> None:
    assert store.vectors(TEXT, [99, 0, 99])[:, :2].tolist() == [[0, 1], [1, 0], [0, 1]]
    assert store.vectors(PICTURE, np.array([99, 1]))[:, :2].tolist() == [[0, 0], [1, 0]]
    assert store.vectors(TEXT, []).shape == (0, 8)


def test_words_find_what_has_them_the_best_first(store: Store) -> None:
    found = store.by_words("Lamps", [], (), 100)
    assert set(found) == set(range(90, 100)) and next(iter(found)) == 95
    assert list(found.values()) == sorted(found.values(), reverse=True) and min(found.values()) > 0
    assert store.by_words("", [], (), 5) == {} and store.by_words("nothing of it", [], (), 5) == {}
    assert len(store.by_words("red boots", [], (), 7)) == 7


def test_no_item_passes(store: Store) -> None:
    impossible = [Constraint("price", "<", 0.0)]
    assert store.match(impossible).tolist() == [] and store.count(impossible) == 0
    assert store.by_vector(TEXT, QUERY, impossible, (), 5) == {} and store.by_words("lamp", impossible, (), 5) == {}


def test_the_words_of_given_rows_score_as_in_the_search_by_words(store: Store) -> None:
    found = store.by_words("red boots and a lamp", [], (), 1000)
    rows = store.match([])
    assert found
    assert store.word_scores("red boots and a lamp", rows) == pytest.approx([found.get(row, 0.0) for row in rows.tolist()], abs=1e-4)
    some = np.array(sorted(found)[:5])
    assert store.word_scores("red boots and a lamp", some) == pytest.approx([found[row] for row in some.tolist()], abs=1e-4)
    assert store.word_scores("", rows).tolist() == [0.0] * len(rows)
    assert store.word_scores("lamp", rows[:0]).tolist() == []
