"""What of the model table lies on this disk, and whether it is sound. Fetching is in core/fetch.py. Standard library only."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from core.errors import StorageError, WeightsError
from core.model_table import MINILM, TABLE, Model, ModelFile
from core.settings import Settings

State = Literal["ready", "missing", "damaged"]
MANIFEST = "hashes.json"  # written beside files that came from a hub by name: what they were on the day they came
BLOCK = 1 << 20  # bytes hashed at a time
HUB_NAME = re.compile(r"^\w[\w.-]*/\w[\w.-]*$")  # owner/name


def model_named(name: str) -> Model:
    """The row of that name or hub name; a hub name outside the table gets a row of its own. Raises WeightsError with near matches."""
    row = next((each for each in TABLE if name in (each.name, each.hub)), None)
    if row is not None:
        return row
    if HUB_NAME.match(name):
        return Model(name.replace("/", "--").lower(), "named on the command line (hub only)", "see its page on the hub", hub=name)
    near = difflib.get_close_matches(name, [each.name for each in TABLE], n=2, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else "`python launch.py models` lists them; a hub name is written OWNER/NAME"
    raise WeightsError(f"there is no model {name!r}: {hint}")


def needed(settings: Settings) -> tuple[Model, ...]:
    """The rows that these settings load: what is given as a path, or under a name only the engine knows, is not among them."""
    by_name = {each.name: each for each in TABLE}
    names = [settings.whisper, *([settings.llm_model] if settings.llm != "none" else []), MINILM.name, settings.image_model]
    return tuple(by_name[name] for name in names if name in by_name)


def files_of(model: Model, models: Path) -> tuple[ModelFile, ...]:
    """The files the model must have: the table's, or for a hub model those noted when it came (none noted: it never came whole)."""
    if model.files:
        return model.files
    try:
        noted = json.loads((models / model.name / MANIFEST).read_text(encoding="utf-8"))
        return tuple(ModelFile(each["path"], each["size"], each["sha256"]) for each in noted)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def fault(path: Path, expected: ModelFile) -> str:
    """What is wrong with a file at a glance (presence and size), in words; empty when nothing is."""
    try:
        size = path.stat().st_size
    except OSError:
        return f"{expected.path} is missing"
    return "" if size == expected.size else f"{expected.path} has {size:,} bytes where {expected.size:,} are needed"


def faults(model: Model, models: Path) -> dict[ModelFile, str]:
    """The files of a model that are missing or cut short, by a look at their sizes (microseconds, done at each start)."""
    found = {each: fault(models / model.name / each.path, each) for each in files_of(model, models)}
    return {each: says for each, says in found.items() if says}


def state(model: Model, models: Path) -> State:
    files = files_of(model, models)
    wrong = faults(model, models)
    if files and not wrong:
        return "ready"
    return "missing" if len(wrong) == len(files) and not any((models / model.name / each.path).exists() for each in files) else "damaged"


def sha256_of(path: Path, seen: Callable[[int], None] = lambda done: None) -> str:
    """Hash of a file; `seen` hears the bytes done so far. Raises StorageError where the file cannot be read."""
    digest, done = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                done += len(block)
                seen(done)
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror or error}") from None
    return digest.hexdigest()


def verify(model: Model, models: Path, seen: Callable[[int], None] = lambda done: None) -> dict[ModelFile, str]:
    """The faults of a model with every byte read; empty when each file that must be there is what the table promises."""
    found, before = faults(model, models), 0
    for each in files_of(model, models):
        if each not in found and sha256_of(models / model.name / each.path, lambda done, start=before: seen(start + done)) != each.sha256:  # type: ignore[misc]
            found[each] = f"{each.path} is not the file the table promises (its SHA-256 differs)"
        before += each.size
    return found


def locate(name: str, settings: Settings) -> Path:
    """The folder of a model that is ready, or the path itself where `name` is one. Never fetches. Raises WeightsError."""
    given = as_path(name)
    if given is not None:
        return given
    model = model_named(name)
    if state(model, settings.models) == "ready":
        return settings.models / model.name
    wrong = next(iter(faults(model, settings.models).values()), "it is missing")
    raise WeightsError(f"the model {model.name} cannot be used: {wrong}; run `python launch.py models fetch {name}`")


def as_path(name: str) -> Path | None:
    """`name` as a file or folder of the user's own, None where it is a name. Raises WeightsError for a path that leads nowhere."""
    path = Path(name).expanduser()
    if any(name in (each.name, each.hub) for each in TABLE):
        return None
    if path.exists():
        return path.resolve()
    if path.is_absolute() or name.startswith((".", "~")) or path.suffix == ".gguf":
        raise WeightsError(f"there is no model file or folder {name}")
    return None
