"""`bench`: measurements side by side, as ratios against a named baseline of the same run."""

from __future__ import annotations

import argparse
import json
import platform
from dataclasses import asdict

import psutil

from commands.measure.turns import measure_turns
from core.settings import Settings

TARGETS = {"turn": measure_turns}


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints a table, or {machine, rows:[{what, ours, baseline, ratio, unit, n}]}."""
    rows = [row for target in arguments.targets for row in TARGETS[target](settings, arguments.fresh)]
    if arguments.json:
        print(json.dumps({"machine": machine(), "rows": [{**asdict(row), "ratio": row.ratio} for row in rows]}))
        return 0
    print(machine())
    width = max(len(row.what) for row in rows)
    for row in rows:
        beside = f"  {row.baseline:10.2f}  x{row.ratio:.2f} of {row.baseline_name}" if row.baseline is not None and row.ratio is not None else ""
        print(f"{row.what:{width}}  {row.ours:10.2f} {row.unit:4} (n={row.n}){beside}")
    return 0


def machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return f"{platform.machine()}, {psutil.cpu_count(logical=True)} cores, {memory:.0f} GiB, Python {platform.python_version()}"
