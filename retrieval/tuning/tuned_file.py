"""The file of what a catalog has learned: plain arrays, nothing pickled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from core.errors import StorageError
from retrieval.tuning.alignment import Alignment
from retrieval.tuning.ridge import Ridge
from retrieval.tuning.tuned import Chooser, Tuned

FILE = "tuned.npz"
NUMBERS = ("share", "strength", "low", "high")  # of an alignment


def write_tuned(folder: Path, tuned: Tuned) -> None:
    arrays: dict[str, np.ndarray] = {}
    if tuned.alignment:
        found = tuned.alignment
        arrays |= _ridge("alignment", found.ridge) | {"alignment.labels": found.labels_middle, "alignment.text": found.text_middle}
        arrays |= {"alignment.numbers": np.array([getattr(found, name) for name in NUMBERS]), "alignment.ranks": np.array(found.ranks)}
    for name, chooser in (("kinds", tuned.kinds), ("colors", tuned.colors)):
        if chooser:
            arrays |= _ridge(name, chooser.learned) | {f"{name}.names": np.array(chooser.names, dtype=np.str_), f"{name}.voices": np.array(chooser.weights)}
    np.savez(folder / FILE, **arrays)  # type: ignore[arg-type]


def read_tuned(folder: Path) -> Tuned:
    """What a generation has learned. Raises StorageError for a damaged or missing file."""
    try:
        with np.load(folder / FILE, allow_pickle=False) as stored:
            return Tuned(_alignment(stored), _chooser(stored, "kinds"), _chooser(stored, "colors"))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise StorageError(f"{folder / FILE} is damaged ({str(error)[:80]}): ingest the catalog again") from None


def _ridge(name: str, ridge: Ridge) -> dict[str, np.ndarray]:
    return {f"{name}.middle": ridge.middle, f"{name}.weights": ridge.weights, f"{name}.offset": ridge.offset}


def _read_ridge(stored: Mapping[str, np.ndarray], name: str) -> Ridge:
    return Ridge(stored[f"{name}.middle"], stored[f"{name}.weights"], stored[f"{name}.offset"])


def _alignment(stored: Mapping[str, np.ndarray]) -> Alignment | None:
    if "alignment.numbers" not in stored:
        return None
    share, strength, low, high = (float(each) for each in stored["alignment.numbers"])
    by_labels, learned, mixed = (float(each) for each in stored["alignment.ranks"])
    middles = stored["alignment.labels"], stored["alignment.text"]
    return Alignment(_read_ridge(stored, "alignment"), *middles, share, strength, low, high, (by_labels, learned, mixed))


def _chooser(stored: Mapping[str, np.ndarray], name: str) -> Chooser | None:
    if f"{name}.names" not in stored:
        return None
    names, voices = stored[f"{name}.names"], stored[f"{name}.voices"]
    return Chooser(tuple(str(each) for each in names), _read_ridge(stored, name), tuple(float(each) for each in voices))
