"""What the exports of shop systems (Shopify, WooCommerce, Magento) have of their own: variants under one product, options in pairs of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from retrieval.columns import plain
from retrieval.reading.record import Cell, Record, Rejected

PAIR = re.compile(r"(?P<stem>(?:option|attribute|property|feature|spec)_?\d+)_(?P<part>name|values?(?:_s)?)")  # "Option1 Name", "Attribute 1 value(s)"
NO_OPTION = {"default title"}  # what Shopify writes for a product without options
SAME_PRODUCT = "handle"
OF_A_VARIANT = ("variant_sku", "variant_price", "sku", "price")


def tidied(records: Iterable[Record | Rejected]) -> Iterator[Record | Rejected]:
    """The rows, each complete: a variant has what its product's first row says, and its options under their own names."""
    product: Mapping[str, Cell] = {}
    for record in records:
        if isinstance(record, Rejected):
            yield record
            continue
        named = {plain(column): column for column in record.cells}
        handle = named.get(SAME_PRODUCT, "")
        cells = record.cells
        if handle and cells[handle]:
            if cells.get(named.get("title", "")):
                product = cells
            elif product.get(handle) == cells[handle]:
                if not any(cells.get(named.get(column, "")) for column in OF_A_VARIANT):
                    continue  # one more picture of the same thing
                cells = {**product, **{column: cell for column, cell in cells.items() if cell}}
        yield Record(record.number, with_options(cells), record.file)


def with_options(cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """Pairs of columns ("Option1 Name": "Color", "Option1 Value": "Red") as one column ("Color": "Red")."""
    pairs: dict[str, dict[str, str]] = {}
    for column in cells:
        if found := PAIR.fullmatch(plain(column)):
            pairs.setdefault(found["stem"], {})[found["part"][:5]] = column
    named = {stem: parts for stem, parts in pairs.items() if {"name", "value"} <= parts.keys()}
    if not named:
        return cells
    kept = {column: cell for column, cell in cells.items() if not any(column in parts.values() for parts in named.values())}
    for parts in named.values():
        name, value = cells[parts["name"]], cells[parts["value"]]
        if isinstance(name, str) and name and value and not (isinstance(value, str) and value.casefold() in NO_OPTION):
            kept[name] = kept.get(name) or value
    return kept
