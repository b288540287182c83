"""How large a thing is by its size in words: "200 x 300 cm" is 60,000, "45 cm round" is 2,025, "0.4 L" is 0.4."""

from __future__ import annotations

import re
from math import prod

MEASURED = re.compile(r"(?P<sides>\d+(?:\.\d+)?(?: ?x ?\d+(?:\.\d+)?)*) ?(?P<unit>mm|cm|m|in|ft|l|ml)\b(?P<round> round)?", re.IGNORECASE)
IN_CM = {"mm": 0.1, "cm": 1.0, "m": 100.0, "in": 2.54, "ft": 30.48}


def extent(size: str) -> float | None:
    """The product of the sides a size states, to order things of one kind by; None for ranges ("US 5-11") and words ("one size")."""
    found = MEASURED.search(size)
    if not found or size[: found.start()].endswith("-"):
        return None
    unit = found["unit"].casefold()
    sides = [float(each) * IN_CM.get(unit, 0.001 if unit == "ml" else 1.0) for each in re.findall(r"\d+(?:\.\d+)?", found["sides"])]
    return prod(sides * 2 if found["round"] and len(sides) == 1 else sides)
