"""Turns the rows of a shop's file into items. A row that cannot be one is rejected with a reason; a file that cannot be read at all is BadInput."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from retrieval.cells import amount, currency, number, without_markup
from retrieval.columns import KIND
from retrieval.item import Item, Value
from retrieval.reading.files import Source, open_source
from retrieval.reading.layout import Layout, learn_layout
from retrieval.reading.product_ld import category_cells
from retrieval.reading.record import Cell, Record, Rejected
from retrieval.reading.witness import value_of

__all__ = ["Products", "Reading", "Rejected", "read_products"]

NO_KINDS = {"simple", "variable", "variation", "grouped", "external", "configurable", "virtual", "downloadable", "bundle"}  # of WooCommerce and Magento


@dataclass(frozen=True)
class Reading:
    """What a file gave: items, what was refused, and the row each item came from."""

    items: tuple[Item, ...]
    rejected: tuple[Rejected, ...]
    rows: Mapping[str, int]
    layout: Layout


class _Refused(Exception):
    """A row that cannot become an Item."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


@dataclass(frozen=True)
class Numbered:
    """An item and the row it came from."""

    row: int
    item: Item


@dataclass
class _Ids:
    """The ids given so far."""

    given: set[str] = field(default_factory=set)
    slugs: Counter[str] = field(default_factory=Counter)


def read_products(path: Path, mapping: Mapping[str, str] | None = None) -> Reading:
    """Items and rejected rows of a product file, or of all product files of a folder, held in memory. Raises BadInput, NotFound."""
    products = Products(path, mapping)
    items = tuple(products)
    return Reading(items, tuple(sorted(products.rejected, key=lambda each: each.row)), products.rows, products.layout)


class Products(Iterable[Item]):
    """The items of a product file, read anew every time they are gone through; `rows` and `rejected` fill on the way."""

    def __init__(self, path: Path, mapping: Mapping[str, str] | None = None) -> None:
        """Looks at the columns. Raises BadInput, NotFound."""
        self.source = open_source(path)
        self.layout = learn_layout(self.source, mapping)
        self.rows: dict[str, int] = {}
        self.rejected: list[Rejected] = []

    def __iter__(self) -> Iterator[Item]:
        self.rows.clear()
        self.rejected.clear()
        for each in stream(self.source, self.layout):
            if isinstance(each, Rejected):
                self.rejected.append(each)
            else:
                self.rows[each.item.id] = each.row
                yield each.item


def stream(source: Source, layout: Layout) -> Iterator[Numbered | Rejected]:
    """Every row of the source as an item or a rejection, one at a time."""
    ids = _Ids()
    for record in source.records():
        if isinstance(record, Rejected):
            yield replace(record, field=layout.fields.get(record.field, record.field))
            continue
        try:
            yield Numbered(record.number, _read(record, layout, ids))
        except _Refused as error:
            yield Rejected(record.number, error.field, record.file + str(error))


def _read(record: Record, layout: Layout, ids: _Ids) -> Item:
    try:
        cells, opened = layout.spread(record)
    except ValueError as error:
        raise _Refused("attributes", str(error)) from None
    attributes = {slot: value for slot, cell in opened.items() if (value := _value(slot, cell, layout)) not in (None, "", ())}
    item = _item(cells, attributes, ids, layout)
    if item.id in ids.given:
        raise _Refused("id", f"the id {item.id!r} was used by an earlier row")
    ids.given.add(item.id)
    return item


def _value(slot: str, cell: Cell, layout: Layout) -> Value | None:
    if slot == KIND:
        kind = cell if isinstance(cell, str) else cell[-1] if cell else ""
        return kind if kind.casefold() not in NO_KINDS else None
    return value_of(cell, layout.types.get(slot, "words"))


def _item(cells: Mapping[str, str], attributes: Mapping[str, Value], ids: _Ids, layout: Layout) -> Item:
    """One Item. Raises _Refused with the field that is wrong."""
    title = without_markup(cells.get("title", ""))
    if not title:
        raise _Refused("title", "has no title")
    price = _price(cells.get("price", ""))
    words = {name: cells.get(name, "") for name in ("description", "category", "brand", "color", "material", "audience", "size", "image", "url")}
    words["description"] = without_markup(words["description"])
    if ">" in words["category"]:
        words["category"], attributes = _path(words["category"], attributes)
    return Item(
        id=_id(cells, title, ids, named="id" in layout.fields.values()),
        title=title,
        price=price,
        currency=currency(cells.get("currency", "")) or cells.get("currency", "").upper() or currency(cells.get("price", "")) or layout.currency,
        rating=_number(cells, "rating", highest=5.0),
        reviews=_whole(cells, "reviews"),
        stock=_whole(cells, "stock"),
        attributes=attributes,
        **words,
    )


def _path(path: str, attributes: Mapping[str, Value]) -> tuple[str, Mapping[str, Value]]:
    """Category and attributes of "Clothing > Shoes > Boots": its last step is the kind of thing where the shop gives no other."""
    found = category_cells(path)
    if "kind" not in found or attributes.get(KIND):
        return str(path.rpartition(">")[2]).strip() or path, attributes
    return found["category"], {**attributes, KIND: found["kind"]}


def _id(cells: Mapping[str, str], title: str, ids: _Ids, *, named: bool) -> str:
    """The shop's id; where the file has no id column, one made from the title."""
    if named:
        if not cells.get("id"):
            raise _Refused("id", "has no id")
        return cells["id"]
    slug = re.sub(r"[^0-9a-z]+", "-", title.casefold()).strip("-") or "item"
    ids.slugs[slug] += 1
    return slug if ids.slugs[slug] == 1 else f"{slug}-{ids.slugs[slug]}"


def _price(text: str) -> float | None:
    if not text:
        return None
    if text.casefold() in ("nan", "inf", "-inf", "infinity", "none", "null", "n/a"):
        raise _Refused("price", f"{text!r} is not a price")
    try:
        return amount(text)
    except ValueError as error:
        raise _Refused("price", str(error)) from None


def _number(cells: Mapping[str, str], name: str, highest: float = float("inf")) -> float | None:
    text = cells.get(name, "")
    if not text:
        return None
    value = number(text.replace(",", "") if name != "rating" else text.replace(",", "."))
    if value is None or not 0 <= value <= highest:
        raise _Refused(name, f"{text[:40]!r} is not a number{' from 0 to 5' if highest == 5.0 else ' of 0 or more'}")
    return value


def _whole(cells: Mapping[str, str], name: str) -> int | None:
    value = _number(cells, name)
    return None if value is None else int(value)
