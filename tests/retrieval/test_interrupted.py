"""An ingest that is killed, refused by the disk or finds damage: what is served is the old catalog or the new one, whole."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import StorageError
from retrieval import item_file, learned_file
from retrieval.catalog import open_catalog
from retrieval.encoders import Encoders
from retrieval.ingest import Shelf, ingest
from retrieval.query import Query

MakeShelf = Callable[..., Shelf]
ROOT = Path(__file__).parents[2]
unix_only = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and limited")


def crash(catalogs: Path, *words: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("crashing.py")), str(catalogs), *words],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@unix_only
def test_a_kill_at_any_moment_leaves_the_old_catalog_or_the_new_one(tmp_path: Path) -> None:
    """Each of four ingests is killed at another of its file operations or shortly after; the script looks at what is served after each."""
    (killed,) = crash(tmp_path / "catalogs", "kill", "4", "1")
    assert int(killed) >= 3


@unix_only
def test_a_disk_that_takes_no_more_is_told_and_the_old_catalog_served(tmp_path: Path) -> None:
    """Files that cannot grow beyond so many bytes stand for a disk that fills up early and late: in pictures, items, the table, its index."""
    told = crash(tmp_path / "catalogs", "full", "200", "9000", "20000", "60000")
    assert [line.split()[0] for line in told] == ["200", "9000", "20000", "60000"]
    assert all("cannot write the" in line for line in told)


@pytest.mark.parametrize(
    "where",
    [(item_file.ItemWriter, "write"), (np, "savez"), (np, "save"), (Path, "write_bytes"), (Path, "mkdir"), (learned_file, "write_learned"), (os, "replace")],
    ids=lambda each: f"{getattr(each[0], '__name__', each[0])}.{each[1]}",
)
def test_no_space_left_at_any_write(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, monkeypatch: pytest.MonkeyPatch, where: tuple[Any, str]) -> None:
    ingest(tmp_path, shelf(), encoders)
    before = open_catalog(tmp_path, "shop")
    place, name = where

    def full(*arguments: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(place, name, full)
        if place is learned_file:
            patched.setattr("retrieval.ingest.write_learned", full)
        with pytest.raises(StorageError, match=r"cannot write .*No space left on device"):
            ingest(tmp_path, shelf(items=[*shelf().items[:3], *(_renamed(shelf()))]), encoders)
    assert open_catalog(tmp_path, "shop").folder == before.folder
    assert tuple(open_catalog(tmp_path, "shop").items) == tuple(before.items)
    assert not list((tmp_path / "shop").glob(".building-*"))


def _renamed(shelf: Shelf) -> list[Any]:
    from dataclasses import replace

    return [replace(item, id=f"new-{item.id}", color="purple") for item in list(shelf.items)[3:6]]


def test_a_table_with_flipped_bytes_is_built_anew(tmp_path: Path, encoders: Encoders, shelf: MakeShelf, open_shop: Callable[..., Any]) -> None:
    """Vectors of a damaged table are not lent to the next generation, wherever the damage is."""
    ingest(tmp_path, shelf(), encoders)
    sound = open_shop(tmp_path, encoders)
    wanted = [each.item.id for each in sound.search(Query("rain jacket", k=5))]
    table = open_catalog(tmp_path, "shop").folder / "table"
    for file in [each for each in table.rglob("*") if each.is_file() and each.suffix != ".json"]:
        data = bytearray(file.read_bytes())
        data[len(data) // 3 : len(data) // 2] = os.urandom(len(data) // 2 - len(data) // 3)
        file.write_bytes(data)
    report = ingest(tmp_path, shelf(items=[*shelf().items[:15]]), encoders)
    assert report.added == report.items == 15
    found = open_shop(tmp_path, encoders)
    assert [each.item.id for each in found.search(Query("rain jacket", k=5))] == wanted
    norms = np.linalg.norm(found.store.vectors("text_vector", range(15)), axis=1)
    assert np.allclose(norms, 1, atol=1e-3)


def test_a_thumbnail_that_is_gone_is_made_again(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    ingest(tmp_path, shelf(), encoders)
    before = open_catalog(tmp_path, "shop")
    gone = before.picture("b-1")
    assert gone is not None
    gone.unlink()
    ingest(tmp_path, shelf(items=shelf().items[:15]), encoders)
    picture = open_catalog(tmp_path, "shop").picture("b-1")
    assert picture is not None and picture.is_file()


def test_generations_share_no_file(tmp_path: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    ingest(tmp_path, shelf(), encoders)
    first = open_catalog(tmp_path, "shop").picture("b-1")
    ingest(tmp_path, shelf(items=shelf().items[:15]), encoders)
    second = open_catalog(tmp_path, "shop").picture("b-1")
    assert first is not None and second is not None and first != second
    assert first.read_bytes() == second.read_bytes()
    assert not first.samefile(second)


def test_what_another_version_learned_is_learned_again(
    tmp_path: Path, encoders: Encoders, shelf: MakeShelf, open_shop: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(tmp_path, shelf(), encoders)
    sound = open_shop(tmp_path, encoders)
    monkeypatch.setattr(learned_file, "VERSION", learned_file.VERSION + 1)
    assert learned_file.read_learned(open_catalog(tmp_path, "shop").folder) is None
    found = open_shop(tmp_path, encoders)
    assert found.vocabulary.slots() == sound.vocabulary.slots()
    assert [each.item.id for each in found.search(Query("rain jacket"))] == [each.item.id for each in sound.search(Query("rain jacket"))]
