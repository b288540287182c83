#!/usr/bin/env python3
"""The one command: sets Vitrine up where that is needed, then serves, asks, searches, tests. `python launch.py --help` lists it all."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 10), (3, 12)

if not OLDEST <= sys.version_info[:2] <= NEWEST:  # checked before anything that an older Python could not read is imported
    print("vitrine: Python 3.10, 3.11 or 3.12 is needed and this is {}.{}: start launch.py with one of those".format(*sys.version_info), file=sys.stderr)
    sys.exit(2)
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import argparse  # noqa: E402
import importlib  # noqa: E402
import os  # noqa: E402

# Whisper, the encoders, the language model and NumPy each bring threads of their own. By default these spin for long while they wait and take the cores
# from whoever works, except where GNU's OpenMP counts more of them than cores: there they sleep so soon (100 rounds) that every step waits to wake them.
# On two cores, default -> as set here: a clip of 3.9 s is heard in 220 -> 100 ms, a spoken turn answered in 273 -> 133 ms, and beside two busy programs
# a token of the language model takes 155 -> 85 ms. `active` is for the rounds beside many threads (1,000), the count keeps them from spinning for good.
WAITING = {"GOMP_SPINCOUNT": "5000", "OMP_WAIT_POLICY": "active", "OPENBLAS_THREAD_TIMEOUT": "4"}
if sys.platform == "linux":  # elsewhere OpenMP is LLVM's, which takes `active` at its word
    for variable, value in WAITING.items():
        os.environ.setdefault(variable, value)

from commands import arguments as command_line  # noqa: E402
from core import environment, fetch, weights  # noqa: E402
from core.errors import VitrineError  # noqa: E402
from core.settings import settings_from  # noqa: E402

NEED_WEIGHTS = ("serve", "ask", "chat", "search", "ingest", "eval", "bench")  # `test` asks for them itself, unless told --fast


def main(words: "list[str]") -> int:
    """Reads the command line, enters the environment, makes sure of the weights, runs the command. Returns the exit status."""
    arguments = command_line.parse(words)
    try:
        return run(arguments, words)
    except VitrineError as error:
        print(f"vitrine: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(file=sys.stderr)  # leaves the line of a progress report
        return 130
    except BrokenPipeError:  # the reader of a pipe has gone: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def run(arguments: argparse.Namespace, words: "list[str]") -> int:
    chosen = getattr(arguments, "chosen_set", None) or ("default" if arguments.command == "test" else "auto")
    home = environment.environment(chosen)
    if arguments.command != "doctor" or home.complete:  # the doctor also looks at a machine where nothing can be installed
        environment.enter(home, ROOT / "launch.py", words)
    settings = settings_from(vars(arguments))
    if arguments.command in NEED_WEIGHTS:
        fetch.ensure_all(weights.needed(settings), settings)
    command = importlib.import_module(f"commands.{arguments.command}")
    status: int = command.run(arguments, settings)
    sys.stdout.flush()
    return status


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # the libraries of the models take seconds to tear down what the system frees at once
