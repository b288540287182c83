"""Photos measured by the product's own path, on a folder with catalog.csv and images/: found again when changed, read when never seen, named rightly.

`rows` gives it all. Everything goes through ingest, `Retriever.understand_photo` and `Retriever.search`; nothing is computed beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from retrieval.benchmark.measures import DEPTH, Figure, figures, interval
from retrieval.benchmark.perturbations import PERTURBATIONS, Perturbation
from retrieval.benchmark.remembered import remembered
from retrieval.catalog import open_catalog
from retrieval.encoders import Encoders
from retrieval.importing import read_products
from retrieval.ingest import Shelf, ingest
from retrieval.item import Item
from retrieval.meanings import narrowest
from retrieval.models import model_of
from retrieval.opening import open_generation
from retrieval.photo import load_photo
from retrieval.pictures import FolderPictures
from retrieval.query import PhotoReading, Query
from retrieval.ranking import ScoreTerm, as_it_is
from retrieval.retriever import Retriever

FOLDS = 5
SEED = 1
MEANING_ALONE = (ScoreTerm("photo meaning", 1.0, as_it_is("photo meaning")),)
BINS = ((0.0, 0.4), (0.4, 0.6), (0.6, 0.75), (0.75, 0.9), (0.9, 1.01))  # of confidence, to see whether it is calibrated


@dataclass(frozen=True)
class Row:
    """One measurement: of which data, what, over how many photos, and measure -> figure with its interval."""

    data: str
    what: str
    n: int
    figures: Mapping[str, Figure]


@dataclass(frozen=True, eq=False)
class Guess:
    """What was named in a photo, with which confidence, and whether it was right."""

    confidence: float
    right: bool


def rows(folder: Path, work: Path, encoders: Encoders, changes: Mapping[str, Perturbation] = PERTURBATIONS) -> list[Row]:
    """All measurements of a data folder. `work` is an empty folder for the catalogs that are built on the way."""
    shared = remembered(encoders)
    return [*own_item(folder, work, shared, changes), *unseen(folder, work, shared, by_model=False), *unseen(folder, work, shared, by_model=True)]


def own_item(folder: Path, work: Path, encoders: Encoders, changes: Mapping[str, Perturbation] = PERTURBATIONS) -> list[Row]:
    """A changed photo of an item -> the item, a row for each change."""
    items = pictured(folder)
    retriever = built(folder, work, encoders, "all", items)
    found = []
    for name, change in changes.items():
        readings = [retriever.understand_photo(change(load_photo((folder / "images" / item.image).read_bytes()))) for item in items]
        found.append(Row(folder.name, f"own item, {name}", len(items), ranked(retriever, items, readings)))
    return found


def unseen(folder: Path, work: Path, encoders: Encoders, by_model: bool) -> list[Row]:
    """A photo that is not indexed -> its item's own text among all items, five-fold; and the kind and colour that such a photo is said to show.

    By item the photos of its other colourways stay indexed, by model they go with it. An item without a picture is only one of a fifth of them, which
    helps it: by its meaning alone, the texts of all items compete alike.
    """
    items = pictured(folder)
    kinds: list[Guess] = []
    colors: list[Guess] = []
    found: list[tuple[Item, list[str], list[str]]] = []
    for number, held in enumerate(folds(items, by_model)):
        hidden = {item.id for item in held}
        shelf = [replace(item, image="") if item.id in hidden else item for item in read_products(folder / "catalog.csv").items]
        name = f"{'models' if by_model else 'items'}-{number}"
        retriever, by_meaning = built(folder, work, encoders, name, shelf), opened(work, encoders, name, MEANING_ALONE)
        for item in held:
            reading = retriever.understand_photo((folder / "images" / item.image).read_bytes())
            query = Query(photo=reading, k=DEPTH, every_colorway=True)
            found.append((item, ids(retriever, query), ids(by_meaning, query)))
            kinds += guesses(reading, "kind" if retriever.vocabulary.slot("kind") else "category", narrowest(item))
            colors += guesses(reading, "color", item.color)
    left_out = "photo and those of its colourways not indexed" if by_model else "photo not indexed"
    right = [{item.id: 1} for item, _, _ in found]
    told = [
        Row(folder.name, f"own text, {left_out}", len(found), figures(right, [run for _, run, _ in found])),
        Row(folder.name, f"own text by its meaning alone, {left_out}", len(found), figures(right, [run for _, _, run in found])),
    ]
    return [*told, *named(folder.name, f"kind, {left_out}", kinds), *named(folder.name, f"color, {left_out}", colors)]


def ranked(retriever: Retriever, items: Sequence[Item], readings: Sequence[PhotoReading]) -> dict[str, Figure]:
    """Measure -> figure of photos that each have one right item."""
    return figures([{item.id: 1} for item in items], [ids(retriever, Query(photo=reading, k=DEPTH, every_colorway=True)) for reading in readings])


def ids(retriever: Retriever, query: Query) -> list[str]:
    return [each.item.id for each in retriever.search(query)]


def guesses(reading: PhotoReading, slot: str, truth: str) -> Iterator[Guess]:
    """The answer about one slot; nothing where the shop does not say what is right. No answer is a wrong one of no confidence."""
    if truth:
        best = next((each for each in reading.attributes if each.slot == slot), None)
        yield Guess(best.confidence, best.value.casefold() == truth.casefold()) if best else Guess(0.0, False)


def named(data: str, what: str, told: Sequence[Guess]) -> list[Row]:
    """How often the answers are right, how far confidence is from that (expected calibration error), and a row for each bin of confidence."""
    if not told:
        return []
    sure, right = np.array([each.confidence for each in told]), np.array([each.right for each in told], dtype=float)
    bins = [(low, high, (sure >= low) & (sure < high)) for low, high in BINS]
    error = sum(abs(float(sure[inside].sum() - right[inside].sum())) for _, _, inside in bins) / len(told)
    whole = Row(data, what, len(told), {"accuracy": interval(right), "confidence": interval(sure), "calibration error": Figure(error, error, error)})
    parts = [
        Row(
            data,
            f"{what}: confidence {low:g} to {min(high, 1):g}",
            int(inside.sum()),
            {"accuracy": interval(right[inside]), "confidence": interval(sure[inside])},
        )
        for low, high, inside in bins
        if inside.any()
    ]
    return [whole, *parts]


def pictured(folder: Path) -> list[Item]:
    return [item for item in read_products(folder / "catalog.csv").items if item.image]


def folds(items: Sequence[Item], by_model: bool) -> list[list[Item]]:
    """The items in FOLDS parts; by model, all colourways of one in the same part."""
    key: Callable[[Item], str] = (lambda item: f"{item.category}\0{model_of(item)}") if by_model else (lambda item: item.id)
    keys = sorted({key(item) for item in items})
    part = dict(zip(keys, (np.random.default_rng(SEED).permutation(len(keys)) % FOLDS).tolist(), strict=True))
    return [[item for item in items if part[key(item)] == fold] for fold in range(FOLDS)]


def built(folder: Path, work: Path, encoders: Encoders, name: str, items: Sequence[Item]) -> Retriever:
    """A catalog of these items with the folder's pictures, ingested and opened."""
    ingest(work, Shelf(name, items, FolderPictures(folder / "images")), encoders)
    return opened(work, encoders, name)


def opened(work: Path, encoders: Encoders, name: str, terms: Sequence[ScoreTerm] = ()) -> Retriever:
    return open_generation(open_catalog(work, name), encoders, terms)
