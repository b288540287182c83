"""Files as shops really send them, through `ingest` as the command line runs it: what can be taken is taken, the rest is told row by row."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from commands import ingest as command
from commands.arguments import parse
from core.errors import BadInput, NotFound
from core.settings import Settings
from retrieval.benchmark.stand_ins import StandInImage, StandInText
from retrieval.catalog import list_catalogs, open_catalog
from retrieval.encoders import Encoders
from retrieval.item import Item

Take = Callable[..., dict[str, Any]]


class Counting(StandInText):
    """Counts the texts it is given."""

    def __init__(self) -> None:
        super().__init__(16)
        self.texts = 0

    def encode(self, texts: Any) -> np.ndarray:
        self.texts += len(texts)
        return super().encode(texts)


class CountingImages(StandInImage):
    def __init__(self) -> None:
        super().__init__(16)
        self.images = 0

    def encode(self, images: Any) -> tuple[np.ndarray, np.ndarray]:
        self.images += len(images)
        return super().encode(images)


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch) -> Encoders:
    found = Encoders(Counting(), CountingImages())
    monkeypatch.setattr(command, "open_encoders", lambda settings: found)
    return found


@pytest.fixture
def take(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], encoders: Encoders) -> Take:
    """Writes a file and ingests it as the catalog "shop"; gives the report."""

    def run(content: str | bytes, name: str = "shop.csv", *words: str) -> dict[str, Any]:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        assert command.run(parse(["ingest", str(tmp_path / name), "--name", "shop", "--json", *words]), settings) == 0
        return json.loads(capsys.readouterr().out)

    return run


def items(settings: Settings) -> dict[str, Item]:
    return {item.id: item for item in open_catalog(settings.catalogs, "shop").items}


def refused(report: dict[str, Any]) -> list[tuple[int, str]]:
    return [(each["row"], each["field"]) for each in report["rejected"]]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8-sig", "utf-16"])
def test_any_encoding(take: Take, settings: Settings, encoding: str) -> None:
    report = take("id;title;couleur;prix\n1;Théière émaillée;crème;24,90 €\n".replace("€", "EUR").encode(encoding))
    assert report["rejected"] == []
    assert (items(settings)["1"].title, items(settings)["1"].color, items(settings)["1"].price) == ("Théière émaillée", "crème", 24.9)


def test_a_cell_of_ten_megabytes_costs_its_row_alone(take: Take, settings: Settings) -> None:
    report = take(f'id,title,description\n1,Mug,fine\n2,Cup,"{"x" * 10_000_000}"\n3,Pot,fine\n')
    assert refused(report) == [(3, "description")] and "over 64 KB" in report["rejected"][0]["reason"]
    assert list(items(settings)) == ["1", "3"]


def test_duplicate_ids_keep_the_first(take: Take, settings: Settings) -> None:
    report = take("id,title\n1,Mug\n1,Cup\n2,Pot\n1,Jar\n")
    assert refused(report) == [(3, "id"), (5, "id")] and "used by an earlier row" in report["rejected"][0]["reason"]
    assert [item.title for item in items(settings).values()] == ["Mug", "Pot"]


def test_prices_that_are_none(take: Take, settings: Settings) -> None:
    cells = ["NaN", "nan", "-5", "\u22125", "(5.00)", "inf", "-inf", "free", "10-20", "1e400", "null"]
    report = take("id,title,price\n" + "".join(f"{row},Mug {row},{cell}\n" for row, cell in enumerate(cells)) + "ok,Cup,5\nnone,Pot,\n")
    assert refused(report) == [(row, "price") for row in range(2, 2 + len(cells))]
    assert {id: item.price for id, item in items(settings).items()} == {"ok": 5.0, "none": None}


@pytest.mark.parametrize(
    ("cell", "price", "currency"),
    [
        ("1.234,56 EUR", 1234.56, "EUR"),
        ("$1,234.56", 1234.56, "USD"),
        ("1 234,56", 1234.56, "USD"),
        ("1\u202f234,56 €", 1234.56, "EUR"),
        ("1\u00a0234,56 zł", 1234.56, "PLN"),
        ("1'234.50 CHF", 1234.5, "CHF"),
        ("£1,234,567", 1234567.0, "GBP"),
        ("R$ 1.234,56", 1234.56, "BRL"),
        ("1 234:-", 1234.0, "USD"),
        ("12,50 kr", 12.5, "SEK"),
        ("₹1,23,456.00", 123456.0, "INR"),
        ("0.99", 0.99, "USD"),
        (".99 USD", 0.99, "USD"),
        ("¥12800", 12800.0, "JPY"),
    ],
)
def test_prices_as_shops_write_them(take: Take, settings: Settings, cell: str, price: float, currency: str) -> None:
    report = take(f'id,title,price\n1,Mug,"{cell}"\n')
    assert report["rejected"] == []
    assert (items(settings)["1"].price, items(settings)["1"].currency) == (price, currency)


def test_pictures_that_cannot_be_had_are_told_and_their_items_kept(take: Take, settings: Settings, tmp_path: Path) -> None:
    images = tmp_path / "images"
    images.mkdir()
    Image.new("RGB", (40, 40), "red").save(images / "fine.png")
    Image.new("RGB", (40, 40), "blue").save(tmp_path / "secret.png")
    (images / "text.jpg").write_text("not a picture")
    (images / "cut.png").write_bytes((images / "fine.png").read_bytes()[:60])
    (images / "empty.jpg").write_bytes(b"")
    (images / "link.png").symlink_to(tmp_path / "secret.png")
    (images / "folder.png").mkdir()
    names = ["fine.png", "absent.png", "text.jpg", "cut.png", "empty.jpg", "../secret.png", str(tmp_path / "secret.png"), "link.png", "folder.png", "", "a?b"]
    report = take("id,title,image\n" + "".join(f"{row},Mug {row},{name}\n" for row, name in enumerate(names)))
    assert report["items"] == len(names)
    assert [row for row, field in refused(report) if field == "image"] == [3, 4, 5, 6, 7, 8, 9, 10, 12]
    assert [id for id, item in items(settings).items() if item.image] == ["0"]
    reasons = " ".join(each["reason"] for each in report["rejected"])
    assert reasons.count("outside the folder") == 3 and "\n" not in reasons and reasons.count("is kept without a picture") == 9


def archives() -> dict[str, bytes]:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr("shop.csv", "id,title\n1,A\n")
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    return {
        "is a zip archive: unpack it first": zipped.getvalue(),
        "is an Excel workbook: save it as CSV": workbook.getvalue(),
        "is a gzip archive: unpack it first": gzip.compress(b"id,title\n1,A\n"),
        "is empty": b"",
        "holds nothing but white space": b"\xef\xbb\xbf \r\n\r\n",
        "is not text": b"id,title\n\x00\x01\x02",
        "has no header row": b"1,Mug,9.99\n2,Cup,8\n",
        "has a header but no products under it": b"id,title\n",
        "none of which names the products": b"a,b\n1,2\n",
    }


@pytest.mark.parametrize("says", list(archives()))
def test_what_is_no_product_file_is_told_in_a_sentence_and_changes_nothing(take: Take, settings: Settings, tmp_path: Path, says: str) -> None:
    take("id,title\n1,Mug\n2,Cup\n")
    before = {path: path.stat().st_mtime_ns for path in settings.catalogs.rglob("*") if path.name != "LOCK"}
    with pytest.raises(BadInput) as caught:
        take(archives()[says], "other.csv")
    assert says in str(caught.value) and "\n" not in str(caught.value)
    assert {path: path.stat().st_mtime_ns for path in settings.catalogs.rglob("*") if path.name != "LOCK"} == before
    assert list(items(settings)) == ["1", "2"]


def test_a_file_whose_rows_are_all_refused_leaves_the_old_catalog(take: Take, settings: Settings) -> None:
    take("id,title\n1,Mug\n2,Cup\n")
    with pytest.raises(BadInput, match=r"no row of shop can be taken: .*negative"):
        take("id,title,price\n1,Mug,-1\n2,Cup,-2\n")
    assert list(items(settings)) == ["1", "2"]


def test_a_folder_without_products_and_a_path_to_nothing(settings: Settings, tmp_path: Path, encoders: Encoders) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "notes.docx").write_bytes(b"PK")
    with pytest.raises(BadInput, match="holds no product file"):
        command.run(parse(["ingest", str(tmp_path / "bare")]), settings)
    with pytest.raises(NotFound, match="there is no file"):
        command.run(parse(["ingest", str(tmp_path / "absent.csv")]), settings)
    assert list_catalogs(settings.catalogs) == []


def test_only_what_changed_is_embedded_again(take: Take, settings: Settings, tmp_path: Path, encoders: Encoders) -> None:
    images = tmp_path / "images"
    images.mkdir()
    for name, color in (("a", "red"), ("b", "blue"), ("c", "green")):
        Image.new("RGB", (40, 40), color).save(images / f"{name}.png")
    text: Any = encoders.text
    image: Any = encoders.image

    def again(content: str) -> tuple[list[int], int, int]:
        text.texts = image.images = 0
        report = take(content)
        return [report[key] for key in ("added", "changed", "removed")], text.texts, image.images

    rows = "id,title,price,image\n1,Red Mug,5,a.png\n2,Blue Cup,6,b.png\n3,Green Pot,7,c.png\n"
    assert again(rows) == ([3, 0, 0], 3 + 4, 3)  # the stand-in's four classes are texts too
    before = {path: path.stat().st_mtime_ns for path in settings.catalogs.rglob("*") if path.name != "LOCK"}
    assert again(rows) == ([0, 0, 0], 0, 0)
    assert {path: path.stat().st_mtime_ns for path in settings.catalogs.rglob("*") if path.name != "LOCK"} == before
    assert again(rows.replace("Blue Cup", "Navy Cup")) == ([0, 1, 0], 1, 0)
    assert again(rows.replace("Blue Cup", "Navy Cup").replace(",6,", ",60,")) == ([0, 1, 0], 0, 0)
    Image.new("RGB", (40, 40), "yellow").save(images / "c.png")
    assert again(rows.replace("Blue Cup", "Navy Cup").replace(",6,", ",60,")) == ([0, 1, 0], 0, 1)
    assert again("id,title,price,image\n3,Green Pot,7,c.png\n1,Red Mug,5,a.png\n") == ([0, 0, 1], 0, 0)
    assert list(items(settings)) == ["3", "1"]


def test_variants_that_share_a_picture_embed_it_once(take: Take, settings: Settings, tmp_path: Path, encoders: Encoders) -> None:
    (tmp_path / "images").mkdir()
    Image.new("RGB", (40, 40), "red").save(tmp_path / "images" / "a.png")
    image: Any = encoders.image
    report = take("id,title,size,image\n" + "".join(f"{row},Shirt,{row},a.png\n" for row in range(6)))
    assert (report["items"], image.images) == (6, 1)
    assert len({item.image for item in items(settings).values()}) == 1
