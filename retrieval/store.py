"""The table of a catalog on disk (LanceDB): typed columns, full text, text vectors, picture features. Built once, then only read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from core.errors import StorageError
from retrieval.constraints import Constraint
from retrieval.filters import Columns, cells, where
from retrieval.item import Item
from retrieval.words import plain_words

TABLE = "items"
COLUMNS_FILE = "columns.json"
ROW, WORDS, TEXT, PICTURE = "row", "words", "text_vector", "picture_vector"


class Store(Protocol):
    """Finds rows (places in the catalog's item list). Constraints are applied before the cut to n; `exclude` are rows never to return."""

    def match(self, constraints: Sequence[Constraint], exclude: Iterable[int] = ()) -> list[int]: ...

    def count(self, constraints: Sequence[Constraint]) -> int: ...

    def by_words(self, words: str, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]: ...

    def by_vector(self, column: str, vector: np.ndarray, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]: ...

    def vectors(self, column: str, rows: Sequence[int]) -> np.ndarray: ...


class LanceStore:
    """The store on one LanceDB table. Exact scan of vectors, BM25 of Lance's full-text index."""

    def __init__(self, table: Any, columns: Mapping[str, Columns]) -> None:
        self._table = table
        self._columns = columns

    def match(self, constraints: Sequence[Constraint], exclude: Iterable[int] = ()) -> list[int]:
        """All rows that meet the constraints, in catalog order."""
        found = self._filtered(self._table.search(), constraints, exclude).select([ROW]).limit(self._table.count_rows()).to_arrow()
        return sorted(found[ROW].to_pylist())

    def count(self, constraints: Sequence[Constraint]) -> int:
        return int(self._table.count_rows(where(constraints, self._columns) or None))

    def by_words(self, words: str, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]:
        """Row -> BM25 score of the n best."""
        from lancedb.query import MatchQuery

        spoken = " ".join(plain_words(words))
        if not spoken:
            return {}
        search = self._table.search(MatchQuery(spoken, WORDS), query_type="fts")  # type: ignore[call-arg]
        found = self._filtered(search, constraints, exclude).select([ROW, "_score"]).limit(n).to_arrow()
        return dict(zip(found[ROW].to_pylist(), found["_score"].to_pylist(), strict=True))

    def by_vector(self, column: str, vector: np.ndarray, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]:
        """Row -> cosine of the n nearest (all vectors are normalised; a missing picture is all zeros and scores 0)."""
        search = self._table.search(vector.astype(np.float32), vector_column_name=column, query_type="vector").distance_type("dot")
        found = self._filtered(search, constraints, exclude).select([ROW, "_distance"]).limit(n).to_arrow()
        return {row: 1.0 - distance for row, distance in zip(found[ROW].to_pylist(), found["_distance"].to_pylist(), strict=True)}

    def vectors(self, column: str, rows: Sequence[int]) -> np.ndarray:
        """(rows, dim) float32 of a vector column."""
        found = self._table.take_offsets(list(rows)).select([ROW, column]).to_arrow().combine_chunks()
        dim = found.schema.field(column).type.list_size
        values = found[column].combine_chunks().flatten().to_numpy(zero_copy_only=False).reshape(-1, dim)
        place = {row: at for at, row in enumerate(found[ROW].to_pylist())}
        return np.asarray(values[[place[row] for row in rows]], dtype=np.float32).reshape(len(rows), dim)

    def _filtered(self, search: Any, constraints: Sequence[Constraint], exclude: Iterable[int]) -> Any:
        conditions = [part for part in (where(constraints, self._columns), _outside(exclude)) if part]
        return search.where(" AND ".join(conditions), prefilter=True) if conditions else search


def _outside(rows: Iterable[int]) -> str:
    listed = ", ".join(str(row) for row in rows)
    return f"{ROW} NOT IN ({listed})" if listed else ""


@dataclass(frozen=True, eq=False)
class Batch:
    """Some items on their way into a table: `text` is (items, text_dim), `pictures` (items, image_dim), zeros where there is none."""

    items: Sequence[Item]
    words: Sequence[str]
    text: np.ndarray
    pictures: np.ndarray


def build_store(folder: Path, columns: Mapping[str, Columns], dims: tuple[int, int], batches: Iterable[Batch]) -> None:
    """Writes the table of these items into `folder`, batch by batch. `dims` are those of text and picture vectors."""
    import pyarrow as pa
    from lancedb.index import FTS

    types = (pa.string(), pa.float64(), pa.bool_())
    typed = [pair for each in columns.values() for pair in zip((each.words, each.number, each.truth), types, strict=True) if pair[0]]
    vectors = [(name, pa.list_(pa.float32(), dim)) for name, dim in zip((TEXT, PICTURE), dims, strict=True)]
    schema = pa.schema([*typed, (ROW, pa.int64()), (WORDS, pa.string()), *vectors])
    failed: list[BaseException] = []
    reader = pa.RecordBatchReader.from_batches(schema, _watched(_record_batches(schema, columns, batches), failed))
    try:
        table = _connect(folder).create_table(TABLE, reader)
    except (RuntimeError, ValueError, OSError):
        if failed:
            raise failed[0] from None  # Arrow tells of it in words only
        raise
    table.create_index(WORDS, config=FTS(stem=True, remove_stop_words=True, with_position=False))
    described = {slot: [each.words, each.number, each.truth] for slot, each in columns.items()}
    (folder / COLUMNS_FILE).write_text(json.dumps(described), encoding="utf-8")


def _watched(batches: Iterator[Any], failed: list[BaseException]) -> Iterator[Any]:
    """The batches; what goes wrong while they are made is noted."""
    try:
        yield from batches
    except BaseException as error:
        failed.append(error)
        raise


def _record_batches(schema: Any, columns: Mapping[str, Columns], batches: Iterable[Batch]) -> Iterator[Any]:
    import pyarrow as pa

    first = 0
    for batch in batches:
        if not batch.items:
            continue
        rows = [cells(item, columns) for item in batch.items]
        data = {name: pa.array([row[name] for row in rows], schema.field(name).type) for name in schema.names if name in rows[0]}
        data |= {ROW: pa.array(range(first, first + len(rows)), pa.int64()), WORDS: pa.array(batch.words, pa.string())}
        data |= {TEXT: _vectors(batch.text), PICTURE: _vectors(batch.pictures)}
        yield pa.record_batch([data[name] for name in schema.names], schema=schema)
        first += len(rows)


def open_store(folder: Path) -> LanceStore:
    """The table in `folder`. Raises StorageError where it is missing or damaged."""
    try:
        described = json.loads((folder / COLUMNS_FILE).read_text(encoding="utf-8"))
        return LanceStore(_connect(folder).open_table(TABLE), {slot: Columns(*names) for slot, names in described.items()})
    except (OSError, ValueError, RuntimeError) as error:
        raise StorageError(f"the table in {folder} cannot be read ({str(error).splitlines()[0][:120]}): ingest the catalog again") from None


def _connect(folder: Path) -> Any:
    os.environ.setdefault("LANCE_LOG", "error")  # its deprecation notices are for programmers, not shoppers
    import lancedb

    return lancedb.connect(str(folder))


def _vectors(matrix: np.ndarray) -> Any:
    import pyarrow as pa

    matrix = np.ascontiguousarray(matrix, dtype=np.float32)
    return pa.FixedSizeListArray.from_arrays(pa.array(matrix.ravel()), matrix.shape[1])
