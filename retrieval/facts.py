"""The typed columns of a catalog in memory: constraints as masks over all rows. `retrieval.constraints.holds` is the reference.

One Parquet file a generation. A column is read at the first constraint that names its slot, words as codes into their distinct values: a
constraint is tried once on each distinct value, and the rows follow by one look-up (100,000 items: 0.1 ms a constraint; as SQL in LanceDB 5 ms).
"""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from retrieval.constraints import NEGATIVE, NUMERIC, Constraint
from retrieval.filters import CLOSE, OPEN, Columns, cells
from retrieval.item import Item, Value

FILE = "facts.parquet"
SLOTS = b"vitrine.slots"  # slot -> names of its columns, in the file's own metadata
ROW_GROUP = 65_536  # rows; fewer make reading a column of 1,000,000 rows slow
MASKS, SELECTIONS = 64, 16  # constraints and whole filters whose rows are remembered; a mask of 1,000,000 rows is 1 MB
COMPARE: Mapping[str, Callable[[np.ndarray, float], np.ndarray]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@dataclass(frozen=True, eq=False)
class Words:
    """A column of words: the distinct values as they are marked in the table, and (rows,) codes into them, -1 for none."""

    values: Any
    codes: np.ndarray


class Facts:
    """The columns of one generation. Safe to share between threads: what it gives must not be written to."""

    def __init__(self, path: Path) -> None:
        """Raises OSError or ValueError where the file is missing or damaged."""
        import pyarrow.parquet as pq

        self._file = pq.ParquetFile(path, memory_map=True, page_checksum_verification=True)
        schema = self._file.schema_arrow
        self.columns = {slot: Columns(*names) for slot, names in json.loads((schema.metadata or {})[SLOTS]).items()}
        words = [each.words for each in self.columns.values() if each.words]
        self._file = pq.ParquetFile(path, memory_map=True, page_checksum_verification=True, read_dictionary=words)
        self.count: int = self._file.metadata.num_rows
        self._lock = Lock()
        self.holding: Callable[[Constraint], np.ndarray] = lru_cache(MASKS)(self._holding)
        self._selected = lru_cache(SELECTIONS)(self._select)
        self._words = lru_cache(None)(self._read_words)
        self._numbers = lru_cache(None)(self._read_numbers)
        self._truths = lru_cache(None)(self._read_truths)

    def rows(self, constraints: Sequence[Constraint], exclude: Iterable[int] = ()) -> np.ndarray:
        """(rows,) int64: the rows that meet all constraints, in catalog order."""
        return self._selected(tuple(constraints), frozenset(exclude))

    def numbers(self, slot: str) -> np.ndarray:
        """(items,) float64 of a slot, NaN where no number is stated."""
        column = self.columns.get(slot, Columns()).number
        return self._numbers(column) if column else np.full(self.count, np.nan)

    def share(self, wishes: Sequence[tuple[Constraint, float]], rows: np.ndarray) -> np.ndarray:
        """(rows,) from 0 to 1: the weight of the wishes a row meets as a share of all."""
        total = sum(weight for _, weight in wishes)
        return np.asarray(sum((weight * self.holding(wish)[rows] for wish, weight in wishes), np.zeros(len(rows))) / total)

    def _select(self, constraints: tuple[Constraint, ...], exclude: frozenset[int]) -> np.ndarray:
        mask = np.ones(self.count, bool)
        for constraint in constraints:
            mask &= self.holding(constraint)
        mask[[row for row in exclude if 0 <= row < self.count]] = False
        return _frozen(np.flatnonzero(mask))

    def _holding(self, constraint: Constraint) -> np.ndarray:
        """(items,) bool: which items meet the constraint."""
        columns, value = self.columns.get(constraint.slot, Columns()), constraint.value
        if constraint.operator in NUMERIC:
            if not columns.number or not isinstance(value, (int, float)):
                return _frozen(np.zeros(self.count, bool))
            return _frozen(COMPARE[constraint.operator](self._numbers(columns.number), float(value)))  # NaN, which stands for none, is never true
        found = np.zeros(self.count, bool)
        for wanted in value if isinstance(value, tuple) else (value,):
            self._mark(found, columns, wanted, whole=constraint.operator not in ("contains", "not_contains"))
        return _frozen(~found if constraint.operator in NEGATIVE else found)

    def _mark(self, found: np.ndarray, columns: Columns, wanted: Value, *, whole: bool) -> None:
        """Sets the rows whose slot has the value. In Python True equals 1, so here too."""
        import pyarrow.compute as pc

        if isinstance(wanted, str):
            sought = wanted.casefold()
            if columns.words and OPEN not in sought and CLOSE not in sought:
                words = self._words(columns.words)
                hits = pc.match_substring(words.values, f"{OPEN}{sought}{CLOSE}" if whole else sought).to_numpy(zero_copy_only=False)
                found |= np.append(hits.astype(bool), False)[words.codes]
        elif isinstance(wanted, (int, float)):
            if columns.number:
                found |= self._numbers(columns.number) == wanted
            if columns.truth and wanted in (0, 1):
                found |= self._truths(columns.truth) == int(wanted)

    def _read(self, column: str) -> Any:
        with self._lock:
            return self._file.read(columns=[column], use_threads=False).unify_dictionaries().column(0).combine_chunks()

    def _read_words(self, column: str) -> Words:
        read = self._read(column)
        return Words(read.dictionary, read.indices.fill_null(-1).to_numpy())

    def _read_numbers(self, column: str) -> np.ndarray:
        return _frozen(self._read(column).fill_null(math.nan).to_numpy(zero_copy_only=False))

    def _read_truths(self, column: str) -> np.ndarray:
        """(items,) int8: 1, 0, or -1 where it is not said."""
        import pyarrow as pa

        return _frozen(self._read(column).cast(pa.int8()).fill_null(-1).to_numpy(zero_copy_only=False))


def _frozen(array: np.ndarray) -> np.ndarray:
    if array.flags.writeable:
        array.setflags(write=False)
    return array


class FactsWriter:
    """Writes the columns of items, some at a time."""

    def __init__(self, folder: Path, columns: Mapping[str, Columns]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._columns = columns
        types = (pa.string(), pa.float64(), pa.bool_())
        fields = [(name, type) for each in columns.values() for name, type in zip((each.words, each.number, each.truth), types, strict=True) if name]
        described = {slot: [each.words, each.number, each.truth] for slot, each in columns.items()}
        self._schema = pa.schema(fields, metadata={SLOTS: json.dumps(described).encode()})
        self._writer = pq.ParquetWriter(folder / FILE, self._schema, write_page_checksum=True)
        self._waiting: list[dict[str, str | float | bool | None]] = []

    def __enter__(self) -> FactsWriter:
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self._flush()
        self._writer.close()

    def write(self, items: Sequence[Item]) -> None:
        self._waiting += [cells(item, self._columns) for item in items]
        if len(self._waiting) >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            arrays = [pa.array([row[field.name] for row in self._waiting], field.type) for field in self._schema]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema), row_group_size=ROW_GROUP)
        self._waiting = []


def read_facts(folder: Path) -> Facts:
    """The columns of a generation. Raises OSError or ValueError for a missing or damaged file."""
    return Facts(folder / FILE)
