"""Notices damage: what every file of a generation was when it was written, checked when it is opened.

A file up to WHOLE_UP_TO is hashed whole. Of a larger one the size and BLOCKS evenly spaced blocks are: every cut is noticed, every flipped
byte in what was looked at, and not every one beside it. Pictures count as one file; past PICTURES_UP_TO their names and sizes are checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WHOLE_UP_TO = 256 * 2**20  # bytes; 100,000 items (868 MB, of which the 635 MB of vectors by blocks) are checked in 1.0 s on a machine at work
PICTURES_UP_TO = 256 * 2**20  # bytes of all pictures together
BLOCK, BLOCKS = 2**16, 256
PICTURES, MANIFEST = "pictures", "manifest.json"


def seals(folder: Path) -> dict[str, str]:
    """Path inside the folder -> digest, of every file but the manifest. Raises OSError."""
    paths = sorted(path for path in _files(folder) if path != folder / MANIFEST)
    with ThreadPoolExecutor(2) as threads:  # hashing lets go of the interpreter
        found = dict(zip((path.relative_to(folder).as_posix() for path in paths), threads.map(_digest, paths), strict=True))
    return found | {PICTURES: _digest_of_pictures(folder / PICTURES)}


def damaged(folder: Path, sealed: Mapping[str, str]) -> list[str]:
    """The files that are missing or no longer what they were. Raises OSError."""
    found = seals(folder)
    return sorted(name for name in sealed if found.get(name) != sealed[name])


def seal_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name != PICTURES:
                yield from _files(path)
        else:
            yield path


def _digest(path: Path) -> str:
    size = path.stat().st_size
    found = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        if size <= WHOLE_UP_TO:
            while block := file.read(2**20):
                found.update(block)
        else:
            for place in range(BLOCKS):
                file.seek((size - BLOCK) * place // (BLOCKS - 1))
                found.update(file.read(BLOCK))
    return found.hexdigest()


def _digest_of_pictures(folder: Path) -> str:
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    sizes = [path.stat().st_size for path in paths]
    found = hashlib.sha256(repr([(path.name, size) for path, size in zip(paths, sizes, strict=True)]).encode())
    if sum(sizes) <= PICTURES_UP_TO:
        for path in paths:
            found.update(path.read_bytes())
    return found.hexdigest()
