"""Arrays that were computed once and are kept on disk, written in one step."""

from __future__ import annotations

import os
from pathlib import Path
from zipfile import BadZipFile

import numpy as np


def kept(path: Path) -> dict[str, np.ndarray] | None:
    """The arrays of a file by name, None where there is none that can be read."""
    try:
        with np.load(path, allow_pickle=False) as found:
            return dict(found)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None


def keep(path: Path, **arrays: np.ndarray) -> None:
    """Writes the file beside its place and moves it there; a reader sees the old one or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.stem}.{os.getpid()}.npz")
    np.savez(partial, allow_pickle=False, **arrays)
    os.replace(partial, path)
