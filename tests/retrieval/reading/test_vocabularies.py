"""schema.org/Product and Google Merchant feeds are taken as they are; unknown column names are guessed and said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.importing import read_products
from retrieval.reading.witness import SAMPLE, Witness

PRODUCT = {
    "@context": "https://schema.org/",
    "@type": "Product",
    "sku": "kt-1",
    "name": "Fell Kettle",
    "description": "Boils &amp; whistles.",
    "image": [{"@type": "ImageObject", "url": "kettle.jpg"}, "other.jpg"],
    "brand": {"@type": "Brand", "name": "Corrie"},
    "category": "Home > Kitchen > Kettles",
    "color": "black",
    "material": "enamel",
    "weight": {"@type": "QuantitativeValue", "value": 900, "unitCode": "GRM"},
    "audience": {"@type": "PeopleAudience", "suggestedGender": "https://schema.org/female"},
    "aggregateRating": {"@type": "AggregateRating", "ratingValue": "8.8", "bestRating": "10", "reviewCount": 31},
    "additionalProperty": [{"@type": "PropertyValue", "name": "Capacity", "value": 1.7, "unitText": "l"}, {"name": "Induction", "value": True}],
    "offers": [
        {"@type": "Offer", "price": "39.00", "priceCurrency": "EUR", "availability": "https://schema.org/OutOfStock"},
        {"@type": "Offer", "price": "35.00", "priceCurrency": "EUR", "availability": "https://schema.org/SoldOut"},
    ],
}


@pytest.mark.parametrize("shape", ["alone", "list", "graph", "items", "page"])
def test_schema_org_products(shape: str, tmp_path: Path) -> None:
    wrapped = {
        "alone": PRODUCT,
        "list": [{"@type": "Organization", "name": "Shop"}, PRODUCT],
        "graph": {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, PRODUCT]},
        "items": {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": PRODUCT}]},
        "page": PRODUCT,
    }[shape]
    path = tmp_path / ("shop.html" if shape == "page" else "shop.jsonld")
    text = json.dumps(wrapped)
    path.write_text(f'<!DOCTYPE html><html><script type="application/ld+json">{text}</script></html>' if shape == "page" else text, encoding="utf-8")
    (item,) = read_products(path).items
    assert (item.id, item.title, item.brand, item.category, item.value("kind")) == ("kt-1", "Fell Kettle", "Corrie", "Kitchen", "kettles")
    assert (item.price, item.currency, item.stock, item.rating, item.reviews) == (35.0, "EUR", 0, 4.4, 31)
    assert (item.color, item.material, item.audience, item.image, item.description) == ("black", "enamel", "women", "kettle.jpg", "Boils & whistles.")
    assert (item.value("capacity"), item.value("induction")) == (1.7, True)


def test_a_product_group_gives_its_variants(tmp_path: Path) -> None:
    group = {
        "@type": "ProductGroup",
        "name": "Moor Coat",
        "brand": "Sile",
        "productGroupID": "m",
        "hasVariant": [
            {"@type": "Product", "sku": "m-1", "color": "red", "offers": {"@type": "AggregateOffer", "lowPrice": 80, "highPrice": 99, "priceCurrency": "GBP"}},
            {"@type": "Product", "sku": "m-2", "color": "blue", "offers": {"@type": "Offer", "priceSpecification": {"price": 90, "priceCurrency": "GBP"}}},
        ],
    }
    (tmp_path / "g.json").write_text(json.dumps(group), encoding="utf-8")
    items = read_products(tmp_path / "g.json").items
    assert [(item.id, item.title, item.brand, item.color, item.price, item.currency) for item in items] == [
        ("m-1", "Moor Coat", "Sile", "red", 80.0, "GBP"),
        ("m-2", "Moor Coat", "Sile", "blue", 90.0, "GBP"),
    ]


FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>
<item><g:id>s1</g:id><title>Fell Sock</title><description>Warm.</description><link>https://shop.example/s1</link><g:image_link>s1.jpg</g:image_link>
<g:price>12.00 USD</g:price><g:sale_price>9.50 USD</g:sale_price><g:availability>out of stock</g:availability><g:brand>Corrie</g:brand><g:color>Black</g:color>
<g:gender>male</g:gender><g:age_group>adult</g:age_group><g:product_type>Clothing &gt; Socks</g:product_type>
<g:google_product_category>209</g:google_product_category>
<g:product_detail><g:attribute_name>Height</g:attribute_name><g:attribute_value>crew</g:attribute_value></g:product_detail></item>
<item><g:id>s2</g:id><title>Tiny Sock</title><link>https://shop.example/s2</link><g:price>7 USD</g:price><g:availability>in_stock</g:availability>
<g:age_group>infant</g:age_group><g:google_product_category>Apparel &gt; Baby</g:google_product_category></item>
</channel></rss>"""
HEADER = "id,title,description,link,image_link,price,sale price,availability,brand,color,gender,age group,product type".replace(",", "\t")
TABLE = f"{HEADER}\n" + "\t".join(
    [
        "s1",
        "Fell Sock",
        "Warm.",
        "https://shop.example/s1",
        "s1.jpg",
        "12.00 USD",
        "9.50 USD",
        "out of stock",
        "Corrie",
        "Black",
        "male",
        "adult",
        "Clothing > Socks",
    ]
)


