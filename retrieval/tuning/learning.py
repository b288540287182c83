"""Learns at the end of an ingest, from the generation that was just written."""

from __future__ import annotations

from pathlib import Path

from retrieval.meanings import read_meanings
from retrieval.stores.lance import open_table
from retrieval.stores.local import FOLDER
from retrieval.stores.protocol import PICTURE, TEXT
from retrieval.tuning.pairs import Pairs
from retrieval.tuning.tuned import Tuned, tune
from retrieval.tuning.tuned_file import write_tuned


def learn(folder: Path, sample: Pairs) -> Tuned:
    """Learns from the sample's pairs and writes what was learned, and the sample, into the generation's folder. At most MOST pairs are in memory."""
    pairs = sample.pairs
    rows = [each.row for each in pairs]
    table = open_table(folder / FOLDER)
    seen = [sample.seen(each.digest) for each in pairs]
    tuned = tune(pairs, seen, table.at(PICTURE, rows), table.at(TEXT, rows), read_meanings(folder)) if pairs else Tuned()
    write_tuned(folder, tuned)
    sample.write(folder)
    return tuned
