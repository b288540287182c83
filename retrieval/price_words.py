"""What a text says of prices: "under 50 dollars", "between 40 and 90", "at least $150", "the cheapest", "an affordable one"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from retrieval.cells import amount
from retrieval.constraints import Constraint

SUM = r"(?P<{name}>(?:(?:us|c|a)?[$€£¥₹] ?)?\d[\d.,]*(?![\d.,])(?: ?(?:[$€£]|dollars?|bucks|euros?|pounds?|quid|usd|eur|gbp)\b)?)"
OTHER_UNIT = (
    r"(?! ?(?:%|(?:cm|mm|m|km|g|kg|l|ml|h|hours?|minutes?|days?|w|watts?|lm|lumens?|mah|inch(?:es)?|ft|feet|years?|months?|people|persons?|seats?|"
    r"lit(?:er|re)s?|grams?|kilos?|stars?|pieces?|reviews?|x)\b))"
)
AT_MOST = r"(?:under|below|less than|cheaper than|at most|up to|no more than|not more than|not over|max(?:imum)?|within|(?:a )?budget (?:is|of))"
AT_LEAST = r"(?:over|above|more than|at least|no less than|not less than|from|starting at)"
BETWEEN = re.compile(rf"\b(?:between|from) {SUM.format(name='low')} (?:and|to) {SUM.format(name='high')}{OTHER_UNIT}", re.IGNORECASE)
UPPER = re.compile(rf"\b{AT_MOST} (?:about |around )?{SUM.format(name='high')}{OTHER_UNIT}", re.IGNORECASE)
LOWER = re.compile(rf"(?<!\bno )(?<!\bnot )\b{AT_LEAST} (?:about |around )?{SUM.format(name='low')}{OTHER_UNIT}", re.IGNORECASE)
OR_LESS = re.compile(rf"{SUM.format(name='high')} (?:or (?:less|under|below|cheaper)|at most|max(?:imum)?|tops)\b", re.IGNORECASE)
CHEAP = re.compile(r"\b(?:cheap(?:est)?|inexpensive|affordable|low[- ]cost|budget(?! (?:is|of)\b)|for little money)\b", re.IGNORECASE)
DEAR = re.compile(r"\b(?:(?:most )?expensive|dearest|luxur(?:y|ious)|high[- ]end|premium|upmarket)\b", re.IGNORECASE)
THIRDS = (1 / 3, 2 / 3)  # of the prices of such things: what counts as cheap and as dear


def price_bounds(text: str) -> tuple[Constraint, ...]:
    """The bounds a text sets, hard. A bare number is money where no other unit follows it."""
    between = BETWEEN.search(text)
    if between:
        return Constraint("price", ">=", amount(between["low"])), Constraint("price", "<=", amount(between["high"]))
    upper, lower = UPPER.search(text) or OR_LESS.search(text), LOWER.search(text)
    found = [Constraint("price", "<=", amount(upper["high"]))] if upper else []
    return (*found, *((Constraint("price", ">=", amount(lower["low"])),) if lower else ()))


def price_leaning(text: str, prices: Sequence[float]) -> tuple[Constraint, ...]:
    """A soft wish for the cheap or the dear third of such things, where the text asks for cheap or dear ones."""
    if not prices or not (CHEAP.search(text) or DEAR.search(text)):
        return ()
    low, high = np.quantile(prices, THIRDS)
    return (Constraint("price", "<=", float(low), hard=False),) if CHEAP.search(text) else (Constraint("price", ">=", float(high), hard=False),)
