"""`bench`: measurements side by side, as ratios against a named baseline of the same run."""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable, Iterator
from dataclasses import asdict

import psutil

from commands.measure.gpu import measure_gpu
from commands.measure.pages import measure_pages
from commands.measure.remote import measure_remote
from commands.measure.row import Row
from commands.measure.search import measure_search
from commands.measure.speaking import measure_speaking
from commands.measure.stt import CLIPS, measure_stt
from commands.measure.turns import measure_turns
from commands.measure.voice import measure_voice
from core.settings import Settings

TARGETS: dict[str, Callable[[argparse.Namespace, Settings], Iterator[Row]]] = {
    "turn": lambda arguments, settings: measure_turns(settings, arguments.fresh),
    "gpu": lambda arguments, settings: measure_gpu(settings),
    "remote": lambda arguments, settings: measure_remote(settings),
    "tts": lambda arguments, settings: measure_speaking(settings),
    "voice": lambda arguments, settings: measure_voice(settings),
    "ui": lambda arguments, settings: measure_pages(settings),
    "search": lambda arguments, settings: measure_search(settings, arguments.data, arguments.report, arguments.items),
    "stt": lambda arguments, settings: measure_stt(settings, CLIPS if arguments.clips is None else arguments.clips),
}


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints each row as it is measured, or {machine, rows:[{what, ours, baseline, ratio, unit, n}]} at the end."""
    rows = (row for target in arguments.targets for row in TARGETS[target](arguments, settings))
    if arguments.json:
        print(json.dumps({"machine": machine(), "rows": [{**asdict(row), "ratio": row.ratio} for row in rows]}))
        return 0
    print(machine())
    for row in rows:
        beside = f"; {row.baseline:.2f} {row.unit} for {row.baseline_name}: ours is {row.ratio:.2f} of it" if row.baseline is not None else ""
        print(f"{row.what}: {row.ours:.2f} {row.unit} (n={row.n}){beside}", flush=True)
    return 0


def machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return f"{platform.machine()}, {psutil.cpu_count(logical=True)} cores, {memory:.0f} GiB, Python {platform.python_version()}"
