"""What was learned of a catalog's items on disk: words and counts as JSON, rows as arrays."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from retrieval.called import Noun
from retrieval.learning import Learned, Places, Thing
from retrieval.slots import Slot
from retrieval.uses import Use

WORDS, ROWS = "learned.json", "learned.npz"
VERSION = 1  # goes up with every change of what is learned; a file of another version is as good as none


def write_learned(folder: Path, learned: Learned) -> None:
    """Raises OSError."""
    things = [[*pair, thing.count, thing.stating, {slot: list(words) for slot, words in thing.words.items()}] for pair, thing in learned.things.items()]
    words: dict[str, object] = {
        "version": VERSION,
        "count": learned.count,
        "slots": [asdict(each) for each in learned.slots],
        "things": things,
        "uses": [asdict(each) for each in learned.uses],
        "nouns": [[each.words, each.things, each.spelled] for each in learned.nouns],
        "heads": learned.heads,
        "kinds": learned.kinds,
        "titled": list(learned.titled),
    }
    (folder / WORDS).write_text(json.dumps(words), encoding="utf-8")
    rows = list(learned.titled.values())
    np.savez(
        folder / ROWS,
        kind_of=learned.kind_of,
        titled=np.concatenate(rows) if rows else np.zeros(0, np.uint32),
        ends=np.cumsum([len(each) for each in rows], dtype=np.int64),
        model_keys=learned.models.keys,
        model_rows=learned.models.rows,
        id_keys=learned.ids.keys,
        id_rows=learned.ids.rows,
    )


def read_learned(folder: Path) -> Learned | None:
    """None where nothing is kept that this program can read: it is then learned again from the items."""
    try:
        words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
        if words["version"] != VERSION:
            return None
        with np.load(folder / ROWS, allow_pickle=False) as rows:
            return _learned(words, {name: rows[name] for name in rows.files})
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return None


def _learned(words: dict[str, Any], rows: dict[str, np.ndarray]) -> Learned:
    slots = tuple(Slot(**{**each, "values": tuple((word, count) for word, count in each["values"])}) for each in words["slots"])
    things = {(kind, category): Thing(count, stating, {slot: dict.fromkeys(said) for slot, said in stated.items()})
              for kind, category, count, stating, stated in words["things"]}  # fmt: skip
    nouns = tuple(Noun(tuple(plain), tuple((slot, value) for slot, value in things), tuple(spelled)) for plain, things, spelled in words["nouns"])
    return Learned(
        count=words["count"],
        slots=slots,
        things=things,
        uses=tuple(Use(**each) for each in words["uses"]),
        nouns=nouns,
        heads=tuple(words["heads"]),
        kinds=tuple(words["kinds"]),
        kind_of=rows["kind_of"],
        titled=dict(zip(words["titled"], np.split(rows["titled"], rows["ends"][:-1]), strict=True)) if words["titled"] else {},
        models=Places(rows["model_keys"], rows["model_rows"]),
        ids=Places(rows["id_keys"], rows["id_rows"]),
    )
