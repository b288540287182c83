"""The store on a Qdrant server, 1.20 or later, or in the client's local mode: one collection a generation, and an alias that names the current one.

Filters are Qdrant's own (qdrant_filters.py). Full text is BM25 as well: a sparse vector of a text's stems, whose rarity the server knows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException

from core.errors import StorageError
from retrieval.constraints import Constraint
from retrieval.filters import Columns
from retrieval.stores.postings import K1, B, terms
from retrieval.stores.protocol import PICTURE, TEXT, Batch
from retrieval.stores.qdrant_filters import filter_of, payload
from retrieval.words import plain_words

WORDS = "words"  # the sparse vector
PAGE = 10_000  # rows of one answer
PREFIX = "vitrine-"


class QdrantStore:
    """One collection. Safe to share between threads and processes: it only reads."""

    def __init__(self, client: QdrantClient, collection: str, columns: Mapping[str, Columns]) -> None:
        self._client = client
        self._collection = collection
        self._columns = columns

    @property
    def scans(self) -> int:
        return 0

    def cosines(self, column: str, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return np.asarray(self.vectors(column, rows) @ vector, np.float32)

    def word_scores(self, words: str, rows: np.ndarray) -> np.ndarray:
        counted = _counted(words)
        if not counted or not len(rows):
            return np.zeros(len(rows), np.float32)
        having = self._query(WORDS, _sparse(counted), models.Filter(must=[models.HasIdCondition(has_id=rows.tolist())]), len(rows))
        return np.array([having.get(row, 0.0) for row in rows.tolist()], np.float32)

    def match(self, constraints: Sequence[Constraint], exclude: Iterable[int] = ()) -> np.ndarray:
        wanted, found, offset = filter_of(constraints, self._columns, exclude), [], None
        with asking():
            while True:
                page, offset = self._client.scroll(self._collection, wanted, limit=PAGE, offset=offset, with_payload=False)
                found += [int(point.id) for point in page]
                if offset is None:
                    return np.array(sorted(found), np.int64)

    def count(self, constraints: Sequence[Constraint]) -> int:
        with asking():
            return self._client.count(self._collection, filter_of(constraints, self._columns), exact=True).count

    def by_words(self, words: str, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]:
        counted = _counted(words)
        return self._query(WORDS, _sparse(counted), filter_of(constraints, self._columns, exclude), n) if counted else {}

    def by_vector(self, column: str, vector: np.ndarray, constraints: Sequence[Constraint], exclude: Iterable[int], n: int) -> dict[int, float]:
        return self._query(column, np.asarray(vector, np.float32).tolist(), filter_of(constraints, self._columns, exclude), n)

    def vectors(self, column: str, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        asked = [int(row) for row in rows]
        with asking():
            dim = self._client.get_collection(self._collection).config.params.vectors[column].size  # type: ignore[index]
            found = self._client.retrieve(self._collection, sorted(set(asked)), with_payload=False, with_vectors=[column]) if asked else []
        by_row = {int(point.id): point.vector[column] for point in found}  # type: ignore[index,call-overload]
        return np.array([by_row[row] for row in asked], np.float32).reshape(len(asked), dim)

    def _query(self, using: str, query: Any, wanted: models.Filter | None, n: int) -> dict[int, float]:
        with asking():
            found = self._client.query_points(self._collection, query, using=using, query_filter=wanted, limit=n, with_payload=False)
        return {int(point.id): float(point.score) for point in found.points}


def _counted(words: str) -> dict[str, float]:
    """How often each stem occurs."""
    return {word: float(times) for word, times in Counter(terms(plain_words(words))).items()}


def collection_of(catalog: str, generation: str, seal: str) -> str:
    """The collection of a generation, which is told from another of the same number by its seal."""
    return f"{PREFIX}{catalog}-{generation}-{seal[:12]}"


def fill(client: QdrantClient, catalog: str, collection: str, columns: Mapping[str, Columns], batches: Callable[[], Iterable[Batch]], count: int) -> None:
    """Makes the collection hold the `count` items and the catalog's alias point at it; nothing is sent where it holds them already.

    Rows are the points' ids, so that filling again after a break ends in the same. Collections that no alias leads to any more are removed,
    but for the one before. Raises StorageError.
    """
    with asking():
        if not client.collection_exists(collection) or client.count(collection, exact=True).count != count:
            _send(client, collection, columns, batches)
        _switch(client, catalog, collection)


def _send(client: QdrantClient, collection: str, columns: Mapping[str, Columns], batches: Callable[[], Iterable[Batch]]) -> None:
    lengths = [len(terms(words.split())) for batch in batches() for words in batch.words]
    mean, row = max(sum(lengths) / max(len(lengths), 1), 1e-9), 0
    for batch in batches():
        if not batch.items:
            continue
        if row == 0:
            _create(client, collection, columns, (batch.text.shape[1], batch.pictures.shape[1]))
        points = []
        for item, words, text, picture in zip(batch.items, batch.words, batch.text, batch.pictures, strict=True):
            length = lengths[row]
            gains = {word: n * (K1 + 1) / (n + K1 * (1 - B + B * length / mean)) for word, n in Counter(terms(words.split())).items()}
            vectors = {TEXT: text.tolist(), PICTURE: picture.tolist(), WORDS: _sparse(gains)}
            points.append(models.PointStruct(id=row, vector=vectors, payload=payload(item, columns)))
            row += 1
        client.upsert(collection, points, wait=True)


def _create(client: QdrantClient, collection: str, columns: Mapping[str, Columns], dims: tuple[int, int]) -> None:
    if client.collection_exists(collection):
        return
    dense = {name: models.VectorParams(size=dim, distance=models.Distance.DOT) for name, dim in zip((TEXT, PICTURE), dims, strict=True)}
    client.create_collection(collection, dense, {WORDS: models.SparseVectorParams(modifier=models.Modifier.IDF)})
    if isinstance(getattr(client, "_client", None), _remote()):  # local mode has no payload indices and warns of each
        kinds = (models.PayloadSchemaType.KEYWORD, models.PayloadSchemaType.FLOAT, models.PayloadSchemaType.BOOL)
        for each in columns.values():
            for name, kind in zip((each.words, each.number, each.truth), kinds, strict=True):
                if name:
                    client.create_payload_index(collection, name, kind)


def _remote() -> type:
    from qdrant_client.qdrant_remote import QdrantRemote

    return QdrantRemote


def _switch(client: QdrantClient, catalog: str, collection: str) -> None:
    """Points the alias of the catalog at the collection in one operation, and removes what came before the collection it pointed at."""
    alias = f"{PREFIX}{catalog}"
    before = [each.collection_name for each in client.get_aliases().aliases if each.alias_name == alias]
    if before == [collection]:
        return
    changes: list[Any] = [models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=alias))] if before else []
    changes.append(models.CreateAliasOperation(create_alias=models.CreateAlias(collection_name=collection, alias_name=alias)))
    client.update_collection_aliases(changes)
    for each in client.get_collections().collections:
        if each.name.startswith(f"{alias}-g-") and each.name not in (collection, *before):
            client.delete_collection(each.name)


def _sparse(weights: Mapping[str, float]) -> models.SparseVector:
    """A sparse vector by the hash of each word; of two words with one hash the weights are added."""
    found: Counter[int] = Counter()
    for word, weight in weights.items():
        found[int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "big")] += weight  # type: ignore[assignment]
    return models.SparseVector(indices=list(found), values=list(found.values()))


def connect(url: str, key: str) -> QdrantClient:
    """A client of a server, or of the local mode where the address is ":memory:". Raises StorageError where nothing answers."""
    with asking(url):
        client = QdrantClient(location=url) if url == ":memory:" else QdrantClient(url=url, api_key=key or None, timeout=30)
        client.get_collections()
    return client


@contextmanager
def asking(url: str = "") -> Iterator[None]:
    """What the client raises becomes one sentence."""
    try:
        yield
    except (ApiException, OSError, ValueError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0][:120]
        server = f"the Qdrant server {url}" if url else "the Qdrant server"
        raise StorageError(f"{server} did not do what it was asked ({reason}): look at it, or choose --store lancedb") from None
