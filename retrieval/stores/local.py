"""The store on this machine's disk: masks over typed columns, BM25 from postings, vectors scanned exactly or found by LanceDB's index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from core.errors import StorageError
from retrieval.constraints import Constraint
from retrieval.facts import Facts, FactsWriter, read_facts
from retrieval.filters import Columns
from retrieval.stores.arrays import CodesWriter, Floats, Vectors, largest, open_codes
from retrieval.stores.lance import Table, open_table, write_table
from retrieval.stores.postings import Postings, PostingsWriter
from retrieval.stores.protocol import PICTURE, TEXT, Batch

FOLDER = "table"  # of a generation
FLOATS_UP_TO = 20_000  # items whose vectors are held in memory as they are: 133 MB of 384 + 1280 numbers
SCAN_UP_TO = 2_000_000  # rows that pass the filter and are all scored; of more the index gives the near ones
# Scored whole, recall@10 is 1.00, by pools of the index .97 (100,000 items); 1,000,000 items take 60 ms, with pools for what passes 300,000 rows 67.
SPARE = 4  # times as many near rows are taken from the index, whose order is rough, as are asked for


class LocalStore:
    """One generation of a catalog. Safe to share between threads: it only reads."""

    def __init__(self, facts: Facts, postings: Postings, vectors: Mapping[str, Vectors], table: Table) -> None:
        self._facts = facts
        self._postings = postings
        self._vectors = vectors
        self._table = table

    @property
    def scans(self) -> int:
        return SCAN_UP_TO

    def cosines(self, column: str, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return self._vectors[column].cosines(np.asarray(vector, np.float32), rows)

    def word_scores(self, words: str, rows: np.ndarray) -> np.ndarray:
        return self._postings.scores(words)[rows]

    def match(self, constraints: Sequence[Constraint], exclude: Iterable[int] = ()) -> np.ndarray:
        return self._facts.rows(constraints, exclude)

    def count(self, constraints: Sequence[Constraint]) -> int:
        return len(self._facts.rows(constraints))

    def by_words(self, words: str, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]:
        rows = self._facts.rows(constraints, exclude)
        scores = self._postings.scores(words)[rows]
        having = np.flatnonzero(scores)
        best = having[largest(scores[having], n)]
        return dict(zip(rows[best].tolist(), scores[best].tolist(), strict=True))

    def by_vector(self, column: str, vector: np.ndarray, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]:
        rows = self._facts.rows(constraints, exclude)
        vector = np.asarray(vector, np.float32)
        if len(rows) > SCAN_UP_TO and column in self._table.indexed:
            rows = self._indexed(column, vector, rows, n)
        found, cosines = self._vectors[column].near(vector, rows, n)
        return dict(zip(found.tolist(), cosines.tolist(), strict=True))

    def vectors(self, column: str, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        return self._vectors[column].at(np.asarray(rows, np.int64))

    def stored(self, column: str, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """(rows, dim) float32 of a vector column as it was written, which its codes are not."""
        return self._table.at(column, rows)

    def _indexed(self, column: str, vector: np.ndarray, rows: np.ndarray, n: int) -> np.ndarray:
        """Those of `rows` that the index finds near; all of them where it finds too few that pass the filter."""
        near = np.sort(self._table.nearest(column, vector, min(self._facts.count, SPARE * n * self._facts.count // len(rows))))
        passing = near[np.isin(near, rows, assume_unique=True)] if len(rows) < self._facts.count else near
        return passing if len(passing) >= n else rows


def build_store(folder: Path, columns: Mapping[str, Columns], dims: tuple[int, int], batches: Iterable[Batch]) -> None:
    """Writes what these items are searched by into the folder of a generation, batch by batch. `dims` are those of text and picture vectors."""
    at = folder / FOLDER
    at.mkdir(exist_ok=True)
    with ExitStack() as stack:
        facts = stack.enter_context(FactsWriter(folder, columns))
        postings = stack.enter_context(PostingsWriter(at))
        text, pictures = (stack.enter_context(CodesWriter(at, column, dim)) for column, dim in zip((TEXT, PICTURE), dims, strict=True))

        def seen(batch: Batch) -> None:
            facts.write(batch.items)
            postings.write(batch.words)
            text.write(batch.text)
            pictures.write(batch.pictures)

        write_table(at, dims, batches, seen)


def open_store(folder: Path, facts: Facts | None = None) -> LocalStore:
    """The store of a generation's folder; `facts` are its columns where they are open already. Raises StorageError where it is missing or damaged."""
    at = folder / FOLDER
    try:
        facts = facts or read_facts(folder)
        table = open_table(at)
        if table.count != facts.count:
            raise ValueError(f"{table.count} rows of {facts.count}")
        few = facts.count <= FLOATS_UP_TO
        vectors = {name: Floats(table.all(name)) if few else open_codes(at, name, facts.count, table.dim(name)) for name in (TEXT, PICTURE)}
        return LocalStore(facts, Postings(at, facts.count), vectors, table)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0][:120]
        raise StorageError(f"the table in {at} cannot be read ({reason}): ingest the catalog again") from None
