"""What is learned from photos: the right map, used only where held-out photos say it helps, kept whole and small."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.errors import StorageError
from retrieval.color_signature import SIGNATURE
from retrieval.item import Item
from retrieval.meanings import Meanings
from retrieval.palette import PALETTE
from retrieval.tuning import ridge
from retrieval.tuning.alignment import LEAST_PAIRS, fit_alignment, reciprocal_ranks
from retrieval.tuning.pairs import LABELS, Pairs, Seen, read_seen
from retrieval.tuning.tuned import FOLDS, folds_of, tune
from retrieval.tuning.tuned_file import FILE, read_tuned, write_tuned
from retrieval.tuning.votes import log_loss, pooled, weigh


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def some(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def test_both_forms_of_the_ridge_are_one() -> None:
    features, targets = some(30, 20), some(30, 4, seed=1)
    narrow = ridge.fit(features, targets, 0.1)  # primal: 30 photos of width 20
    x, y = features - features.mean(axis=0), targets - targets.mean(axis=0)
    gram = x @ x.T
    dual = x.T @ np.linalg.solve(gram + 0.1 * np.trace(gram) / 30 * np.eye(30), y)
    assert np.allclose(narrow.weights, dual, atol=1e-4)
    wide = ridge.fit(some(20, 30), some(20, 4, seed=1), 0.1)
    assert wide.weights.shape == (30, 4) and np.isfinite(wide.weights).all()


def test_a_linear_map_is_found_and_held_out_photos_are_not_learned_from() -> None:
    features = some(60, 12)
    targets = features @ some(12, 3, seed=2) + 1
    folds = np.arange(60) % 5
    assert np.allclose(ridge.held_out(features, targets, folds, 1e-6), targets, atol=1e-2)
    spoiled = targets.copy()
    spoiled[folds == 0] = 100
    first = ridge.held_out(features, spoiled, folds, 1e-6)[folds == 0]
    assert np.allclose(first, targets[folds == 0], atol=1e-2), "what a fold says of itself is not heard"


def test_the_learned_meaning_is_used_where_it_finds_texts_better() -> None:
    features = unit(some(80, 40))
    texts = unit(features @ some(40, 16, seed=3) + 0.05 * some(80, 16, seed=4))
    deaf = unit(some(80, 16, seed=5))
    found = fit_alignment(features, deaf, texts, (np.arange(80) % 5,))
    assert found is not None and found.share > 0.5
    by_labels, learned, mixed = found.ranks
    assert learned > by_labels and mixed >= learned and mixed > 0.3
    scores = found.meaning(features, deaf) @ texts.T
    assert reciprocal_ranks(scores).mean() > 0.9
    assert np.abs(found.meaning(features, deaf) @ texts.mean(axis=0)).max() < 1e-5, "what all texts share says nothing"
    shares = found.scaled(scores)
    assert shares.min() == 0 and shares.max() <= 1 and np.diag(shares).mean() > 0.8


def test_nothing_learned_is_used_where_it_does_not_help() -> None:
    texts = unit(some(60, 16))
    found = fit_alignment(unit(some(60, 40, seed=6)), unit(texts + 0.2 * some(60, 16, seed=7)), texts, (np.arange(60) % 5,))
    assert found is not None and found.share == 0
    few = slice(0, LEAST_PAIRS - 1)
    assert fit_alignment(some(60, 40)[few], texts[few], texts[few], (np.arange(60)[few] % 5,)) is None


def test_colourways_are_held_out_together() -> None:
    models = [f"model {at // 4}" for at in range(100)]
    folds = folds_of(models)
    assert set(folds.tolist()) == set(range(FOLDS))
    assert all(len(set(folds[at : at + 4].tolist())) == 1 for at in range(0, 100, 4))
    assert (folds_of(models[::-1]) == folds[::-1]).all()


def test_the_voter_that_is_right_is_heard_and_a_boaster_is_tempered() -> None:
    random = np.random.default_rng(0)
    truth = random.integers(0, 4, 300)
    good, noise = np.full((300, 4), 0.1), random.dirichlet(np.ones(4), 300)
    good[np.arange(300), truth] = 0.7
    heard, ignored = weigh([good, noise], truth)
    assert heard > ignored
    boasted = np.full((300, 4), 0.001)
    said = np.where(random.random(300) < 0.6, truth, random.integers(0, 4, 300))
    boasted[np.arange(300), said] = 0.997
    weights = weigh([boasted], truth)
    outcome = pooled([boasted], weights)
    right = (outcome.argmax(axis=1) == truth).mean()
    assert abs(outcome.max(axis=1).mean() - right) < 0.12 < boasted.max(axis=1).mean() - right
    assert log_loss(outcome, truth) < log_loss(boasted, truth)


def seen_at(place: int) -> Seen:
    palette = np.zeros(len(PALETTE), np.float32)
    palette[place % len(PALETTE)] = 1
    return Seen(np.arange(LABELS, dtype=np.int32), np.full(LABELS, place / 1000, np.float32), np.full(SIGNATURE, place, np.float32), palette)


def test_the_sample_is_bounded_and_does_not_depend_on_the_order(tmp_path: Path) -> None:
    digests = [f"{(at * 7919) % 10_007:032x}" for at in range(500)]
    forwards, backwards = Pairs(50), Pairs(50)
    for at in range(500):
        for pairs, place in ((forwards, at), (backwards, 499 - at)):
            if pairs.wants(digests[place]):
                pairs.add(Item(f"{place}", f"Thing {place}", color="Red"), place, digests[place], seen_at(place))
    assert forwards.pairs == backwards.pairs and len(forwards.pairs) == 50
    assert {each.digest for each in forwards.pairs} == set(sorted(digests)[:50])
    assert not forwards.wants(forwards.pairs[0].digest), "one pair for one photo"
    forwards.write(tmp_path)
    kept = read_seen(tmp_path)
    one = forwards.pairs[7]
    assert len(kept) == 50 and (kept[one.digest].signature == one.row).all() and kept[one.digest].palette.argmax() == one.row % len(PALETTE)
    (tmp_path / "pairs.npz").write_bytes(b"PK nothing")
    assert read_seen(tmp_path) == {} == read_seen(tmp_path / "nowhere")


def test_what_was_learned_is_kept_whole(tmp_path: Path) -> None:
    features, texts = unit(some(60, 30)), unit(some(60, 16, seed=1))
    names = ("boot", "hat", "mug")
    pairs = Pairs()
    for at in range(60):
        color = ("red", "blue")[at % 2]
        seen = replace(seen_at(at), palette=np.eye(len(PALETTE), dtype=np.float32)[list(PALETTE).index(color)])
        pairs.add(Item(f"{at}", f"Thing {at}", category=names[at % 3], color=color), at, f"{at:032x}", seen)
    features[:, :3] += 2 * np.eye(3, dtype=np.float32)[np.arange(60) % 3]
    meanings = Meanings(unit(some(LABELS, 16, seed=8)), names, unit(some(3, 16, seed=9)), unit(some(3, 16, seed=9)))
    tuned = tune(pairs.pairs, [pairs.seen(each.digest) for each in pairs.pairs], features, texts, meanings)
    write_tuned(tmp_path, tuned)
    again = read_tuned(tmp_path)
    assert tuned.alignment and again.alignment and again.alignment.ranks == tuned.alignment.ranks and again.alignment.share == tuned.alignment.share
    assert (again.alignment.ridge.weights == tuned.alignment.ridge.weights).all()
    assert tuned.kinds and again.kinds and again.kinds.names == names and again.kinds.weights == tuned.kinds.weights
    votes = [np.full((60, 3), 1 / 3)] * 2
    assert (again.kinds.choose(votes, features).argmax(axis=1) == np.arange(60) % 3).mean() > 0.95
    assert again.colors and set(again.colors.names) >= {"red", "blue"}
    write_tuned(tmp_path, tune([], [], features[:0], texts[:0], meanings))
    assert read_tuned(tmp_path).alignment is None and read_tuned(tmp_path).kinds is None
    (tmp_path / FILE).write_bytes(b"PK nothing")
    with pytest.raises(StorageError, match=r"tuned.npz is damaged .* ingest the catalog again"):
        read_tuned(tmp_path)
