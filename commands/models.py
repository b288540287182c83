"""`models`: the table of weights with what of it lies here; fetches and verifies it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

from core import fetch, weights
from core.model_table import TABLE, Model
from core.progress import Progress
from core.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit status 1 when `verify` finds a model missing or damaged."""
    chosen = tuple(weights.model_named(name) for name in arguments.names)
    if arguments.action == "list":
        rows = [row(each, settings) for each in chosen or TABLE]
        show(arguments, rows, lambda each: f"{each['state']:8} {each['bytes'] / 1e9:6.2f} GB  {each['licence']:10}  {each['name']}: {each['for']}")
        return 0
    if arguments.action == "fetch":
        fetched = chosen or weights.needed(settings)
        for each in fetched:
            fetch.mend(each, settings)
        show(arguments, [row(each, settings) for each in fetched], lambda each: f"ready: {each['folder']}")
        return 0
    rows = [verified(each, settings) for each in chosen or present(settings)]
    show(arguments, rows, in_words)
    return 0 if all(each["state"] == "ready" for each in rows) else 1


def row(model: Model, settings: Settings) -> dict[str, Any]:
    """One model of the table as `list --json` prints it."""
    return {
        "name": model.name,
        "for": model.purpose,
        "licence": model.licence,
        "bytes": model.size,
        "state": weights.state(model, settings.models),
        "needed": model in weights.needed(settings),
        "folder": str(settings.models / model.name),
        "packages": list(model.packages),
        "hub": model.hub,
        "sha256": {each.path: each.sha256 for each in weights.files_of(model, settings.models)},
    }


def present(settings: Settings) -> tuple[Model, ...]:
    """What these settings need, and whatever else of the table lies here."""
    needed = weights.needed(settings)
    return (*needed, *(each for each in TABLE if each not in needed and weights.state(each, settings.models) != "missing"))


def verified(model: Model, settings: Settings) -> dict[str, Any]:
    """One model with every byte read."""
    progress = Progress(f"verifying {model.name}")
    faults = weights.verify(model, settings.models, lambda done: progress.show(f"{100 * done // max(model.size, 1)} %"))
    progress.abandon()
    found = row(model, settings)
    return {**found, "state": "damaged" if faults and found["state"] == "ready" else found["state"], "faults": list(faults.values())}


def in_words(each: dict[str, Any]) -> str:
    if each["state"] == "ready":
        return f"{each['name']}: every byte is what the table promises"
    return f"{each['name']} is {each['state']}: {'; '.join(each['faults']) or 'nothing of it is here'}; run `python launch.py models fetch {each['name']}`"


def show(arguments: argparse.Namespace, rows: list[dict[str, Any]], line: Callable[[dict[str, Any]], str]) -> None:
    print(json.dumps({"models": rows}) if arguments.json else "\n".join(line(each) for each in rows))
