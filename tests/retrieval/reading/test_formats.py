"""Every format a shop may send gives the same items: the same three products, written nine ways."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.errors import BadInput
from retrieval.importing import read_products
from retrieval.item import Item

ROWS = [
    {
        "sku": "b1",
        "name": "Fell Boot",
        "price": 89.5,
        "brand": "Corrie",
        "color": "brown",
        "waterproof": True,
        "weight_g": 640,
        "features": ["lug sole", "hook"],
    },
    {"sku": "b2", "name": "Moor Boot", "price": 120, "brand": "Corrie", "color": "green", "waterproof": False, "weight_g": 710, "features": ["hook"]},
    {"sku": "c1", "name": "Rain Cape", "price": None, "brand": "Sile", "color": "navy", "waterproof": True, "weight_g": 300, "features": []},
]
CELLS = [{**row, "waterproof": "yes" if row["waterproof"] else "no", "features": "; ".join(row["features"])} for row in ROWS]  # type: ignore[arg-type]


def delimited(mark: str) -> str:
    lines = [mark.join(CELLS[0]), *(mark.join("" if cell is None else str(cell) for cell in row.values()) for row in CELLS)]
    return "\n".join(lines) + "\n"


def as_csv(folder: Path) -> Path:
    (folder / "shop.csv").write_text(delimited(","), encoding="utf-8")
    return folder / "shop.csv"


def as_tsv(folder: Path) -> Path:
    (folder / "shop.tsv").write_text(delimited("\t"), encoding="utf-16")
    return folder / "shop.tsv"


def as_json(folder: Path) -> Path:
    (folder / "shop.json").write_text(json.dumps(ROWS), encoding="utf-8-sig")
    return folder / "shop.json"


def as_wrapped_json(folder: Path) -> Path:
    """The way a shop's interface answers: the list under a name, details in an object of their own."""
    own = ("sku", "name", "price", "brand")
    wrapped = [{**{key: row[key] for key in own}, "attributes": {key: value for key, value in row.items() if key not in own}} for row in ROWS]
    (folder / "shop.json").write_text(json.dumps({"page": 1, "tags": ["a"], "products": wrapped}), encoding="utf-8")
    return folder / "shop.json"


def as_lines(folder: Path) -> Path:
    (folder / "shop.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS) + "\n\n", encoding="utf-8")
    return folder / "shop.jsonl"


def as_parquet(folder: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "shop.parquet", row_group_size=2)
    return folder / "shop.parquet"


def as_arrow(folder: Path) -> Path:
    with pa.OSFile(str(folder / "shop.arrow"), "wb") as sink, pa.ipc.new_file(sink, pa.Table.from_pylist(ROWS).schema) as writer:
        writer.write_table(pa.Table.from_pylist(ROWS))
    return folder / "shop.arrow"


def as_saved_dataset(folder: Path) -> Path:
    """What `datasets.DatasetDict.save_to_disk` writes: Arrow streams by split."""
    (folder / "dataset_dict.json").write_text(json.dumps({"splits": ["train", "test"]}), encoding="utf-8")
    table = pa.Table.from_pylist(ROWS)
    for split, part in (("train", table.slice(0, 2)), ("test", table.slice(2))):
        inner = folder / split
        inner.mkdir()
        (inner / "dataset_info.json").write_text("{}", encoding="utf-8")
        (inner / "state.json").write_text(json.dumps({"_data_files": [{"filename": "data-00000-of-00001.arrow"}]}), encoding="utf-8")
        with pa.OSFile(str(inner / "data-00000-of-00001.arrow"), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(part)
    return folder


def as_hub_dataset(folder: Path) -> Path:
    (folder / "data").mkdir()
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "data" / "train-00000-of-00001.parquet")
    (folder / "README.md").write_text("# shop\n", encoding="utf-8")
    return folder


WRITERS: list[Callable[[Path], Path]] = [as_csv, as_tsv, as_json, as_wrapped_json, as_lines, as_parquet, as_arrow, as_saved_dataset, as_hub_dataset]


@pytest.mark.parametrize("write", WRITERS, ids=lambda writer: writer.__name__)
def test_every_format_gives_the_same_items(write: Callable[[Path], Path], tmp_path: Path) -> None:
    read = read_products(write(tmp_path))
    assert not read.rejected
    assert read.items == (
        Item(
            "b1", "Fell Boot", price=89.5, brand="Corrie", color="brown", attributes={"waterproof": True, "weight_g": 640.0, "features": ("lug sole", "hook")}
        ),
        Item("b2", "Moor Boot", price=120.0, brand="Corrie", color="green", attributes={"waterproof": False, "weight_g": 710.0, "features": ("hook",)}),
        Item("c1", "Rain Cape", brand="Sile", color="navy", attributes={"waterproof": True, "weight_g": 300.0}),
    )


def test_a_bad_line_is_rejected_and_the_file_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text(
        '{"id": "1", "title": "A"}\n{"id": "2", "title":\n[3]\n{"title": "no id"}\n'
        + json.dumps({"id": "5", "title": "x" * 70000})
        + '\n{"id": "6", "title": "F"}\n'
    )
    read = read_products(path)
    assert [item.id for item in read.items] == ["1", "6"]
    assert [(each.row, each.field) for each in read.rejected] == [(2, ""), (3, ""), (4, "id"), (5, "title")]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", b"[{", "not valid JSON"),
        ("a.json", b'{"title": "one"}', "no list of products"),
        ("a.parquet", b"PAR1 and nothing else", "cannot be read as a table"),
        ("a.arrow", b"nonsense", "cannot be read as a table"),
        ("a.xml", b"<rss><channel></channel></rss>", "XML without products"),
        ("a.xml", b"<rss><channel>", "cannot be read as XML"),
        ("a.html", b"<html><body>hello</body></html>", "page without JSON-LD"),
        ("a.xlsx", b"PK\x03\x04 ...", "zip archive"),
        ("a.xls", b"\xd0\xcf\x11\xe0 ...", "old Office document"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=says) as caught:
        read_products(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
    (tmp_path / "feed.xml").write_text(bomb)
    with pytest.raises(BadInput, match="cannot be read as XML"):
        read_products(tmp_path / "feed.xml")
