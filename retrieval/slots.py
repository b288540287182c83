"""The slots of a catalog, learned from its items: type, values with counts, range and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from retrieval.complements import TOGETHER
from retrieval.frequent import Frequent
from retrieval.item import Item, Value

SlotType = Literal["text", "number", "boolean", "list"]
TEXT_FIELDS = ("category", "kind", "brand", "color", "material", "audience", "size")
NUMBER_FIELDS = ("price", "rating", "reviews", "stock")
MOST_WORDS = 20_000  # different words of one slot that are counted at most
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


class SlotLearner:
    """Learns the slots of a catalog item by item."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {name: _Seen() for name in (*TEXT_FIELDS, *NUMBER_FIELDS)}

    def see(self, item: Item) -> None:
        for name in (*TEXT_FIELDS, *NUMBER_FIELDS):
            self._add(name, item.value(name))
        for name, value in item.attributes.items():
            if name != "kind" and name not in TOGETHER:
                self._add(name, value)

    def _add(self, name: str, value: Value | None) -> None:
        if value is not None and value not in ("", ()):
            self._seen.setdefault(name, _Seen()).add(value)

    def slots(self) -> list[Slot]:
        """Every slot at least one item states: the fields first, then the attributes by frequency."""
        stated = {name: seen for name, seen in self._seen.items() if seen.count}
        fields = [name for name in (*TEXT_FIELDS, *NUMBER_FIELDS) if name in stated]
        attributes = sorted((name for name in stated if name not in fields), key=lambda name: -stated[name].count)
        return [stated[name].slot(name) for name in (*fields, *attributes)]


class _Seen:
    """What the items state for one slot. Its type is that of all its values: a number in a column of words is a word."""

    def __init__(self) -> None:
        self.count = 0
        self.first = ""
        self._truths = self._numbers = self._listed = 0
        self._range: tuple[float, float] | None = None
        self._spelled: dict[str, str] = {}
        self._words: Frequent[str] = Frequent(MOST_WORDS)

    def add(self, value: Value) -> None:
        self.count += 1
        if isinstance(value, bool):
            self._truths += 1
        elif isinstance(value, (int, float)):
            self._numbers += 1
            low, high = self._range or (float(value), float(value))
            self._range = min(low, float(value)), max(high, float(value))
        elif isinstance(value, tuple):
            self._listed += 1
        for each in value if isinstance(value, tuple) else (value,):
            said = str(each)
            self.first = self.first or said
            folded = said.casefold()
            self._spelled.setdefault(folded, said)
            for gone in self._words.see(folded):
                del self._spelled[gone]

    def slot(self, name: str) -> Slot:
        unit = unit_of(name)
        if self._truths == self.count:
            answers = {"True": "yes", "False": "no"}
            return Slot(name, "boolean", tuple((answers[self._spelled[said]], count) for said, count in self._words.counts.most_common()), count=self.count)
        if self._numbers == self.count and self._range:
            return Slot(name, "number", (), *self._range, unit, self.count)
        values = tuple((self._spelled[said], count) for said, count in self._words.counts.most_common())
        return Slot(name, "list" if self._listed else "text", values, unit=unit if re.search(r"\d", self.first) else "", count=self.count)
