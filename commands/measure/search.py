"""`bench search`: everything that is measured of retrieval, one part after another, and the report on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commands.measure.row import Row
from commands.measure.search_photos import measure_photos, section
from commands.measure.search_quality import measure_quality
from commands.measure.search_speed import measure_search_speed
from core.errors import NotFound
from core.progress import tell
from core.settings import Settings
from retrieval.benchmark import photos
from retrieval.benchmark.report import table, write_report


def measure_search(settings: Settings, data: Path | None, report: Path | None, items: int) -> Iterator[Row]:
    """The rows of every part, each as soon as it is measured; then the report is written and its place told. `items` 0 leaves the speed out.

    Raises NotFound for a data folder that is not there, before anything is loaded.
    """
    if data is not None and not data.is_dir():
        raise NotFound(f"there is no data folder {data}")
    found = yield from measure_quality(settings, data)
    sections = []
    if data is not None:
        measured: list[photos.Row] = []
        yield from measure_photos(settings, data, measured)
        sections.append(section(measured))
    if items:
        rows = []
        for row in measure_search_speed(settings, items):
            rows.append(row)
            yield row
        sections.append(speed_section(rows))
    tell(f"report: {write_report(report or settings.home / 'bench' / 'search', found, sections)}")


def speed_section(rows: list[Row]) -> list[str]:
    """The rows as Markdown."""
    cells = [[row.what, f"{row.ours:g} {row.unit}", f"{row.baseline:g} {row.unit} {row.baseline_name}" if row.baseline is not None else ""] for row in rows]
    return ["## Generated shops", "", *table(["what", "ours", "beside it"], cells)]
