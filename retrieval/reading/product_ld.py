"""schema.org/Product as JSON-LD, from a .jsonld or .json file or from the script tags of a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from core.errors import BadInput
from retrieval.cells import clean
from retrieval.reading.delimited import encoding_of
from retrieval.reading.record import Cell, Record, opened, written

TYPES = {"product", "individualproduct", "productmodel", "someproducts", "vehicle", "book", "productgroup"}
IN_STOCK, OUT_OF_STOCK = {"instock", "limitedavailability", "onlineonly", "instoreonly"}, {"outofstock", "soldout", "discontinued"}
OWN = {  # properties that are read here; every other becomes an attribute
    "name", "description", "sku", "productID", "mpn", "gtin", "gtin8", "gtin12", "gtin13", "gtin14", "brand", "manufacturer", "offers", "aggregateRating",
    "color", "material", "size", "category", "image", "audience", "additionalProperty", "url", "hasVariant", "review", "isVariantOf", "inProductGroupWithID",
}  # fmt: skip
IDS = ("sku", "productID", "@id", "gtin", "gtin13", "gtin14", "gtin12", "gtin8", "mpn", "url")
ARROW = ">"  # between the steps of a category


def is_product_ld(found: Any) -> bool:
    """Whether a JSON value says that it is JSON-LD with products."""
    return next(products_in(found), None) is not None


def products_in(found: Any) -> Iterator[Mapping[str, Any]]:
    """Every product of a JSON-LD value: in lists, graphs and item lists; a product group gives its variants, each completed by the group."""
    if isinstance(found, list):
        for each in found:
            yield from products_in(each)
    elif isinstance(found, Mapping):
        if _types(found) & TYPES:
            variants = [each for each in _list(found.get("hasVariant")) if isinstance(each, Mapping)]
            shared = {name: value for name, value in found.items() if name not in ("hasVariant", "@type", "@id", "sku", "variesBy")}
            yield from ({**shared, **each} for each in variants) if variants else (found,)
            return
        for name in ("@graph", "itemListElement", "item", "mainEntity"):
            if name in found:
                yield from products_in(found[name])


def product_records(found: Any, named: str = "") -> Iterator[Record]:
    """A record a product, its cells under our names of the fields."""
    for count, product in enumerate(products_in(found), start=1):
        yield Record(count, product_cells(product), named)


def product_cells(product: Mapping[str, Any]) -> dict[str, Cell]:
    """Fields and attributes of one schema.org/Product."""
    cells: dict[str, Cell] = dict(opened({name: value for name, value in product.items() if name not in OWN and not name.startswith("@")}))
    cells |= {name: said for name, said in opened({"": product.get("additionalProperty")}).items() if name}
    cells["id"] = next((said for name in IDS if (said := written(product.get(name)))), "")
    for ours, name in (("title", "name"), ("description", "description"), ("size", "size"), ("material", "material"), ("color", "color"), ("url", "url")):
        cells[ours] = _named(product.get(name))
    cells["brand"] = _named(product.get("brand")) or _named(product.get("manufacturer"))
    cells["image"] = _image(product.get("image"))
    cells |= category_cells(_named(product.get("category")))
    cells |= _offer(product.get("offers")) | _rating(product.get("aggregateRating")) | _audience(product.get("audience"))
    return {name: cell for name, cell in cells.items() if cell}


def category_cells(path: str) -> dict[str, str]:
    """ "Clothing > Shoes > Boots" as category and kind: its last two steps, or the category alone."""
    steps = [clean(step) for step in path.split(ARROW) if step.strip()]
    return {} if not steps else {"category": steps[0]} if len(steps) == 1 else {"category": steps[-2], "kind": steps[-1].lower()}


def _offer(found: Any) -> dict[str, str]:
    """Price, currency and stock of the cheapest offer."""
    offers = [each for each in _list(found) if isinstance(each, Mapping)]
    inner = [deep for each in offers for deep in _list(each.get("offers")) if isinstance(deep, Mapping)]
    priced: list[tuple[str, Mapping[str, Any]]] = []
    for each in (*offers, *inner):
        for held in (each, *(spec for spec in _list(each.get("priceSpecification")) if isinstance(spec, Mapping))):
            price = written(held.get("price")) or written(held.get("lowPrice"))
            if price:
                priced.append((price, held if held.get("priceCurrency") else each))
    if not priced:
        return {}
    price, offer = min(priced, key=lambda pair: _amount(pair[0]))
    states = {written(each.get("availability")).rpartition("/")[2].casefold() for each in (*offers, *inner)} - {""}
    stock = {"stock": "0"} if states and states <= OUT_OF_STOCK else {}
    level = next((each["inventoryLevel"] for each in (*offers, *inner) if "inventoryLevel" in each), None)
    if level is not None:
        stock = {"stock": written(level.get("value") if isinstance(level, Mapping) else level)}
    return {"price": price, "currency": written(offer.get("priceCurrency")), **stock}


def _amount(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return float("inf")


def _rating(found: Any) -> dict[str, str]:
    """Rating on a scale to 5, and how many gave one."""
    if not isinstance(found, Mapping):
        return {}
    value, best = _amount(written(found.get("ratingValue"))), _amount(written(found.get("bestRating")) or "5")
    count = written(found.get("reviewCount")) or written(found.get("ratingCount"))
    rating = f"{value / best * 5:g}" if 0 <= value < float("inf") and 0 < best < float("inf") else ""
    return {"rating": rating, "reviews": count}


def _audience(found: Any) -> dict[str, str]:
    for each in _list(found):
        if isinstance(each, Mapping) and (said := written(each.get("suggestedGender")) or _named(each.get("audienceType"))):
            return {"audience": {"male": "men", "female": "women"}.get(said.rpartition("/")[2].casefold(), said)}
    return {}


def _image(found: Any) -> str:
    for each in _list(found):
        said = written(each.get("contentUrl") or each.get("url")) if isinstance(each, Mapping) else written(each)
        if said:
            return said
    return ""


def _named(found: Any) -> str:
    """A text, or the name of the thing that stands there; the first of several."""
    for each in _list(found):
        said = _named(each.get("name") or each.get("@value")) if isinstance(each, Mapping) else written(each)
        if said:
            return said
    return ""


def _types(found: Mapping[str, Any]) -> set[str]:
    return {str(each).rpartition("/")[2].rpartition(":")[2].casefold() for each in _list(found.get("@type"))}


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]


class _Scripts(HTMLParser):
    """Collects the JSON-LD of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and (dict(attrs).get("type") or "").split(";")[0].strip().lower() == "application/ld+json"
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def of_page(path: Path) -> list[Any]:
    """The JSON-LD values of an HTML page. Raises BadInput where it has none that can be read."""
    reader = _Scripts()
    reader.feed(path.read_text(encoding=encoding_of(path), errors="replace"))
    found = []
    for script in reader.found:
        try:
            found.append(json.loads(script))
        except (json.JSONDecodeError, RecursionError):
            continue
    if not found:
        raise BadInput(f"{path.name} is a page without JSON-LD: products are read from its script tags of type application/ld+json")
    return found
