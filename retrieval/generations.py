"""The generations of a catalog, beside each other in its folder: which is current, how the next one is built, how to go back to the one before."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from core.errors import NotFound, StorageError
from core.lock import held
from core.progress import tell

CURRENT = "CURRENT"
GENERATION = re.compile(r"g-\d{6,}")
Opened = TypeVar("Opened")


def generations(home: Path) -> list[Path]:
    """The folders of all generations, the newest first."""
    return sorted((each for each in home.glob("g-*") if GENERATION.fullmatch(each.name)), key=_number, reverse=True)


def current(home: Path) -> Path:
    """The folder of the current generation, which may not exist. Raises StorageError where the pointer is damaged."""
    try:
        name = (home / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise StorageError(f"which generation of the catalog {home.name} is current cannot be read ({error}): ingest it again") from None
    if not GENERATION.fullmatch(name):
        raise StorageError(f"{home / CURRENT} names {name[:40]!r}, which is no generation: ingest the catalog again")
    return home / name


def first_readable(home: Path, read: Callable[[Path], Opened]) -> Opened:
    """The current generation as `read` opens it; where that is damaged the newest other one that is not, with a warning.

    Raises the StorageError of the current one where there is no other.
    """
    try:
        newest = current(home)
        return read(newest)
    except StorageError as error:
        damage = error
    for folder in generations(home):
        try:
            found = read(folder)
        except StorageError:
            continue
        tell(f"{damage}; until then {folder.name}, the last generation that is whole, is served")
        return found
    raise damage


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Holds the catalog's lock; a second ingest says so and waits. Raises StorageError where the disk refuses."""
    with ExitStack() as stack:
        try:
            home.mkdir(parents=True, exist_ok=True)
            stack.enter_context(held(home / "LOCK", lambda: tell(f"another ingest of the catalog {home.name} is running: waiting for it")))
        except OSError as error:
            raise StorageError(f"cannot write to {home}: {error.strerror or error}") from None
        yield


@contextmanager
def new_generation(home: Path, before: Path | None) -> Iterator[Path]:
    """A folder to build in. If the block ends well it becomes the current generation in one step, else it vanishes.

    `before` is the generation to go back to, which open readers may still use; all others are removed.
    """
    for left in home.glob(".building-*"):  # of an ingest that was killed; we hold the lock
        shutil.rmtree(left, ignore_errors=True)
    building = home / f".building-{os.getpid()}"
    try:
        building.mkdir()
        yield building
        final = home / f"g-{max((_number(each) for each in generations(home)), default=0) + 1:06d}"
        os.replace(building, final)
        _switch(home, final)
    except OSError as error:
        raise StorageError(f"cannot write the catalog {home.name}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    for old in generations(home):
        if old not in (final, before):
            shutil.rmtree(old, ignore_errors=True)


def roll_back(home: Path, read: Callable[[Path], Opened]) -> Opened:
    """Makes the newest whole generation before the current one the current one. Raises NotFound where there is none, StorageError."""
    with locked(home):
        now = current(home)
        for folder in generations(home):
            if _number(folder) < _number(now):
                try:
                    found = read(folder)
                except StorageError:
                    continue
                try:
                    _switch(home, folder)
                except OSError as error:
                    raise StorageError(f"cannot write to {home}: {error.strerror or error}") from None
                return found
    raise NotFound(f"the catalog {home.name} has no whole generation before {now.name}: ingest the products you want back")


def _switch(home: Path, folder: Path) -> None:
    pointer = home / f".{CURRENT}"
    with pointer.open("w", encoding="ascii") as file:
        file.write(folder.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(pointer, home / CURRENT)


def _number(folder: Path) -> int:
    return int(folder.name[2:])
