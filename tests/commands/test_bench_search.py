"""`bench search`: its options, and its rows from figures that are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import arguments
from commands.bench import TARGETS
from commands.measure.row import Row
from commands.measure.search import measure_search, speed_section
from commands.measure.search_photos import section
from commands.measure.search_quality import color_rows, starter_rows
from core.errors import NotFound
from core.settings import Settings
from retrieval.benchmark import photos
from retrieval.benchmark.fusion import BARE, FUSED, OURS, Compared
from retrieval.benchmark.measures import Figure
from retrieval.benchmark.run import StarterFigures
from retrieval.benchmark.same_color import SameButColor


def way(name: str, mean: float) -> Compared:
    return Compared(name, {"ndcg@10": Figure(mean, mean - 0.1, mean + 0.1)}, Figure(0.0, 0.0, 0.0))


def test_the_target_and_its_options() -> None:
    found = arguments.parse(["bench", "search", "--data", "d", "--report", "r"])
    assert (found.targets, found.data, found.report, found.items) == (["search"], Path("d"), Path("r"), 100_000)
    assert {"turn", "search"} <= set(TARGETS)


def test_a_data_folder_that_is_not_there_is_told_before_anything_is_loaded(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no data folder"):
        next(measure_search(settings, tmp_path / "none", None, 0))


def test_ours_stands_beside_the_best_channel_fusion_and_bare_vectors() -> None:
    ways = (way(OURS, 0.9), way(FUSED, 0.85), way(BARE, 0.8), way("words alone", 0.6), way("named alone", 0.5))
    rows = list(starter_rows(StarterFigures(7, ways, {"plain": {"ndcg@10": Figure(1.0, 1.0, 1.0)}}, 0.5, 70)))
    assert [(row.baseline, row.baseline_name) for row in rows[:3]] == [(0.6, "the best channel, words alone"), (0.85, FUSED), (0.8, BARE)]
    assert rows[0].ratio == 1.5 and rows[0].n == 7
    assert (rows[-1].ours, rows[-1].unit, rows[-1].n) == (50.0, "%", 70)


def test_wrong_colours_are_counted() -> None:
    asked = (SameButColor("p", "in red", True, True, True), SameButColor("p", "in blue", False, True, False))
    assert [row.ours for row in color_rows(asked)] == [0.5, 1.0, 1.0]


def test_photos_and_speed_have_their_tables() -> None:
    half = Figure(0.5, 0.4, 0.6)
    found = [
        photos.Row("shop", "own item, blur", 9, dict.fromkeys(("ndcg@10", "r@1", "r@5", "r@10", "mrr"), half)),
        photos.Row("shop", "kind", 9, dict.fromkeys(("accuracy", "confidence", "calibration error"), half)),
    ]
    lines = "\n".join(section(found))
    assert "| shop: own item, blur | 9 | .50" in lines.replace("0.50", ".50") and "| shop: kind | 9 |" in lines
    assert "| search | 12 ms | 30 ms numpy |" in "\n".join(speed_section([Row("search", 12.0, "ms", 5, 30.0, "numpy")]))
