"""What `bench search` measures with: baselines that find what is nearest, a recall that can fail, rows of a small generated shop."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commands.measure.baselines import SCANS, Filtered
from commands.measure.search_speed import ingested, recall_at, searched
from retrieval.benchmark.asked import asked_of
from retrieval.benchmark.generated import GeneratedPictures, GeneratedShop
from retrieval.benchmark.stand_ins import stand_ins
from retrieval.constraints import holds
from retrieval.documents import passage


def test_a_generated_shop_is_the_same_every_time_and_as_skewed_as_real_ones() -> None:
    items = list(GeneratedShop(5000))
    assert items == list(GeneratedShop(5000)) and items != list(GeneratedShop(5000, seed=8))
    assert len({item.id for item in items}) == 5000
    kinds = sorted((sum(item.value("kind") == kind for item in items) for kind in {item.value("kind") for item in items}), reverse=True)
    assert kinds[0] > 5 * kinds[len(kinds) // 2]
    first = next(iter(GeneratedShop(1)))
    assert GeneratedPictures().read(first) == GeneratedPictures().read(first)


def test_stand_in_vectors_lie_as_those_of_real_encoders_do() -> None:
    """MiniLM over 3,000 of these texts: mean cosine .23, nearest .88, tenth .75 and 39 effective dimensions; uniform noise would have 384."""
    texts = stand_ins().text.encode([passage(item) for item in GeneratedShop(3000)])
    near = np.sort(texts[:100] @ texts.T, axis=1)
    spread = np.linalg.svd(texts - texts.mean(axis=0), compute_uv=False) ** 2
    assert np.allclose(np.linalg.norm(texts, axis=1), 1, atol=1e-5)
    assert 0.1 < near.mean() < 0.35 and 0.65 < near[:, -2].mean() < 0.95
    assert 20 < spread.sum() ** 2 / (spread**2).sum() < 80


@pytest.mark.parametrize("name", list(SCANS))
def test_baselines_find_the_nearest_that_pass(name: str) -> None:
    random = np.random.default_rng(0)
    matrix = random.normal(size=(600, 16)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    tasks = [Filtered("text", matrix[row], np.arange(0, 600, 3)) for row in range(0, 30, 3)]
    scan = SCANS[name]({"text": matrix})
    found = [list(scan(task, 5)) for task in tasks]
    assert all(row % 3 == 0 for rows in found for row in rows)
    exact = [task.exact(matrix, 5) for task in tasks]
    assert [rows[0] for rows in exact] == list(range(0, 30, 3))
    assert recall_at(tasks, {"text": matrix}, exact, found) >= 0.9
    assert recall_at(tasks, {"text": matrix}, exact, [[] for _ in tasks]) == 0
    assert recall_at(tasks, {"text": matrix}, exact, [rows[:4] for rows in exact]) == 0.8


def test_what_is_asked_of_a_generated_shop_can_be_met() -> None:
    items = list(GeneratedShop(400))
    for each in asked_of(GeneratedShop(400), 12):
        assert each.text and each.photo.startswith(b"\x89PNG")
        assert any(holds(each.wish, item) for item in items)


def test_rows_of_a_small_shop(tmp_path: Path) -> None:
    seconds, peak = ingested(tmp_path, 200)
    assert seconds > 0 and peak > 50 * 2**20
    rows = {(row.what, row.baseline_name): row for row in searched(tmp_path, 200)}
    assert {name for _, name in rows} == {"", *SCANS}
    for (what, _), row in rows.items():
        assert row.ours >= (0.9 if what.startswith("recall") else 0) and row.n
