"""`test`: lint, types, the import contract and the tests; with pytest arguments, the tests alone."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from core import fetch, weights
from core.environment import ROOT
from core.progress import tell
from core.settings import Settings

MODELS_VARIABLE = "VITRINE_TEST_MODELS"  # tells the tests where the weights lie; their own home folders are temporary


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit status 1 when a check or a test fails."""
    words: list[str] = list(arguments.pytest_arguments)
    on_gpu_set = getattr(arguments, "chosen_set", None) == "gpu"
    failed = [] if words or on_gpu_set else [name for name, command in checks().items() if not passes(name, command)]
    if on_gpu_set:
        words = ["-m", "gpu_set", *words]
    elif arguments.fast:
        words = ["-m", "not slow and not gpu_set", *words]
    else:
        fetch.ensure_all(weights.needed(settings), settings)
    environment = {**os.environ, MODELS_VARIABLE: str(settings.models)}
    status = subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, env=environment).returncode
    if failed:
        tell(f"failed before the tests: {', '.join(failed)} (see above)")
    return 1 if failed or status else 0


def checks() -> dict[str, list[str]]:
    """The checks that run no code of ours, by name."""
    return {
        "ruff": [sys.executable, "-m", "ruff", "check", "."],
        "mypy": [sys.executable, "-m", "mypy"],
        "import contract": [str(Path(sys.executable).with_name("lint-imports"))],
    }


def passes(name: str, command: list[str]) -> bool:
    """Runs one check, shows what it says only if it fails, and prints the seconds it took."""
    started = time.monotonic()
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if ran.returncode:
        print((ran.stdout + ran.stderr).rstrip())
    print(f"{name}: {'failed' if ran.returncode else 'passed'} in {time.monotonic() - started:.1f} s", flush=True)
    return ran.returncode == 0
