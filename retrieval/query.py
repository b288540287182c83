"""What is asked of the retriever and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.constraints import Constraint
from retrieval.item import Item

SURE = 0.5  # confidence from which what a photo shows is said without a doubt


@dataclass(frozen=True)
class PhotoAttribute:
    """Something seen in a photo: a slot ("kind", "color"), its value in the catalog's words, confidence 0 to 1."""

    slot: str
    value: str
    confidence: float


@dataclass(frozen=True, eq=False)
class PhotoReading:
    """What a photo says: attributes for people, vectors for search.

    `features` is (image_dim,) float32, L2-normalised image features; `meaning` is (text_dim,) float32, L2-normalised,
    in the text encoder's space (ConSE, Norouzi et al. 2014); `labels` are the closed-set names with probabilities.
    """

    attributes: tuple[PhotoAttribute, ...]
    features: np.ndarray
    meaning: np.ndarray
    labels: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Query:
    """Words, a photo or both; hard constraints filter, soft ones and words rank. `exclude` holds ids never to show.

    `helps` are kinds that somebody thinks would help: they rank a little higher, nothing more.
    `like` are ids whose vectors pull the ranking ("more like this"). `lean` are directions of retrieval/styles.py. `sort` is ""
    (by relevance) or a number slot, descending behind a minus: "price", "-rating", "weight_g". The colourways of one model stand behind its
    best unless `every_colorway` is asked for.
    """

    text: str = ""
    photo: PhotoReading | None = None
    constraints: tuple[Constraint, ...] = ()
    exclude: frozenset[str] = frozenset()
    like: tuple[str, ...] = ()
    lean: tuple[str, ...] = ()
    sort: str = ""
    k: int = 6
    helps: tuple[str, ...] = ()
    every_colorway: bool = False

    @property
    def hard(self) -> tuple[Constraint, ...]:
        return tuple(each for each in self.constraints if each.hard)

    @property
    def soft(self) -> tuple[Constraint, ...]:
        return tuple(each for each in self.constraints if not each.hard)


@dataclass(frozen=True)
class Reason:
    """Why an item is shown: the words for a person and the field they come from ("price", "color", "photo", "words")."""

    text: str
    slot: str


@dataclass(frozen=True)
class Suggestion:
    """One ranked answer. `score` is 0 to 1; `rank` starts at 1; `also_in` are the other colours the same model comes in."""

    item: Item
    rank: int
    score: float
    reasons: tuple[Reason, ...] = ()
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relaxation:
    """A way to get results when nothing matches: put `instead` (None: drop it) where `constraint` stood; `count` items then match."""

    constraint: Constraint
    instead: Constraint | None
    count: int
