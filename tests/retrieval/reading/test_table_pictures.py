"""Pictures inside a table of products, as image datasets keep them, become the catalog's pictures."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from core.errors import NotFound
from retrieval.importing import Products
from retrieval.ingest import Shelf, ingest
from retrieval.pictures import PicturesOfProducts
from retrieval.reading.arrow_records import TablePictures

COLORS = ["red", "green", "blue", "white", "black"]


def picture(color: str) -> dict[str, Any]:
    out = io.BytesIO()
    Image.new("RGB", (32, 32), color).save(out, "PNG")
    return {"bytes": out.getvalue(), "path": f"{color}.png"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [{"id": f"p{n}", "title": f"Mug {color}", "image": picture(color) if color != "white" else None} for n, color in enumerate(COLORS)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "mugs.parquet", row_group_size=2)
    return tmp_path / "mugs.parquet"


def test_pictures_of_rows_in_any_order(table: Path) -> None:
    products = Products(table)
    pictures = TablePictures(products.source.files)
    named = {item.id: item.image for item in products}
    assert named["p3"] == ""
    for id in ("p0", "p2", "p4", "p1", "p1"):
        with Image.open(io.BytesIO(pictures.read(named[id]))) as image:
            assert image.convert("RGB").getpixel((5, 5)) == Image.new("RGB", (1, 1), COLORS[int(id[1])]).getpixel((0, 0))
    for wrong in ("embedded:mugs.parquet:4", "embedded:mugs.parquet:99", "embedded:other.parquet:1", "embedded:mugs.parquet:x"):
        with pytest.raises(NotFound):
            pictures.read(wrong)


def test_they_are_ingested(table: Path, tmp_path: Path, encoders: Any, open_shop: Any) -> None:
    products = Products(table)
    pictures = PicturesOfProducts(None, TablePictures(products.source.files))
    report = ingest(tmp_path, Shelf("shop", products, pictures, products.rows, products.rejected), encoders)
    assert (report.items, report.rejected) == (5, ())
    shop = open_shop(tmp_path, encoders)
    assert [shop.picture(f"p{n}") is not None for n in range(5)] == [True, True, True, False, True]
    again = Products(table)
    assert ingest(tmp_path, Shelf("shop", again, PicturesOfProducts(None, TablePictures(again.source.files))), encoders).changed == 0
