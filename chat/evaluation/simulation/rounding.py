"""Limits as people say them: not 129 but 150."""

from __future__ import annotations

import math


def round_up(value: float) -> float:
    """The next round number: 17.95 -> 20, 87 -> 90, 129 -> 150, 1390 -> 1500. Positive numbers only."""
    step = _step(value)
    return round(math.ceil(round(value / step, 9)) * step, 6)


def round_down(value: float) -> float:
    """The round number below or at the value: 4.7 -> 4.5, 38 -> 35, 806 -> 800."""
    step = _step(value)
    return round(math.floor(round(value / step, 9)) * step, 6)


def _step(value: float) -> float:
    """Half the number's power of ten: 5 for 17.95, 50 for 129."""
    return 10.0 ** math.floor(math.log10(value)) / 2
