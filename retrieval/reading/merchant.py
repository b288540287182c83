"""Google Merchant feeds (RSS 2.0 or Atom with the g: namespace), an element at a time; the same names head its tab-separated form.

Names and meaning after Google's product data specification, https://support.google.com/merchants/answer/7052112.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from core.errors import BadInput
from retrieval.cells import CELL_LIMIT, clean
from retrieval.reading.product_ld import category_cells
from retrieval.reading.record import Cell, Record, Rejected

NAMESPACE = "{http://base.google.com/ns/1.0}"
ENTRIES = ("item", "{http://www.w3.org/2005/Atom}entry")
MARKS = {"image_link", "google_product_category", "product_type", "availability", "sale_price", "gtin", "item_group_id", "age_group"}
TELLING = 3  # of these among the columns of a table make it a Merchant feed
AUDIENCES = {"male": "men", "female": "women", "unisex": "unisex"}
CHILDREN = {"newborn", "infant", "toddler", "kids"}
DROPPED = {"link", "additional_image_link", "mobile_link", "shipping", "tax", "identifier_exists", "custom_label_0", "custom_label_1", "custom_label_2",
           "custom_label_3", "custom_label_4", "adult", "gtin", "mpn", "google_product_category", "ads_redirect", "shipping_weight"}  # fmt: skip


def is_feed(columns: set[str]) -> bool:
    """Whether the columns of a table are those of a Merchant feed."""
    return len({column.removeprefix("g:").strip().casefold().replace(" ", "_") for column in columns} & MARKS) >= TELLING


def feed_records(path: Path, named: str = "") -> Iterator[Record | Rejected]:
    """The products of an XML feed. Raises BadInput for what is no feed."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    count = 0
    try:
        for _, element in iterparse(str(path), events=("end",)):
            if element.tag not in ENTRIES:
                continue
            count += 1
            yield _entry(count, element, named)
            element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise BadInput(f"{path.name} cannot be read as XML ({str(error)[:80]})") from None
    if not count:
        raise BadInput(f"{path.name} is XML without products: a Google Merchant feed (RSS or Atom) is read")


def _entry(count: int, element: Any, named: str) -> Record | Rejected:
    found: dict[str, str | tuple[str, ...]] = {}
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        text = clean("".join(child.itertext()) if name in ("title", "description") else child.text or "")
        if name == "product_detail":
            parts = {str(each.tag).rpartition("}")[2]: clean(each.text or "") for each in child}
            name, text = parts.get("attribute_name", ""), parts.get("attribute_value", "")
        if len(text) > CELL_LIMIT:
            return Rejected(count, name, f"{named}a value is over {CELL_LIMIT // 1024} KB long")
        if name and text:
            before = found.get(name)
            found[name] = text if before is None else (*(before if isinstance(before, tuple) else (before,)), text)
    return Record(count, product_of_feed(found), named)


def product_of_feed(found: Mapping[str, Cell]) -> dict[str, Cell]:
    """Fields and attributes of one entry: the price is what is paid now, the category the shop's own where it gives one."""
    cells: dict[str, Cell] = {name: cell for name, cell in found.items() if name not in DROPPED and cell}
    cells["url"], cells["image"] = _first(found.get("link")), _first(cells.pop("image_link", ""))
    path = _first(cells.pop("product_type", "")) or _first(found.get("google_product_category"))
    cells |= category_cells(path) if not path.isdigit() else {}
    if sale := _first(cells.pop("sale_price", "")):
        cells["regular_price"], cells["price"] = _first(found.get("price")), sale
    available = _first(cells.pop("availability", "")).replace(" ", "_").casefold()
    if available == "out_of_stock" and "stock" not in cells:
        cells["stock"] = "0"
    ages, gender = _first(cells.pop("age_group", "")).casefold(), _first(cells.pop("gender", "")).casefold()
    cells["audience"] = "kids" if ages in CHILDREN else AUDIENCES.get(gender, gender)
    return {name: cell for name, cell in cells.items() if cell}


def _first(cell: Cell | None) -> str:
    return (cell[0] if cell else "") if isinstance(cell, tuple) else cell or ""
