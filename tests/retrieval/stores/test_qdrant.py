"""A generation on a Qdrant server: sent once, named after what it holds, reached by the catalog's alias. The filters are in test_contract.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qdrant_client import QdrantClient

from core.errors import StorageError
from core.settings import Settings
from retrieval import opening
from retrieval.catalog import open_catalog
from retrieval.constraints import Constraint
from retrieval.encoders import Encoders
from retrieval.generations import roll_back
from retrieval.ingest import Shelf, ingest
from retrieval.query import Query
from retrieval.retriever import Retriever
from retrieval.stores import qdrant

MakeShelf = Callable[..., Shelf]


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> QdrantClient:
    """One server in memory for all connections of a test; it counts what is sent."""
    found = QdrantClient(":memory:")
    monkeypatch.setattr(qdrant, "connect", lambda url, key: found)
    return found


@pytest.fixture
def open_it(tmp_path: Path, encoders: Encoders, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Retriever]:
    monkeypatch.setattr(opening, "open_encoders", lambda settings: encoders)
    return lambda store="qdrant": opening.open_retriever(Settings(home=tmp_path, catalog="shop", store=store))


def aliases(client: QdrantClient) -> dict[str, str]:
    return {each.alias_name: each.collection_name for each in client.get_aliases().aliases}


def names(client: QdrantClient) -> list[str]:
    return sorted(each.name.rsplit("-", 1)[0] for each in client.get_collections().collections)


def test_both_stores_give_the_same_suggestions(
    tmp_path: Path, encoders: Encoders, shelf: MakeShelf, client: QdrantClient, open_it: Callable[..., Retriever]
) -> None:
    ingest(tmp_path / "catalogs", shelf(), encoders)
    here, there = open_it("lancedb"), open_it("qdrant")
    cheap = Constraint("price", "<=", 100.0)
    queries = [
        Query("hiking boots"),
        Query("red rain jacket", constraints=(cheap,)),
        Query(constraints=(cheap,), sort="price"),
        Query("mug", exclude=frozenset({"b-1"})),
    ]
    for query in queries:
        found, expected = there.search(query), here.search(query)
        assert [each.item.id for each in found] == [each.item.id for each in expected]
        assert [each.score for each in found] == pytest.approx([each.score for each in expected], abs=1e-3)


def test_a_generation_is_sent_once_and_the_alias_follows(
    tmp_path: Path, encoders: Encoders, shelf: MakeShelf, client: QdrantClient, open_it: Callable[..., Retriever], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    upsert = client.upsert
    monkeypatch.setattr(client, "upsert", lambda name, points, **more: (sent.append(len(points)), upsert(name, points, **more)))
    for count, generation in ((16, 1), (15, 2), (14, 3)):
        ingest(tmp_path / "catalogs", shelf(items=shelf().items[:count]), encoders)
        for _ in range(2):
            assert open_it().count(()) == count
        catalog = open_catalog(tmp_path / "catalogs", "shop")
        assert aliases(client) == {"vitrine-shop": f"vitrine-shop-g-00000{generation}-{catalog.seal[:12]}"}
    assert sent == [16, 15, 14]
    assert names(client) == ["vitrine-shop-g-000002", "vitrine-shop-g-000003"]  # the one before stays for those who read it
    roll_back(tmp_path / "catalogs" / "shop", lambda folder: folder)
    assert open_it().count(()) == 15 and sent == [16, 15, 14]


def test_what_broke_off_is_sent_again(
    tmp_path: Path, encoders: Encoders, shelf: MakeShelf, client: QdrantClient, open_it: Callable[..., Retriever], monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(tmp_path / "catalogs", shelf(), encoders)
    monkeypatch.setattr(opening, "SENT_AT_ONCE", 5)
    batches = opening._batches

    rounds: list[None] = []

    def once(*arguments: Any) -> Iterator[Any]:
        rounds.append(None)
        for place, batch in enumerate(batches(*arguments)):
            if len(rounds) == 2 and place == 2:
                raise OSError("the connection was lost")
            yield batch

    monkeypatch.setattr(opening, "_batches", once)
    with pytest.raises(StorageError, match=r"did not do what it was asked \(the connection was lost\)"):
        open_it()
    assert aliases(client) == {}
    assert open_it().count(()) == 16


def test_a_server_that_does_not_answer_is_one_sentence() -> None:
    with pytest.raises(StorageError, match=r"the Qdrant server http://127\.0\.0\.1:9 did not do what it was asked .*: look at it, or choose --store lancedb"):
        qdrant.connect("http://127.0.0.1:9", "")
