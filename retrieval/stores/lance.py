"""The LanceDB table of a generation: the vectors as they are, and above a measured size an index of nearest neighbours over each column."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.stores.protocol import PICTURE, TEXT, Batch

TABLE, ROW = "items", "row"
INDEX_FROM = 2_000_000  # items from which the index is built: below it every query is scanned (stores/local.py); building it takes 2.5 GiB at 1,000,000
PARTS_PER_ROOT = 1  # partitions for each root of the number of items: 1,000 for 1,000,000
PROBES = 40  # partitions looked into


class Table:
    """One open table. Safe to share between threads: it only reads."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self.count = int(table.count_rows())
        self._dims = {field.name: field.type.list_size for field in table.schema if field.name in (TEXT, PICTURE)}
        self.indexed = {column for each in table.list_indices() for column in each.columns}

    def dim(self, column: str) -> int:
        return int(self._dims[column])

    def all(self, column: str) -> np.ndarray:
        """(items, dim) float32: the whole column, in order of rows."""
        found = self._table.search().select([ROW, column]).limit(max(self.count, 1)).to_arrow().combine_chunks()
        return self._sorted(found, column)[0]

    def at(self, column: str, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """(rows, dim) float32."""
        asked = np.asarray(rows, np.int64)
        if not len(asked):
            return np.zeros((0, self.dim(column)), np.float32)
        wanted, places = np.unique(asked, return_inverse=True)
        found = self._table.take_offsets(wanted.tolist()).select([ROW, column]).to_arrow().combine_chunks()
        return self._sorted(found, column)[0][places]

    def nearest(self, column: str, vector: np.ndarray, n: int) -> np.ndarray:
        """The rows of n near vectors by the index, the nearest first."""
        search = self._table.search(vector.astype(np.float32), vector_column_name=column, query_type="vector").distance_type("dot").nprobes(PROBES)
        return np.asarray(search.select([ROW, "_distance"]).limit(n).to_arrow()[ROW].to_numpy(), np.int64)

    def _sorted(self, found: Any, column: str) -> tuple[np.ndarray, np.ndarray]:
        rows = found[ROW].to_numpy()
        values = found[column].combine_chunks().flatten().to_numpy(zero_copy_only=False).reshape(-1, self.dim(column))
        order = np.argsort(rows, kind="stable")
        return (values if np.array_equal(order, np.arange(len(order))) else values[order]), rows[order]


def write_table(folder: Path, dims: tuple[int, int], batches: Iterable[Batch], seen: Callable[[Batch], None]) -> int:
    """Writes the vectors of these items, batch by batch, and indexes them where they are many. `seen` is told of each batch. Returns the number of items."""
    import pyarrow as pa

    schema = pa.schema([(ROW, pa.int64()), *((name, pa.list_(pa.float32(), dim)) for name, dim in zip((TEXT, PICTURE), dims, strict=True))])
    failed: list[BaseException] = []
    reader = pa.RecordBatchReader.from_batches(schema, _watched(_record_batches(schema, batches, seen), failed))
    try:
        table = _connect(folder).create_table(TABLE, reader)
    except (RuntimeError, ValueError, OSError):
        if failed:
            raise failed[0] from None  # Arrow tells of it in words only
        raise
    count = int(table.count_rows())
    if count >= INDEX_FROM:
        for column in (TEXT, PICTURE):
            _index(table, column, count)
    return count


def _index(table: Any, column: str, count: int) -> None:
    from lancedb.index import IvfSq

    table.create_index(column, config=IvfSq(distance_type="dot", num_partitions=max(1, int(PARTS_PER_ROOT * count**0.5)), max_iterations=15))


def _watched(batches: Iterator[Any], failed: list[BaseException]) -> Iterator[Any]:
    """The batches; what goes wrong while they are made is noted."""
    try:
        yield from batches
    except BaseException as error:
        failed.append(error)
        raise


def _record_batches(schema: Any, batches: Iterable[Batch], seen: Callable[[Batch], None]) -> Iterator[Any]:
    import pyarrow as pa

    first = 0
    for batch in batches:
        if not batch.items:
            continue
        rows = pa.array(range(first, first + len(batch.items)), pa.int64())
        yield pa.record_batch([rows, _vectors(batch.text), _vectors(batch.pictures)], schema=schema)
        seen(batch)
        first += len(batch.items)


def _vectors(matrix: np.ndarray) -> Any:
    import pyarrow as pa

    matrix = np.ascontiguousarray(matrix, dtype=np.float32)
    return pa.FixedSizeListArray.from_arrays(pa.array(matrix.ravel()), matrix.shape[1])


def open_table(folder: Path) -> Table:
    """Raises OSError, ValueError or RuntimeError where the table is missing or damaged."""
    return Table(_connect(folder).open_table(TABLE))


def _connect(folder: Path) -> Any:
    os.environ.setdefault("LANCE_LOG", "error")  # its deprecation notices are for programmers, not shoppers
    import lancedb

    return lancedb.connect(str(folder))
