"""Which measures answer a question: "how long does it flash" wants hours, "how much water does it take" litres, "which temperature" degrees."""

from __future__ import annotations

import re

from retrieval.palette import PALETTE

LENGTH = r"(?:mm|cm|m|km|in|inch(?:es)?|ft|feet|foot)"
TIME = r"(?:h|hours?|hrs?|min(?:utes)?|seconds?|days?|nights?|weeks?|months?|years?)"
WEIGHT = r"(?:g|kg|lb|lbs|oz|kilos?|grams?)"
VOLUME = r"(?:l|ml|cl|litres?|liters?|cups?)"
ASKING: tuple[tuple[str, str], ...] = (  # words of a question -> the units of its answer
    (r"\bhow long\b.*\b(?:lasts?|runs?|burns?|keeps?|go|goes|stays?|charge|takes?|plays?|flash\w*|glow\w*|before|until|between)\b", TIME),
    (r"\bhow (?:many|much) (?:hours?|minutes?|days?|time)\b|\bhow often\b", TIME),
    (r"\bhow (?:hot|cold|warm)\b|\btemp\w*\b|\bdegrees\b", r"(?:°? ?[cf]|degrees)"),
    (r"\bhow (?:heavy|light)\b|\bweigh\w*\b", WEIGHT),
    (r"\bhow (?:wide|tall|high|long|big|deep|thick|large|far)\b|\b(?:width|height|length|depth|diameter|dimensions?)\b", LENGTH),
    (r"\bhow much\b.*\b(?:holds?|water|liquid|coffee|tea|soup|fits?|go in|takes?|contain|capacity)\b|\bhow many (?:cups|lit\w+)\b|\bcapacity\b", VOLUME),
    (r"\bhow bright\b|\blumens?\b", r"(?:lm|lumens?)"),
    (r"\bhow (?:powerful|strong)\b|\bwatt\w*\b", r"(?:w|watts?|v|volts?|nm|hp)"),
)  # fmt: skip


def measure_asked(question: str) -> re.Pattern[str] | None:
    """What an amount, or a colour, that answers the question looks like in a fact; None where none is asked for."""
    said = question.casefold()
    if re.search(r"\b(?:what|which) colou?rs?\b|\bcolou?r (?:is|are)\b", said):
        return re.compile(rf"\b(?:{'|'.join(PALETTE)})\b", re.IGNORECASE)
    units = next((units for words, units in ASKING if re.search(words, said)), "")
    return re.compile(rf"\d ?{units}\b", re.IGNORECASE) if units else None
