"""The slots of a catalog, learned from its items: type, values with counts, range and unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from retrieval.complements import TOGETHER
from retrieval.item import Item, Value

SlotType = Literal["text", "number", "boolean", "list"]
TEXT_FIELDS = ("category", "kind", "brand", "color", "material", "audience", "size")
NUMBER_FIELDS = ("price", "rating", "reviews", "stock")
UNITS = {  # the last part of a slot's name -> the unit as written
    "g": "g",
    "kg": "kg",
    "mg": "mg",
    "l": "l",
    "ml": "ml",
    "cl": "cl",
    "h": "h",
    "hours": "h",
    "min": "min",
    "minutes": "min",
    "s": "s",
    "w": "W",
    "watts": "W",
    "wh": "Wh",
    "mah": "mAh",
    "v": "V",
    "cm": "cm",
    "mm": "mm",
    "m": "m",
    "km": "km",
    "in": "in",
    "inch": "in",
    "ft": "ft",
    "lm": "lm",
    "lumens": "lm",
    "k": "K",
    "kelvin": "K",
    "db": "dB",
    "hz": "Hz",
    "khz": "kHz",
    "pct": "%",
    "percent": "%",
    "c": "°C",
    "celsius": "°C",
    "f": "°F",
    "months": "months",
    "years": "years",
    "days": "days",
    "lb": "lb",
    "lbs": "lb",
    "oz": "oz",
    "gb": "GB",
    "tb": "TB",
    "mp": "MP",
    "mph": "mph",
    "kmh": "km/h",
    "kw": "kW",
    "gsm": "g/m²",
    "bar": "bar",
    "lux": "lx",
    "mhz": "MHz",
    "ghz": "GHz",
    "tog": "tog",
    "deg": "°",
    "count": "",
    "pcs": "pieces",
}


@dataclass(frozen=True)
class Slot:
    """One thing a product can be asked for. `values` are the words with their counts, most frequent first; numbers have a range."""

    name: str
    type: SlotType
    values: tuple[tuple[str, int], ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    count: int = 0  # items that state it

    @property
    def label(self) -> str:
        """The name for a person: "weight" for weight_g."""
        return label_of(self.name)


def unit_of(name: str) -> str:
    """The unit a slot's name ends in: "g" for weight_g, "" where there is none."""
    head, _, tail = name.rpartition("_")
    return UNITS.get(tail, "") if head else ""


def label_of(name: str) -> str:
    """A slot's name for a person, without its unit: "battery" for battery_h."""
    head, _, tail = name.rpartition("_")
    return (head if head and tail in UNITS else name).replace("_", " ")


def learn_slots(items: Sequence[Item]) -> list[Slot]:
    """Every slot at least one item states: the fields first, then the attributes by frequency."""
    attributes = Counter(name for item in items for name in item.attributes if name != "kind" and name not in TOGETHER)
    names = (*TEXT_FIELDS, *NUMBER_FIELDS, *(name for name, _ in attributes.most_common()))
    found = []
    for name in names:
        values = [value for value in (item.value(name) for item in items) if value is not None and value != ()]
        if values:
            found.append(_slot(name, values))
    return found


def _slot(name: str, values: list[Value]) -> Slot:
    """The slot's type is that of most of its values: a number in a column of words is a word."""
    unit = unit_of(name)
    if all(isinstance(value, bool) for value in values):
        counts = Counter("yes" if value else "no" for value in values)
        return Slot(name, "boolean", tuple(counts.most_common()), count=len(values))
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        numbers = [float(value) for value in values if isinstance(value, (int, float))]
        return Slot(name, "number", (), min(numbers), max(numbers), unit, len(values))
    words = [str(each) for value in values for each in (value if isinstance(value, tuple) else (value,))]
    spelled: dict[str, str] = {}
    for word in words:
        spelled.setdefault(word.casefold(), word)
    counts = Counter(spelled[word.casefold()] for word in words)
    listed = any(isinstance(value, tuple) for value in values)
    return Slot(name, "list" if listed else "text", tuple(counts.most_common()), unit=unit if re.search(r"\d", words[0]) else "", count=len(values))