@pytest.mark.parametrize("form", ["rss", "table"])
def test_google_merchant_feeds(form: str, tmp_path: Path) -> None:
    path = tmp_path / ("feed.xml" if form == "rss" else "feed.txt")
    path.write_text(FEED if form == "rss" else TABLE, encoding="utf-8")
    items = read_products(path).items
    sock = items[0]
    assert (sock.id, sock.price, sock.currency, sock.stock, sock.image, sock.url) == ("s1", 9.5, "USD", 0, "s1.jpg", "https://shop.example/s1")
    assert (sock.category, sock.value("kind"), sock.audience, sock.color, sock.value("regular_price")) == ("Clothing", "socks", "men", "Black", "12.00 USD")
    if form == "rss":
        assert sock.value("Height") == "crew" or sock.value("height") == "crew"
        assert (items[1].audience, items[1].category, items[1].value("kind"), items[1].stock) == ("kids", "Apparel", "baby", None)


def test_columns_are_guessed_by_name_in_other_languages_and_by_what_they_hold(tmp_path: Path) -> None:
    rows = [
        "A-1,Bergschuh Fels,Ein Schuh für lange Touren auf steinigen Wegen und im Schnee,89,99 EUR,fels.jpg,black,Corrie",
        "A-2,Regenjacke Moor,Eine leichte Jacke die auch im stärksten Regen noch dicht hält,120,00 EUR,moor.jpg,dark green,Sile",
        "A-3,Wanderhose Heide,Eine Hose mit vielen Taschen für Karten und was man sonst braucht,59,50 EUR,heide.png,brown,Corrie",
    ]
    table = (
        "Nr,Was,Dazu,Kostet,Datei,Ton,Hersteller\n" + "\n".join(row.replace(",", "\x00", 3).replace(",", ".", 1).replace("\x00", ",") for row in rows) + "\n"
    )
    (tmp_path / "shop.csv").write_text(table, encoding="utf-8")
    read = read_products(tmp_path / "shop.csv")
    first = read.items[0]
    assert (first.id, first.title, first.price, first.currency, first.image, first.color, first.brand) == (
        "A-1",
        "Bergschuh Fels",
        89.99,
        "EUR",
        "fels.jpg",
        "black",
        "Corrie",
    )
    assert first.description.startswith("Ein Schuh")
    told = read.layout.in_words()
    assert "Hersteller is brand (by name)" in told
    assert "Kostet is price (by content)" in told


def test_what_is_kept_of_a_column_is_a_sample() -> None:
    """A million rows need no more memory than five thousand, and the last cell still counts."""
    witness = Witness()
    for number in range(3 * SAMPLE):
        witness.see(str(number))
    assert (len(witness.sample), witness.type) == (SAMPLE, "number")
    witness.see("a word")
    assert witness.type == "words"
