"""`bench search`, its photos: found again when changed, read when never seen, named rightly, on the real-photo shops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from commands.measure.row import Row
from core.progress import Progress
from core.settings import Settings
from retrieval.benchmark import photos
from retrieval.benchmark.measures import MEASURES
from retrieval.benchmark.report import table
from retrieval.benchmark.shops import FOLDERS
from retrieval.opening import open_encoders

TOLD = {"own item": ("r@1", "R@1"), "own text": ("r@5", "R@5")}  # what of each measurement is told as a row; the rest stands in the report
NAMING = ("accuracy", "confidence", "calibration error")


def measure_photos(settings: Settings, data: Path, measured: list[photos.Row]) -> Iterator[Row]:
    """The rows, shop by shop; the whole measurements go into `measured`."""
    encoders = open_encoders(settings)
    for name, folder in FOLDERS.items():
        progress = Progress(f"measuring photos of {name}")
        progress.show("changed, hidden and named")
        with TemporaryDirectory(dir=settings.home, prefix="measure-") as work:
            found = photos.rows(data / folder, Path(work), encoders)
        progress.end(f"{len(found)} measurements")
        measured += found
        for each in found:
            key, told = TOLD.get(each.what[: len("own item")], ("accuracy", "right"))
            if "confidence" not in each.what.partition(":")[2]:  # the bins of confidence are for the report
                yield Row(f"{name}: {each.what}, {told}", round(each.figures[key].mean, 3), "share", each.n)


def section(measured: list[photos.Row]) -> list[str]:
    """The measurements as Markdown: ranked lists, then what photos are said to show."""
    lines = ["## Photos", ""]
    for title, names in (("photo", tuple(MEASURES)), ("said to show", NAMING)):
        rows = [
            [f"{each.data}: {each.what}", str(each.n), *(str(each.figures[name]) if name in each.figures else "" for name in names)]
            for each in measured
            if names[0] in each.figures
        ]
        lines += table([title, "n", *names], rows)
    return lines
