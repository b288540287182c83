"""One thing a shop sells, after schema.org/Product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Scalar = str | float | bool  # what an attribute may hold
Value = Scalar | tuple[str, ...]

FIELDS = ("title", "description", "category", "brand", "price", "currency", "color", "material", "audience", "size", "rating", "reviews", "stock")


@dataclass(frozen=True)
class Item:
    """A product. What the shop does not say is empty or None; what has no field of its own stays in `attributes`.

    `price` is in `currency` (ISO 4217), `rating` is 0 to 5, `image` is a file name inside the catalog's picture folder.
    `attributes` always carries `kind`, the narrowest name of the thing ("hiking boots"), where the shop gives one.
    """

    id: str
    title: str
    description: str = ""
    category: str = ""
    brand: str = ""
    price: float | None = None
    currency: str = "USD"
    color: str = ""
    material: str = ""
    audience: str = ""
    size: str = ""
    rating: float | None = None
    reviews: int | None = None
    stock: int | None = None
    image: str = ""
    url: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict)

    def value(self, slot: str) -> Value | None:
        """The value of a field or attribute, None where the shop does not say."""
        found = getattr(self, slot) if slot in FIELDS or slot == "id" else self.attributes.get(slot)
        return None if found == "" else found
