"""Kept arrays: what was kept comes back, a broken file counts as none, and nothing half-written is left."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.kept import keep, kept


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    keep(tmp_path / "new" / "a.npz", labels=np.array(["x", "y"]), slopes=np.eye(2, dtype=np.float32))
    found = kept(tmp_path / "new" / "a.npz")
    assert found is not None
    assert found["labels"].tolist() == ["x", "y"]
    assert (found["slopes"] == np.eye(2)).all()


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_broken_file_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.npz").write_bytes(content)
    assert kept(tmp_path / "a.npz") is None
    assert kept(tmp_path / "b.npz") is None


def test_keeping_replaces_in_one_step(tmp_path: Path) -> None:
    for number in (1, 2):
        keep(tmp_path / "a.npz", numbers=np.full(3, number))
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]
    found = kept(tmp_path / "a.npz")
    assert found is not None and found["numbers"].tolist() == [2, 2, 2]
