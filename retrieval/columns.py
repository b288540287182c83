"""Which column of a shop's file means which field: a table of the usual names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from core.errors import BadInput
from retrieval.item import FIELDS

KIND = "kind"  # lives in the attributes, but has usual names of its own
IGNORE = ("", "-")  # a mapping that sends a column here drops it

USUAL: dict[str, tuple[str, ...]] = {  # the first name a file has wins, so that "kind" beside "style" leaves style an attribute
    "id": ("id", "sku", "product_id", "item_id", "variant_sku", "handle", "asin", "article", "article_number", "code", "mpn", "gtin", "ean", "upc",
           "artikelnummer", "artikel_nr", "ref", "referencia", "reference", "codigo"),
    "title": ("title", "name", "product_name", "product_title", "item_name", "product", "item", "product_display_name", "label",
              "name_en", "title_en", "designation", "denominacion", "denominazione",
              "titel", "bezeichnung", "produktname", "artikelname", "artikel", "produkt", "titre", "nom", "nom_du_produit", "produit", "titulo", "nombre",
              "producto", "titolo", "nome", "prodotto", "naam"),
    "description": ("description", "desc", "long_description", "product_description", "body_html", "body", "details", "about", "short_description", "summary",
                    "beschreibung", "produktbeschreibung", "descripcion", "descrizione", "omschrijving", "descricao"),
    "category": ("category", "categories", "product_category", "category_name", "department", "main_category", "master_category", "section", "collection",
                 "kategorie", "warengruppe", "categorie", "categoria", "rayon"),
    "brand": ("brand", "brand_name", "vendor", "manufacturer", "maker", "label_name", "designer", "marke", "hersteller", "marque", "marca", "merk"),
    "price": ("price", "price_amount", "price_value",
              "unit_price", "regular_price", "retail_price", "list_price", "variant_price", "current_price", "msrp", "cost", "amount",
              "preis", "verkaufspreis", "prix", "prix_ttc", "precio", "prezzo", "prijs", "preco"),
    "currency": ("currency", "price_currency", "currency_code", "waehrung", "wahrung", "devise", "moneda", "valuta"),
    "color": ("color", "colour", "base_colour", "base_color", "color_name", "colour_name", "product_color", "farbe", "couleur", "colore", "kleur", "cor"),
    "material": ("material", "materials", "fabric", "composition", "made_of", "matiere", "materiau", "materiale", "materiaal", "stoff"),
    "audience": ("audience", "gender", "sex", "target_group", "target_audience", "age_group", "department_gender", "zielgruppe", "geschlecht", "genre",
                 "genero"),
    "size": ("size", "sizes", "size_range", "dimensions", "groesse", "grosse", "taille", "talla", "taglia", "maat", "tamanho"),
    "rating": ("rating", "stars", "average_rating", "avg_rating", "rating_value", "review_rating", "score", "bewertung", "valoracion"),
    "reviews": ("reviews", "review_count", "rating_count", "number_of_reviews", "num_reviews", "reviews_count", "ratings", "bewertungen", "avis"),
    "stock": ("stock", "quantity", "qty", "inventory", "stock_quantity", "inventory_quantity", "variant_inventory_qty", "on_hand", "units_in_stock",
              "bestand", "lagerbestand", "existencias"),
    "image": ("image", "picture", "photo", "image_file", "image_name", "filename", "file_name", "image_path", "main_image", "image_src", "image_link",
              "image_url", "images", "img", "bild", "imagen", "immagine", "foto"),
    "url": ("url", "link", "product_url", "page", "href"),
    "attributes": ("attributes", "specs", "specifications", "properties", "features_json", "extra"),
    KIND: ("kind", "product_type", "type", "item_type", "article_type", "subcategory", "sub_category", "style", "produktart", "tipo"),
}  # fmt: skip
TARGETS = ("id", *FIELDS, "image", "url", "attributes", KIND)


def plain(name: str) -> str:
    """A column name as a slot name: "Base Colour" and "base-colour" are "base_colour"; camel case is split, accents go."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    letters = "".join(mark for mark in unicodedata.normalize("NFKD", split.casefold()) if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", "_", letters).strip("_")


def fields_of(columns: Iterable[str], mapping: Mapping[str, str] | None = None) -> dict[str, str]:
    """Column -> field, or -> slot name for what becomes an attribute. `mapping` (column -> field) speaks first; "" drops a column.

    Raises BadInput for a mapping that names a column which is not there.
    """
    columns = [column for column in columns if column and column.strip()]
    given = {plain(column): target for column, target in (mapping or {}).items()}
    missing = set(given) - {plain(column) for column in columns}
    if missing:
        raise BadInput(f"the mapping names the columns {', '.join(sorted(missing))}, but the file has {', '.join(columns)}")
    found = {column: given[plain(column)] for column in columns if plain(column) in given}
    for field, names in USUAL.items():
        if field in found.values():
            continue
        free = {plain(column): column for column in reversed(columns) if column not in found}
        column = next((free[name] for name in names if name in free), None)
        if column is not None:
            found[column] = field
    rest = {column: plain(column) for column in columns if column not in found}
    return {column: found.get(column) or rest.get(column, "") for column in columns if found.get(column, "x") not in IGNORE}
