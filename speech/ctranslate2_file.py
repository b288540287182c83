"""Reads CTranslate2's `model.bin`: named arrays, little endian.

Layout, after ctranslate2/specs/model_spec.py (`ModelSpec._serialize`), binary version 6:
u32 version, text specification, u32 revision, u32 count, then per variable: text name, u8 rank, u32 per axis, u8 type, u32 bytes, the bytes;
then u32 count of aliases, each two texts. A text is u16 length (with the closing zero) and the bytes.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import WeightsError

VERSION = 6
TYPES: dict[int, type[np.generic]] = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


class Cursor:
    """A place in the bytes of a model file. Every step past the end raises WeightsError."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.data = data
        self.path = path
        self.at = 0

    def take(self, size: int) -> memoryview:
        if self.at + size > len(self.data):
            raise WeightsError(f"{self.path} is cut short: run `python launch.py models fetch` to get it whole")
        self.at += size
        return memoryview(self.data)[self.at - size : self.at]

    def numbers(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))

    def number(self, layout: str) -> int:
        return int(self.numbers(layout)[0])

    def text(self) -> str:
        raw = bytes(self.take(self.number("H")))
        try:
            return raw.rstrip(b"\0").decode("utf-8")
        except UnicodeDecodeError:
            raise foreign(self.path, "a name in it is no text") from None


def foreign(path: Path, why: str) -> WeightsError:
    return WeightsError(f"{path} is not a CTranslate2 model that Vitrine can read ({why}): use a float16 or float32 conversion")


def read_variables(path: Path, specification: str) -> dict[str, np.ndarray]:
    """Every array of the file by name; they share the file's memory and are read-only.

    Raises WeightsError for a file that is missing, cut short, of another layout, or of another model than `specification` (`WhisperSpec`).
    """
    try:
        cursor = Cursor(path.read_bytes(), path)
    except OSError as error:
        raise WeightsError(f"{path} cannot be read ({error.strerror}): run `python launch.py models fetch`") from None
    version = cursor.number("I")
    if version != VERSION:
        raise foreign(path, f"layout version {version} where {VERSION} is known")
    found = cursor.text()
    if found != specification:
        raise foreign(path, f"it holds {found!r} where {specification!r} is needed")
    cursor.number("I")  # the specification's revision
    variables = dict(read_variable(cursor) for _ in range(cursor.number("I")))
    for _ in range(cursor.number("I")):
        cursor.text(), cursor.text()  # an alias and what it stands for; read so that a missing end is noticed
    return variables


def read_variable(cursor: Cursor) -> tuple[str, np.ndarray]:
    """One name and its array."""
    name = cursor.text()
    shape = cursor.numbers(f"{cursor.number('B')}I")
    kind, size = cursor.number("B"), cursor.number("I")
    if kind not in TYPES:
        raise foreign(cursor.path, f"{name} has the number type {kind}")
    values = cursor.take(size)
    if size != np.dtype(TYPES[kind]).itemsize * int(np.prod(shape, dtype=np.int64)):
        raise foreign(cursor.path, f"{name} has {size} bytes for shape {shape}")
    return name, np.frombuffer(values, TYPES[kind]).reshape(shape)
