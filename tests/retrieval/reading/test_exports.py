"""Exports as the shop systems write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.cells import without_markup
from retrieval.importing import read_products

SHOPIFY = """\
Handle,Title,Body (HTML),Vendor,Product Category,Type,Option1 Name,Option1 Value,Option2 Name,Option2 Value,\
Variant SKU,Variant Inventory Qty,Variant Price,Image Src
trail-tee,Trail Tee,"<p>Light <em>merino</em> tee.</p><ul><li>soft</li></ul>",Alpenglow,Apparel > Clothing > Tops,T-Shirt,Color,Red,Size,S,TT-R-S,4,49.00,https://cdn/x.jpg
trail-tee,,,,,,,Red,,M,TT-R-M,0,49.00,
trail-tee,,,,,,,Blue,,S,TT-B-S,2,52.00,https://cdn/y.jpg
trail-tee,,,,,,,,,,,,,https://cdn/back.jpg
mug,Camp Mug,Enamel,Tin & Co,Home,Mug,Title,Default Title,,,MUG-1,9,14.00,https://cdn/z.jpg
"""
WOO = """ID,Type,Name,Description,Stock,Regular price,Categories,Images,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)
11,simple,Beanie,<p>A knit beanie</p>,5,20,Clothing > Accessories,"https://e/x.jpg, https://e/y.jpg",Color,Red,Material,Wool
12,variable,Belt,Leather,0,55,Clothing > Accessories,https://e/z.jpg,Color,Brown,Material,Leather
"""


def test_shopify_variants_have_what_their_product_says(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(SHOPIFY)
    read = read_products(tmp_path / "shop.csv")
    assert read.rejected == ()
    assert [(item.id, item.title, item.color, item.size, item.price, item.stock) for item in read.items] == [
        ("TT-R-S", "Trail Tee", "Red", "S", 49.0, 4),
        ("TT-R-M", "Trail Tee", "Red", "M", 49.0, 0),
        ("TT-B-S", "Trail Tee", "Blue", "S", 52.0, 2),
        ("MUG-1", "Camp Mug", "", "", 14.0, 9),
    ]
    tee, mug = read.items[0], read.items[3]
    assert (tee.description, tee.category, tee.attributes["kind"], tee.brand) == ("Light merino tee. soft", "Tops", "T-Shirt", "Alpenglow")
    assert "title" not in mug.attributes and not any(name.startswith("option") for name in tee.attributes)


def test_woocommerce_attributes_have_their_own_names(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(WOO)
    beanie, belt = read_products(tmp_path / "shop.csv").items
    assert (beanie.color, beanie.material, beanie.image) == ("Red", "Wool", "https://e/x.jpg")
    assert (beanie.category, beanie.attributes["kind"], beanie.description) == ("Clothing", "accessories", "A knit beanie")
    assert belt.attributes["kind"] == "accessories"


def test_nested_names_prices_pictures_and_categories(tmp_path: Path) -> None:
    product = {
        "sku": "A1", "name": {"en": "Lamp", "de": "Lampe"}, "price": {"amount": 59.9, "currency": "EUR"}, "brand": {"name": "Lumo"},
        "images": [{"id": 1, "src": "a.jpg"}, {"id": 2, "src": "b.jpg"}], "categories": [{"name": "Lighting"}],
        "attributes": [{"name": "Colour", "value": "brass"}, {"name": "Dimmable", "value": True}],
    }  # fmt: skip
    (tmp_path / "shop.jsonl").write_text(json.dumps(product))
    (lamp,) = read_products(tmp_path / "shop.jsonl").items
    assert (lamp.id, lamp.title, lamp.price, lamp.currency, lamp.brand, lamp.color) == ("A1", "Lamp", 59.9, "EUR", "Lumo", "brass")
    assert (lamp.image, lamp.category, lamp.attributes["dimmable"]) == ("a.jpg", "Lighting", True)


def test_french_and_german_shops(tmp_path: Path) -> None:
    (tmp_path / "fr.tsv").write_text("Réf.\tDésignation\tPrix TTC\tMatière\tImperméable\nR-1\tThéière\t1 249,00 €\tfonte\toui\nR-2\tNappe\t9 €\tlin\tnon\n")
    teapot, cloth = read_products(tmp_path / "fr.tsv").items
    assert (teapot.id, teapot.title, teapot.price, teapot.currency, teapot.material) == ("R-1", "Théière", 1249.0, "EUR", "fonte")
    assert [each.attributes["impermeable"] for each in (teapot, cloth)] == [True, False]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>A<br/>B</p>", "A B"),
        ("fits < 15 in and > 10 in", "fits < 15 in and > 10 in"),
        ("a<b>bold</b> word", "abold word"),
        ("<script>alert('x')</script><div>calm</div><!-- note -->", "calm"),
        ("<p>M&amp;S &lt;3</p>", "M&S <3"),
        ("plain", "plain"),
    ],
)
def test_markup_goes_and_words_stay(text: str, read: str) -> None:
    assert without_markup(text) == read
