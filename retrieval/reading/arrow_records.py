"""Parquet files, Arrow files and the folders that Hugging Face `datasets` saves, by pyarrow, a batch of rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.errors import BadInput, NotFound
from retrieval.reading.json_records import object_record
from retrieval.reading.record import Record, Rejected

BATCH = 512  # rows; a row may carry a picture
EMBEDDED = "embedded:"  # before file and row of a picture that lies inside the table


def arrow_records(path: Path, named: str = "") -> Iterator[Record | Rejected]:
    """Rows of a Parquet or Arrow file. A picture inside the table becomes a name that `TablePictures` reads. Raises BadInput."""
    count = 0
    for batch in _batches(path):
        for row in batch.to_pylist():
            count += 1
            pictured = {name: f"{EMBEDDED}{path.name}:{count}" if _is_picture(value) else value for name, value in row.items()}
            yield object_record(count, pictured, named)


class TablePictures:
    """The encoded pictures inside tables of one folder, by the names `arrow_records` gives them; quick when asked for in order."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = {file.name: file for file in files}
        self._open = ""
        self._batches: Iterator[Any] = iter(())
        self._batch: Any = None
        self._first = 0

    def read(self, name: str) -> bytes:
        """Raises NotFound where that row holds no picture."""
        file, _, row = name.removeprefix(EMBEDDED).rpartition(":")
        place = int(row) - 1 if row.isdigit() else -1
        if file not in self._files or place < 0:
            raise NotFound(f"there is no picture {name!r} in a table")
        if file != self._open or place < self._first:
            self._open, self._batches, self._batch, self._first = file, _batches(self._files[file]), None, 0
        while self._batch is None or place >= self._first + self._batch.num_rows:
            self._first += self._batch.num_rows if self._batch is not None else 0
            self._batch = next(self._batches, None)
            if self._batch is None:
                self._open = ""
                raise NotFound(f"{file} has no row {row}")
        values = self._batch.slice(place - self._first, 1).to_pylist()[0].values()
        found = next((value for value in values if _is_picture(value)), None)
        if found is None:
            raise NotFound(f"row {row} of {file} holds no picture")
        return bytes(found["bytes"])


def _is_picture(value: Any) -> bool:
    """Whether a value is an image as `datasets` stores one: {"bytes": ..., "path": ...}."""
    return isinstance(value, dict) and set(value) <= {"bytes", "path"} and isinstance(value.get("bytes"), bytes)


def _batches(path: Path) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if _starts(path, b"PAR1"):
            with pq.ParquetFile(path) as file:
                yield from file.iter_batches(batch_size=BATCH)
            return
        with pa.memory_map(str(path)) as source:
            reader = pa.ipc.open_file(source) if _starts(path, b"ARROW1") else pa.ipc.open_stream(source)
            batches = (reader.get_batch(place) for place in range(reader.num_record_batches)) if hasattr(reader, "num_record_batches") else reader
            for batch in batches:
                for first in range(0, batch.num_rows, BATCH):
                    yield batch.slice(first, BATCH)
    except (pa.ArrowException, OSError) as error:
        raise BadInput(f"{path.name} cannot be read as a table ({str(error).splitlines()[0][:100]})") from None


def _starts(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def dataset_files(folder: Path) -> list[Path]:
    """The tables of a folder saved by `datasets` (save_to_disk) or fetched from its hub (data/*.parquet), all splits; empty for any other folder."""
    if (folder / "dataset_dict.json").is_file():
        splits = _json(folder / "dataset_dict.json").get("splits", [])
        return [file for split in splits if isinstance(split, str) for file in dataset_files(folder / Path(split).name)]
    if (folder / "state.json").is_file():
        files = _json(folder / "state.json").get("_data_files", [])
        return [folder / Path(each["filename"]).name for each in files if isinstance(each, dict) and isinstance(each.get("filename"), str)]
    return sorted(folder.glob("data/*.parquet"))


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError):
        raise BadInput(f"{path} is damaged: save the dataset again") from None
    return found if isinstance(found, dict) else {}
