"""An ingest whose encoders run on two Ray workers ends in the same catalog as one in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.errors import EngineDown, MissingEngine
from retrieval.catalog import open_catalog
from retrieval.encoders import Encoders
from retrieval.ingest import Shelf, ingest
from retrieval.query import Query
from retrieval.ray_encoders import spread
from retrieval.retriever import Retriever
from retrieval.stores.local import open_store
from retrieval.stores.protocol import PICTURE, TEXT
from tests.retrieval.conftest import HashedWords, SmallGray


def load() -> Encoders:
    return Encoders(HashedWords(), SmallGray())


class Broken:
    name, dim = "broken", 64

    def encode(self, texts: object) -> np.ndarray:
        raise ValueError("no such weights")


def test_without_ray_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingEngine, match="pip install"), spread(load, "local", 2):
        pass


def test_two_workers_make_the_same_catalog(
    tmp_path: Path, shelf: Callable[..., Shelf], open_shop: Callable[[Path, Encoders], Retriever], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ray", reason="ray is an extra: pip install ray==2.60.0")
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    ingest(tmp_path / "here", shelf(), load())
    with spread(load, "local", 2) as encoders:
        ingest(tmp_path / "there", shelf(), encoders)
        assert encoders.text.encode([]).shape == (0, 64)
    stores = [open_store(catalog.folder, catalog.facts) for catalog in (open_catalog(tmp_path / where, "shop") for where in ("here", "there"))]
    rows = np.arange(len(open_catalog(tmp_path / "here", "shop").items))
    for column in (TEXT, PICTURE):
        np.testing.assert_array_equal(stores[0].vectors(column, rows), stores[1].vectors(column, rows))
    found = [[each.item.id for each in open_shop(tmp_path / where, load()).search(Query("hiking boots"))] for where in ("here", "there")]
    assert found[0] == found[1] and found[0]
    with spread(lambda: Encoders(Broken(), SmallGray()), "local", 2) as encoders, pytest.raises(EngineDown, match="no such weights"):
        encoders.text.encode(["boots"] * 100)
