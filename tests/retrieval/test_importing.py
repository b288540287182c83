"""A shop's file: columns mapped, cells typed, bad rows rejected one by one, bad files refused in a sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from core.errors import BadInput, NotFound
from retrieval.cells import amount
from retrieval.columns import fields_of
from retrieval.importing import read_products
from retrieval.reading.witness import typed


def write(folder: Path, text: str | bytes, name: str = "shop.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$1,299.00", 1299.0),
        ("1.299,00 EUR", 1299.0),
        ("1,299", 1299.0),
        ("12.50", 12.5),
        ("1.299 €", 1299.0),
        ("12,5", 12.5),
        ("CHF 1'299.00", 1299.0),
        ("Rs. 500", 500.0),
    ],
)
def test_prices_as_people_write_them(text: str, value: float) -> None:
    assert amount(text) == value


@pytest.mark.parametrize(("text", "says"), [("-5", "negative"), ("($5.00)", "negative"), ("cheap", "not a price"), ("10 to 20", "not a price")])
def test_what_is_no_price(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        amount(text)


def test_a_column_has_one_type() -> None:
    assert typed(["1", "", "2.5"]) == [1.0, None, 2.5]
    assert typed(["1", "two"]) == ["1", "two"]
    assert typed(["yes", "No", ""]) == [True, False, None]
    assert typed(["yes", "maybe"]) == ["yes", "maybe"]
    assert typed(["hood; pit zips", "hood"]) == [("hood", "pit zips"), ("hood",)]


def test_usual_names_are_known_and_the_rest_become_attributes() -> None:
    found = fields_of(["SKU", "Product Name", "Colour", "productType", "style", "Weight (g)"])
    assert found == {"SKU": "id", "Product Name": "title", "Colour": "color", "productType": "kind", "style": "style", "Weight (g)": "weight_g"}
    assert fields_of(["name", "style"])["style"] == "kind"


def test_the_given_mapping_speaks_first() -> None:
    assert fields_of(["Artikel", "name", "intern"], {"artikel": "title", "intern": ""}) == {"Artikel": "title", "name": "name"}
    with pytest.raises(BadInput, match="names the columns preis"):
        fields_of(["name"], {"Preis": "price"})


def test_a_row_becomes_an_item(tmp_path: Path) -> None:
    path = write(tmp_path, 'sku,name,colour,price,type,waterproof,features,weight_g\n7,Käse,red,"€ 1.299,00",cheese,yes,hood; pit zips,5\n')
    (item,) = read_products(path).items
    assert (item.id, item.title, item.color, item.price, item.currency) == ("7", "Käse", "red", 1299.0, "EUR")
    assert item.attributes == {"kind": "cheese", "waterproof": True, "features": ("hood", "pit zips"), "weight_g": 5.0}


def test_json_attributes_are_unfolded_and_typed(tmp_path: Path) -> None:
    path = write(
        tmp_path, 'id,title,attributes\n1,A,"{""style"": ""bag"", ""Wear"": [""city"", ""hill""], ""lining"": true, ""pockets"": 3, ""material"": ""wool""}"\n'
    )
    (item,) = read_products(path).items
    assert item.material == "wool"
    assert item.attributes == {"kind": "bag", "wear": ("city", "hill"), "lining": True, "pockets": 3.0}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "id,title\n1,Crème brûlée\n".encode(encoding))
    assert read_products(path).items[0].title == "Crème brûlée"


def test_semicolons_and_tabs_separate_too(tmp_path: Path) -> None:
    assert read_products(write(tmp_path, "id;title;price\n1;A;1,50\n")).items[0].price == 1.5
    assert read_products(write(tmp_path, "id\ttitle\n1\tA, B\n", "t.csv")).items[0].title == "A, B"


def test_bad_rows_are_rejected_one_by_one(tmp_path: Path) -> None:
    rows = [
        "1,A,10,4,3,{}",
        "1,again,10,,,",
        "2,,10,,,",
        "3,C,-1,,,",
        "4,D,nan,,,",
        "5,E,10,6,,",
        "6,F,10,,many,",
        "7,G,10,,,[",
        ",H,10,,,",
        "8,I,1,1,1,,extra",
        "9,J,,,,",
    ]
    read = read_products(write(tmp_path, "id,title,price,rating,stock,attributes\n" + "\n".join(rows) + "\n"))
    assert [item.id for item in read.items] == ["1", "9"]
    assert [(each.row, each.field) for each in read.rejected] == [
        (3, "id"),
        (4, "title"),
        (5, "price"),
        (6, "price"),
        (7, "rating"),
        (8, "stock"),
        (9, "attributes"),
        (10, "id"),
        (11, ""),
    ]
    assert all(each.reason for each in read.rejected)
    assert read.rows == {"1": 2, "9": 12}


def test_a_cell_of_ten_megabytes_is_rejected_and_the_file_goes_on(tmp_path: Path) -> None:
    read = read_products(write(tmp_path, f"id,title,description\n1,A,{'x' * 10_000_000}\n2,B,fine\n"))
    assert [item.id for item in read.items] == ["2"]
    assert "64 KB" in read.rejected[0].reason


def test_ids_are_made_from_titles_where_there_is_no_id_column(tmp_path: Path) -> None:
    assert [item.id for item in read_products(write(tmp_path, "title\nRed Mug\nRed Mug\n")).items] == ["red-mug", "red-mug-2"]


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    assert read_products(write(tmp_path, "id,title\n1,A\x1e\x07B\n")).items[0].title == "AB"


def test_a_folder_is_one_catalog_and_types_are_shared(tmp_path: Path) -> None:
    write(tmp_path, "id,title,size_note\n1,A,5\n", "a.csv")
    write(tmp_path, "id,title,size_note\n2,B,small\n,C,\n", "b.csv")
    read = read_products(tmp_path)
    assert [item.attributes["size_note"] for item in read.items] == ["5", "small"]
    assert read.rejected[0].reason.startswith("b.csv: ")


def bad_files(folder: Path) -> dict[str, Path]:
    archive = folder / "zip.csv"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("shop.csv", "id,title\n1,A\n")
    (folder / "bare").mkdir()
    return {
        "is a zip archive: unpack it first": archive,
        "is empty": write(folder, "", "empty.csv"),
        "not text": write(folder, b"id,title\n\x00\x01\x02", "binary.csv"),
        "is a PDF": write(folder, b"%PDF-1.7 ...", "pdf.csv"),
        "no header row": write(folder, "1,Mug,9.99\n2,Cup,8\n", "headless.csv"),
        "none of which names the products": write(folder, "foo,bar\n1,2a\n", "foreign.csv"),
        "no products under it": write(folder, "id,title\n", "header.csv"),
        "holds no product file": folder / "bare",
    }


def test_bad_files_are_refused_in_one_sentence(tmp_path: Path) -> None:
    for says, path in bad_files(tmp_path).items():
        with pytest.raises(BadInput) as caught:
            read_products(path)
        assert says in str(caught.value), path
        assert "\n" not in str(caught.value)
    with pytest.raises(NotFound, match="no file"):
        read_products(tmp_path / "absent.csv")


def test_the_starter_products_are_sound() -> None:
    """At least 240 products in 12 categories, 3 to 6 attributes each, none rejected, and a drawing for every kind."""
    from retrieval.opening import PRODUCTS
    from retrieval.starter.draw import DRAWINGS

    read = read_products(PRODUCTS)
    assert not read.rejected
    assert len(read.items) >= 240
    assert len({item.category for item in read.items}) >= 12
    assert len({item.title for item in read.items}) == len(read.items)
    for item in read.items:
        kind = str(item.value("kind"))
        assert 3 <= len([slot for slot in item.attributes if slot != "kind"]) <= 6, item.id
        assert (DRAWINGS / f"{kind.replace(' ', '-').replace(chr(39), '')}.svg").is_file(), kind
        assert item.price and item.color and item.description and item.rating and item.stock is not None, item.id
