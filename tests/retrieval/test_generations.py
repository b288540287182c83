"""Damage is noticed when a catalog is opened, and the last whole generation is served; a shop can go back to the one before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import NotFound, StorageError
from retrieval import seals
from retrieval.catalog import open_catalog, read_generation
from retrieval.encoders import Encoders
from retrieval.generations import current, generations, roll_back
from retrieval.importing import read_products
from retrieval.ingest import Shelf, ingest
from retrieval.pictures import DrawnPictures
from retrieval.query import Query
from tests.retrieval.conftest import SHOP, HashedWords, SmallGray

MakeShelf = Callable[..., Shelf]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of 16 products, then of 15."""
    catalogs, read = tmp_path_factory.mktemp("built"), read_products(SHOP)
    for count in (16, 15):
        ingest(catalogs, Shelf("shop", read.items[:count], DrawnPictures(), read.rows), Encoders(HashedWords(), SmallGray()))
    return catalogs / "shop"


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy of that shop, to be damaged."""
    return Path(shutil.copytree(built, tmp_path / "shop"))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)


def count(home: Path) -> int:
    return len(open_catalog(home.parent, home.name).items)


def test_a_flipped_byte_in_any_file_serves_the_generation_before(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = current(home)
    names = {path.relative_to(folder).parts[0] for path in files(folder)}
    assert names >= {"manifest.json", "items.jsonl", "offsets.npy", "facts.parquet", "meanings.npz", "learned.json", "tuned.npz", "pictures", "table"}
    for path in files(folder):
        whole = path.read_bytes()
        for place in {0, len(whole) // 3, len(whole) // 2, len(whole) - 1}:
            flip(path, place)
            assert count(home) == 16, (path, place)
            told = capsys.readouterr().err
            assert "the catalog shop is damaged" in told and "g-000001" in told
            path.write_bytes(whole)
    assert count(home) == 15
    assert capsys.readouterr().err == ""


def test_a_file_that_is_cut_or_gone_serves_the_generation_before(home: Path) -> None:
    for path in files(current(home)):
        whole = path.read_bytes()
        for damage in (lambda path=path, whole=whole: path.write_bytes(whole[:-1]), lambda path=path: path.write_bytes(b""), path.unlink):
            damage()
            assert count(home) == 16, path
            path.write_bytes(whole)
    assert count(home) == 15


def test_every_byte_of_the_manifest_and_the_pointer_counts(home: Path) -> None:
    for path, served in ((current(home) / seals.MANIFEST, {16}), (home / "CURRENT", {15, 16})):
        whole = path.read_bytes()
        for place in range(0, len(whole), max(1, len(whole) // 60)):
            flip(path, place)
            assert count(home) in served or whole[place : place + 1].isspace(), place
            path.write_bytes(whole)


def test_with_no_whole_generation_the_damage_is_told(home: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    for folder in generations(home):
        flip(folder / "items.jsonl", 5)
    with pytest.raises(StorageError, match=r"the catalog shop is damaged \(items.jsonl is not what was written\): ingest it again"):
        open_catalog(home.parent, "shop")
    with pytest.raises(NotFound, match="no whole generation before g-000002"):
        roll_back(home, read_generation)
    assert ingest(home.parent, shelf(), encoders).added == 16
    assert count(home) == 16


def test_of_a_large_file_every_cut_and_the_blocks_that_are_looked_at_count(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = current(home)
    monkeypatch.setattr(seals, "WHOLE_UP_TO", 1000)
    monkeypatch.setattr(seals, "BLOCK", 50)
    monkeypatch.setattr(seals, "BLOCKS", 5)
    sealed = seals.seals(folder)
    codes = folder / "table" / "picture_vector.codes"
    whole = codes.read_bytes()
    for place in (0, 49, (len(whole) - 50) // 2, len(whole) - 1):
        flip(codes, place)
        assert seals.damaged(folder, sealed) == ["table/picture_vector.codes"]
        codes.write_bytes(whole)
    codes.write_bytes(whole[:-1])
    assert seals.damaged(folder, sealed) == ["table/picture_vector.codes"]
    codes.write_bytes(whole)
    assert seals.damaged(folder, sealed) == []


def test_roll_back_and_forth(home: Path, encoders: Encoders, shelf: MakeShelf, open_shop: Callable[..., Any]) -> None:
    last = shelf().items[15]
    assert roll_back(home, read_generation).folder.name == "g-000001"
    assert count(home) == 16
    assert last.id in {each.item.id for each in open_shop(home.parent, encoders).search(Query(last.title, k=3))}
    with pytest.raises(NotFound, match="no whole generation before g-000001"):
        roll_back(home, read_generation)
    assert ingest(home.parent, shelf(items=shelf().items[:14]), encoders).removed == 2
    assert [each.name for each in generations(home)] == ["g-000003", "g-000001"]  # the one that was served is the one to go back to
    assert roll_back(home, read_generation).folder.name == "g-000001"


def test_an_ingest_over_a_damaged_generation_keeps_the_whole_one(home: Path, encoders: Encoders, shelf: MakeShelf) -> None:
    flip(current(home) / "facts.parquet", 40)
    ingest(home.parent, shelf(items=shelf().items[:15]), encoders)
    assert count(home) == 15
    assert [each.name for each in generations(home)] == ["g-000003", "g-000001"]


def test_a_pointer_that_leads_out_is_not_followed(home: Path) -> None:
    (home / "CURRENT").write_text("../other/g-000001\n")
    with pytest.raises(StorageError, match="which is no generation"):
        current(home)
    assert count(home) == 15
