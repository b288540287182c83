"""`bench search`: everything that is measured of retrieval, one part after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commands.measure.row import Row
from commands.measure.search_quality import measure_quality
from core.settings import Settings


def measure_search(settings: Settings, data: Path | None, report: Path | None) -> Iterator[Row]:
    """The rows of every part."""
    yield from measure_quality(settings, data, report)
