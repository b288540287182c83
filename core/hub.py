"""Model files from a hub, where one can be reached: the second source of the table's own files, the only one of larger models."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import StorageError, WeightsError
from core.model_table import Model, ModelFile
from core.packages import NotDownloaded
from core.progress import megabytes
from core.weights import MANIFEST, sha256_of

SAFE_SUFFIXES = (".json", ".txt", ".safetensors", ".gguf", ".jinja", ".model")  # no pickles, no code
SAFE_NAMES = ("model.bin",)  # CTranslate2's own format
WAIT_S = 10.0  # for the hub's first word


@dataclass(frozen=True)
class Listing:
    """The files of one revision of a hub page: (path, bytes, SHA-256 or empty)."""

    revision: str
    files: Sequence[tuple[str, int, str]]


def files_by_table(model: Model, files: Sequence[ModelFile], partial: Path, show: Callable[[str], None]) -> None:
    """Brings files of the table from the model's hub page; the caller checks their hashes. Raises NotDownloaded."""
    revision = listing(model).revision  # also finds out in one try whether the hub can be reached
    for each in files:
        if not (partial / each.path).exists() or (partial / each.path).stat().st_size != each.size:
            show(each.path)
            arrived = bring(model.hub, each.hub_path or each.path, revision, partial)
            if arrived != partial / each.path:
                os.replace(arrived, partial / each.path)


def whole_model(model: Model, partial: Path, show: Callable[[str], None]) -> None:
    """Brings every safe file of a hub page into `partial` and notes their hashes in hashes.json.

    Large files are checked against the SHA-256 the hub gives for them. Raises NotDownloaded, WeightsError, StorageError.
    """
    listed = listing(model)
    total = sum(size for _, size, _ in listed.files)
    if shutil.disk_usage(partial).free < total:
        raise StorageError(f"{total / 1e9:.2f} GB are needed in {partial} and {shutil.disk_usage(partial).free / 1e9:.2f} GB are free")
    notes, done = [], 0
    for path, size, promised in listed.files:
        show(f"{megabytes(done, total)} ({path})")
        bring(model.hub, path, listed.revision, partial)
        sha256 = sha256_of(partial / path)
        if promised and sha256 != promised:
            (partial / path).unlink()
            raise WeightsError(f"{path} is not the file the hub promises (its SHA-256 differs)")
        notes.append({"path": path, "size": (partial / path).stat().st_size, "sha256": sha256})
        done += size
    (partial / MANIFEST).write_text(json.dumps(notes, indent=1), encoding="utf-8")
    shutil.rmtree(partial / ".cache", ignore_errors=True)  # the hub client's notes for going on


def refusals() -> tuple[type[Exception], ...]:
    """What the hub's client raises where there is no network, no such page or no leave to read it."""
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

    return (OSError, ValueError, HTTPError)


def listing(model: Model) -> Listing:
    """The safe files of the page's newest revision. Raises NotDownloaded, WeightsError for a page without any."""
    from huggingface_hub import HfApi  # 0.5 s to load, and most starts never fetch

    try:
        page = HfApi(endpoint=os.environ.get("HF_ENDPOINT")).model_info(model.hub, files_metadata=True, timeout=WAIT_S)
    except refusals() as error:
        raise NotDownloaded(f"the hub's page {model.hub} cannot be reached from here ({type(error).__name__})") from None
    files = [
        (each.rfilename, each.size or 0, each.lfs.sha256 if each.lfs else "")
        for each in page.siblings or ()
        if each.rfilename.endswith(SAFE_SUFFIXES) or each.rfilename in SAFE_NAMES
    ]
    if not files:
        raise WeightsError(f"the hub's page {model.hub} holds no weights in a format that is safe to load")
    return Listing(page.sha or "main", files)


def bring(page: str, path: str, revision: str, folder: Path) -> Path:
    """One file of a hub page, going on where an earlier try stopped. Raises NotDownloaded."""
    from huggingface_hub import hf_hub_download

    try:
        return Path(hf_hub_download(page, path, revision=revision, local_dir=folder, etag_timeout=WAIT_S, endpoint=os.environ.get("HF_ENDPOINT")))
    except refusals() as error:
        raise NotDownloaded(f"{path} of the hub's page {page} cannot be reached from here ({type(error).__name__})") from None
