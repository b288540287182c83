"""The measurement of photos on a small shop whose pictures are drawn here: a picture tells its item, so that the right figures are known."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from retrieval.benchmark.perturbations import PERTURBATIONS
from retrieval.benchmark.photos import Guess, folds, named, own_item, pictured, unseen
from retrieval.benchmark.remembered import remembered
from retrieval.encoders import Encoders
from retrieval.tuning.tuned_file import read_tuned

KINDS = ("boot", "hat", "mug")
COLORS = {"red": (206, 48, 46), "blue": (44, 104, 196)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve models in two colours each; a model has a pattern of its own, which its kind shares in part."""
    shop = tmp_path / "patterns"
    (shop / "images").mkdir(parents=True)
    random = np.random.default_rng(0)
    common = {kind: random.random((8, 8, 1)) for kind in KINDS}
    rows = [["id", "title", "category", "price", "color", "image"]]
    for model in range(12):
        kind = KINDS[model % 3]
        pattern = 0.7 * common[kind] + 0.3 * random.random((8, 8, 1))
        for color, tint in COLORS.items():
            picture = Image.fromarray((pattern * np.array(tint)).astype(np.uint8)).resize((160, 160), Image.Resampling.NEAREST)
            picture.save(shop / "images" / f"{model}-{color}.png")
            rows.append([f"{model}-{color}", f"Number{model} {kind}, {color}", kind, "10", color, f"{model}-{color}.png"])
    with (shop / "catalog.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return shop


def test_changed_photos_and_their_figures(folder: Path, tmp_path: Path, encoders: Encoders) -> None:
    rows = own_item(folder, tmp_path / "work", encoders, {name: PERTURBATIONS[name] for name in ("JPEG quality 30", "mirror")})
    assert [(row.data, row.what, row.n) for row in rows] == [("patterns", "own item, JPEG quality 30", 24), ("patterns", "own item, mirror", 24)]
    same, mirrored = (row.figures for row in rows)
    assert set(same) == {"ndcg@10", "r@1", "r@5", "r@10", "mrr"}
    assert same["r@5"].mean == 1 and same["r@1"].mean >= 0.9, "the features know no colour, the colour that is seen tells colourways apart"
    assert mirrored["mrr"].mean < same["mrr"].mean, "the features of these tests do not know a picture's mirror"
    assert all(each.low <= each.mean <= each.high for row in rows for each in row.figures.values())


def test_photos_that_were_never_seen(folder: Path, tmp_path: Path, encoders: Encoders) -> None:
    shared = remembered(encoders)
    rows = {row.what: row for row in unseen(folder, tmp_path / "work", shared, by_model=True)}
    left_out = "photo and those of its colourways not indexed"
    assert rows[f"own text, {left_out}"].n == rows[f"kind, {left_out}"].n == 24
    assert rows[f"kind, {left_out}"].figures["accuracy"].mean >= 0.8, "the pattern of a kind is learned from other models"
    assert rows[f"color, {left_out}"].figures["accuracy"].mean >= 0.9
    alone = rows[f"own text by its meaning alone, {left_out}"].figures["mrr"].mean
    assert alone < rows[f"own text, {left_out}"].figures["mrr"].mean, "the classes of these tests say nothing, the colour that is seen does"
    assert encoders.image.embedded <= 48, "five catalogs, and nothing is embedded twice"  # type: ignore[attr-defined]
    generation = next((tmp_path / "work" / "models-0").glob("g-*"))
    assert read_tuned(generation).kinds is None, "a fold of nineteen pictures teaches nothing"


def test_colourways_share_a_fold_only_by_model(folder: Path) -> None:
    items = pictured(folder)
    for by_model in (True, False):
        parts = folds(items, by_model)
        assert sorted(item.id for part in parts for item in part) == sorted(item.id for item in items)
        together = all(
            {item.id.split("-")[0] for item in part}.isdisjoint({item.id.split("-")[0] for item in other})
            for part in parts
            for other in parts
            if other is not part
        )
        assert together == by_model


def test_confidence_is_held_against_what_was_right() -> None:
    told = [Guess(0.8, at % 5 != 0) for at in range(100)] + [Guess(0.5, False) for _ in range(20)]
    whole, *bins = named("shop", "kind", told)
    assert whole.figures["accuracy"].mean == pytest.approx(80 / 120) and whole.figures["calibration error"].mean == pytest.approx(10 / 120)
    assert [(row.what, row.n) for row in bins] == [("kind: confidence 0.4 to 0.6", 20), ("kind: confidence 0.75 to 0.9", 100)]
    assert named("shop", "kind", []) == []
