"""From a clone to the first answered turn: everything a new machine has to do, done in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from commands.measure.row import Row
from core.errors import StorageError

ROOT = Path(__file__).parents[2]
QUESTION = "I need waterproof hiking boots under 150 dollars"


def clone_to_first_turn() -> Row:
    """Clones the repository, sets it up without any cache of ours, asks one question. Raises StorageError where a step fails."""
    with tempfile.TemporaryDirectory(prefix="vitrine-fresh-") as folder:
        clone = Path(folder) / "clone"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VITRINE_")}
        environment["VITRINE_HOME"] = str(Path(folder) / "home")
        start = time.perf_counter()
        for command in (["git", "clone", "--quiet", str(ROOT), str(clone)], [sys.base_prefix + "/bin/python3", str(clone / "launch.py"), "ask", QUESTION]):
            done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if done.returncode:
                raise StorageError(f"the fresh set-up failed at {' '.join(command[:3])}: {done.stderr.strip().splitlines()[-1:]}")
        return Row("clone to first answered turn", round((time.perf_counter() - start) / 60, 2), "min", 1)
