"""One line of a measurement."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, ours beside a named baseline of the same run (None where there is none), unit and repetitions."""

    what: str
    ours: float
    unit: str
    n: int
    baseline: float | None = None
    baseline_name: str = ""

    @property
    def ratio(self) -> float | None:
        return round(self.ours / self.baseline, 3) if self.baseline else None


def median_row(what: str, ours: Sequence[float], unit: str, baseline: Sequence[float] = (), name: str = "") -> Row:
    return Row(what, round(statistics.median(ours), 3), unit, len(ours), round(statistics.median(baseline), 3) if baseline else None, name)


def p95_row(what: str, ours: Sequence[float], unit: str, baseline: Sequence[float] = (), name: str = "") -> Row:
    """The 95th percentile, nearest rank."""
    return Row(f"{what}, p95", _p95(ours), unit, len(ours), _p95(baseline) if baseline else None, name)


def _p95(values: Sequence[float]) -> float:
    return round(sorted(values)[math.ceil(0.95 * len(values)) - 1], 3)
