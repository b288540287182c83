"""The map: every item has its place, the same one each time, and what means the same lies near."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from retrieval.landscape import draw
from retrieval.retriever import Retriever


def test_a_catalog_is_drawn_and_its_items_find_their_own_places(retriever: Retriever) -> None:
    land = draw(retriever)
    assert len(land.rows) == len(retriever.items)
    assert land.places.shape == (len(retriever.items), 2)
    assert land.places.min() >= 0 and land.places.max() <= 1
    assert np.array_equal(draw(retriever).places, land.places)


def shop(vectors: np.ndarray) -> Any:
    """A retriever as far as a map looks at it."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return SimpleNamespace(items=range(len(unit)), store=SimpleNamespace(vectors=lambda column, rows: unit[rows]))


def test_groups_stay_together_and_a_vector_falls_into_its_own() -> None:
    random = np.random.default_rng(0)
    centres = np.eye(8)[:3]
    land = draw(shop(np.concatenate([centre + 0.05 * random.normal(size=(20, 8)) for centre in centres])))
    groups = land.places.reshape(3, 20, 2)
    middles = groups.mean(axis=1)
    for at, group in enumerate(groups):
        inside = np.linalg.norm(group - middles[at], axis=1).mean()
        assert all(inside < np.linalg.norm(other - middles[at]) / 2 for other in np.delete(middles, at, axis=0))
    for at, centre in enumerate(centres):
        place = np.array(land.place_of(centre.astype(np.float32)))
        assert np.linalg.norm(middles - place, axis=1).argmin() == at


def test_the_smallest_catalogs_are_drawn() -> None:
    random = np.random.default_rng(0)
    for count in (1, 2, 5):
        land = draw(shop(random.normal(size=(count, 4))))
        assert land.places.shape == (count, 2)
        assert np.isfinite(land.place_of(land.vectors[0])).all()
