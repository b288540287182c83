"""Time of the year and weather: "a wedding in July" is summer, "for rainy commutes" had better be waterproof. They rank, they never filter."""

from __future__ import annotations

import re

from chat.understanding.reading import Reading
from retrieval.constraints import Constraint

SEASONS = {  # northern hemisphere, where most of the shops' catalogs are written
    "winter": r"december|january|february|winter\w*|snow\w*|freez\w+|frost\w*|icy|christmas|skiing|below zero",
    "spring": r"(?<!to )march(?! \d+ km)|april|spring(?!s)|easter",
    "summer": r"june|july|august|summer\w*|heat ?wave|hot weather|beach",
    "autumn": r"september|october|november|autumn\w*|(?:in|for|this) (?:the )?fall",
}
WET = r"\b(?:rain\w*|downpours?|drizzle|wet weather|monsoon|puddles?|stormy)\b"


def seasons(sheet: Reading) -> None:
    """Soft wishes for what the catalog states. The words stay on the sheet: they also help the search by meaning."""
    known = sheet.vocabulary.values("season")
    for season, words in SEASONS.items():
        named = season in known and re.search(rf"\b(?:{words})\b", sheet.rest)
        if named and not any(each.slot == "season" for each in sheet.constraints):
            sheet.add(Constraint("season", "contains", season, hard=False))
    slot = sheet.vocabulary.slot("waterproof")
    if slot is not None and slot.type == "boolean" and re.search(WET, sheet.rest) and not any(each.slot == "waterproof" for each in sheet.constraints):
        sheet.add(Constraint("waterproof", "==", True, hard=False))
