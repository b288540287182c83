"""A photo with "the same one in gray": is the gray one of that very model found, and is what comes first gray at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import NotFound
from retrieval.asking import asked
from retrieval.query import PhotoReading
from retrieval.retriever import Retriever

FILE = "same_but_color.jsonl"
DEPTH = 5


@dataclass(frozen=True)
class SameButColor:
    """One request: whether the target came first and among five, and whether what came first has the target's colour; `words` as asked."""

    photo: str
    words: str
    first: bool
    among_five: bool
    right_color: bool


def same_but_color(retriever: Retriever, folder: Path, step: int = 1) -> Iterator[SameButColor]:
    """Every `step`th request of a folder with `same_but_color.jsonl` and `images`. Raises NotFound where the file is missing."""
    path = folder / FILE
    if not path.is_file():
        raise NotFound(f"there is no file {path}: name the data folder with --data")
    readings: dict[str, PhotoReading] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[::step]:
        row = json.loads(line)
        if row["photo"] not in readings:
            readings[row["photo"]] = retriever.understand_photo((folder / "images" / row["photo"]).read_bytes())
        found = retriever.search(asked(retriever, row["words"], readings[row["photo"]], k=DEPTH))
        ids = [each.item.id for each in found]
        target = retriever.get(row["target"])
        yield SameButColor(row["photo"], row["words"], ids[:1] == [target.id], target.id in ids, bool(found) and found[0].item.color == target.color)
