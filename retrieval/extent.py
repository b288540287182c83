"""How large a thing is by its size in words: "200 x 300 cm" is 60,000, "45 cm round" is 2,025, "0.4 L" is 0.4."""

from __future__ import annotations

import re
from math import prod

from retrieval.item import Item

MEASURED = re.compile(r"(?P<sides>\d+(?:\.\d+)?(?: ?x ?\d+(?:\.\d+)?)*) ?(?P<unit>mm|cm|m|in|ft|l|ml)\b(?P<round> round)?", re.IGNORECASE)
IN_CM = {"mm": 0.1, "cm": 1.0, "m": 100.0, "in": 2.54, "ft": 30.48}


def sides_in_cm(size: str) -> tuple[float, ...]:
    """The sides a size states, in centimetres: "152 x 84 cm" is 152 and 84; none for volumes, ranges and words."""
    found = MEASURED.search(size)
    factor = IN_CM.get(found["unit"].casefold()) if found else None
    if not found or factor is None or size[: found.start()].endswith("-"):
        return ()
    return tuple(float(each) * factor for each in re.findall(r"\d+(?:\.\d+)?", found["sides"]))


def extent(size: str) -> float | None:
    """The product of the sides a size states, to order things of one kind by; None for ranges ("US 5-11") and words ("one size")."""
    found = MEASURED.search(size)
    if not found or size[: found.start()].endswith("-"):
        return None
    unit = found["unit"].casefold()
    sides = [float(each) * IN_CM.get(unit, 0.001 if unit == "ml" else 1.0) for each in re.findall(r"\d+(?:\.\d+)?", found["sides"])]
    return prod(sides * 2 if found["round"] and len(sides) == 1 else sides)


def measure(item: Item, slot: str) -> float | None:
    """The number an item states for a slot, of its size the extent; None where it states none."""
    value = item.value(slot)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return extent(value) if slot == "size" and isinstance(value, str) else None
