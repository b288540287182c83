"""The command line: one parser a subcommand, and one option for every setting. Standard library only, so `--help` always works."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn

from core.settings import Settings

PROGRAM = "python launch.py"
COMMANDS = {
    "serve": "the page, on 127.0.0.1:7860 (the same as no command)",
    "test": "checks and tests; what follows goes to pytest",
    "ask": "one turn: words, a sound file, a photo",
    "chat": "a conversation in the terminal",
    "search": "retrieval alone",
    "ingest": "builds or refreshes a catalog from a product file",
    "eval": "scripted and simulated dialogues, judged",
    "bench": "measurements, side by side",
    "models": "the weights: list, fetch, verify",
    "doctor": "what works here and how to mend the rest",
}


class OneLineParser(argparse.ArgumentParser):
    """Wrong use is one clear line on standard error and exit status 2."""

    def error(self, message: str) -> NoReturn:
        unknown = re.search(r"argument COMMAND: invalid choice: '(.*?)'", message)
        if unknown:
            near = difflib.get_close_matches(unknown[1], list(COMMANDS), n=2, cutoff=0.5)
            message = f"there is no command {unknown[1]!r}: " + (f"did you mean {' or '.join(near)}?" if near else f"choose one of {', '.join(COMMANDS)}")
        else:
            message += f" (see `{self.prog} --help`)"
        print(f"vitrine: {message}", file=sys.stderr)
        raise SystemExit(2)


def settings_options() -> OneLineParser:
    """One option for each field of Settings; what is not given is absent, so that it may stand before or after the subcommand."""
    parser = OneLineParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = parser.add_argument_group("settings (also VITRINE_NAME in the environment, or name = value in vitrine.toml)")
    for each in fields(Settings):
        kind: Any = type(each.default) if isinstance(each.default, int | float) else str
        choices = each.metadata["choices"] or None
        default = str(each.default).replace("%", "%%") or "''"
        says = f"{each.metadata['help']} (default: {default})"
        shown = None if choices else each.name.upper()
        group.add_argument(f"--{each.name.replace('_', '-')}", dest=each.name, type=kind, choices=choices, metavar=shown, help=says)
    group.add_argument("--set", dest="chosen_set", choices=("default", "gpu"), help="packages to install and use (default: gpu where an NVIDIA card is found)")
    return parser


def number_or_folder(word: str) -> int | Path:
    """A whole number above 0, else a path. Raises ArgumentTypeError."""
    if not re.fullmatch(r"-?\d+", word):
        return Path(word)
    if int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word} clips: name a number above 0")
    return int(word)


def parser() -> OneLineParser:
    """The whole command line."""
    common = settings_options()
    top = OneLineParser(
        prog=PROGRAM, parents=[common], allow_abbrev=False, description="Vitrine: a shop assistant you can talk to. Without a command it serves the page."
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=OneLineParser)
    by_name = {
        name: commands.add_parser(name, help=says, description=says, parents=[common], allow_abbrev=False, prog=f"{PROGRAM} {name}")
        for name, says in COMMANDS.items()
    }
    ask, search, ingest, models, test = (by_name[name] for name in ("ask", "search", "ingest", "models", "test"))

    test.usage = f"{PROGRAM} test [--set default|gpu] [--fast] [pytest arguments]"
    test.add_argument("--fast", action="store_true", help="leave out the tests that need the real weights")

    by_name["serve"].add_argument("--no-browser", action="store_true", help="do not open a browser")

    ask.add_argument("text", nargs="?", help="what the shopper says")
    ask.add_argument("--audio", type=Path, metavar="FILE", help="what the shopper says, as sound")
    ask.add_argument("--photo", type=Path, metavar="FILE", help="what the shopper shows")
    ask.add_argument("--state", type=Path, metavar="FILE", help="the conversation so far; read if it exists, written after the turn")
    ask.add_argument("--speak", type=Path, metavar="OUT.wav", help="write the spoken answer here")

    search.add_argument("text", nargs="?", help="what to look for")
    search.add_argument("--photo", type=Path, metavar="FILE", help="something that looks like it")
    search.add_argument("--where", action="append", default=[], metavar="CONDITION", help="a hard filter such as 'price<=150'; may be repeated")
    search.add_argument("-k", dest="k", type=int, default=argparse.SUPPRESS, metavar="N", help="how many results (the same as --k)")
    search.add_argument("--batch", type=Path, metavar="FILE", help="one JSON query a line: text, photo, where, k")

    kinds = "CSV, TSV, JSON, JSONL, Parquet, a saved dataset, JSON-LD, a Merchant feed"
    ingest.add_argument("path", nargs="?", type=Path, metavar="PATH", help=f"the product file: {kinds}")
    ingest.add_argument("--images", type=Path, metavar="DIR", help="the folder of its pictures")
    ingest.add_argument("--name", metavar="C", help="the catalog's name (default: the file's name)")
    ingest.add_argument("--map", type=Path, metavar="FILE", help="which column is which field")
    ingest.add_argument("--fetch-images", action="store_true", help="fetch pictures that the file names by their address on the web")

    ingest.add_argument("--rollback", action="store_true", help="go back to the generation of the catalog --name before the current one")

    evaluation = by_name["eval"]
    evaluation.add_argument("scripts", nargs="*", type=Path, metavar="FILE", help="dialogues, or folders of them (default: those that come with the program)")
    evaluation.add_argument("--data", type=Path, metavar="DIR", help="folder of the real-photo stores, photos and recorded conversations")
    evaluation.add_argument("--only", choices=("open", "held"), help="only the dialogues that are open to tuning, or only those held out")
    evaluation.add_argument("--simulate", type=int, metavar="N", help="simulated shoppers with N goals drawn from the catalog")
    evaluation.add_argument("--tasks", type=Path, metavar="FILE.jsonl", help="simulated shoppers with the goals in this file")
    evaluation.add_argument("--trials", type=int, default=1, metavar="K", help="how often each goal is tried (default: 1)")
    evaluation.add_argument("--model", action="store_true", help="simulated shoppers speak through the language model")
    evaluation.add_argument("--ablation", action="store_true", help="also rules alone and the model alone, beside both")
    evaluation.add_argument("--pscon", action="store_true", help="also how real shoppers' messages are understood (needs --data)")
    evaluation.add_argument("--report", type=Path, metavar="DIR", help="where the report and the plots go (default: the folder eval of the home folder)")

    by_name["bench"].add_argument(
        "targets",
        nargs="*",
        choices=["turn", "search", "stt", "tts", "voice", "ui", "gpu", "remote"],
        default="turn",
        metavar="TARGET",
        help="what to measure: turn (the default), search, stt, tts, voice, ui, gpu, remote",
    )
    by_name["bench"].add_argument("--data", type=Path, metavar="DIR", help="folder of the real-photo stores, for search")
    by_name["bench"].add_argument("--report", type=Path, metavar="DIR", help="where the report on search goes (default: bench/search of the home folder)")
    by_name["bench"].add_argument(
        "--items", type=int, default=100_000, metavar="N", help="for search: size of the generated shop whose speed is measured (default: 100000; 0: none)"
    )
    by_name["bench"].add_argument(
        "--clips", type=number_or_folder, metavar="N|DIR", help="for stt: how many spoken clips (default: 160), or a folder of *.wav with *.txt beside them"
    )
    by_name["bench"].add_argument("--fresh", action="store_true", help="also measure a clone set up from nothing (minutes, 4 GB)")

    models.add_argument("action", nargs="?", choices=("list", "fetch", "verify"), default="list", help="list (the default), fetch or verify")
    models.add_argument("names", nargs="*", metavar="NAME", help="models of the table, or OWNER/NAME on a hub (default: those the settings need)")

    for name in ("ask", "search", "ingest", "eval", "bench", "models", "doctor"):
        by_name[name].add_argument("--json", action="store_true", help="print one JSON value on standard output")
    return top


def parse(words: list[str]) -> argparse.Namespace:
    """The arguments of a command line; `pytest_arguments` holds what follows `test`. Exits 2 with one line on wrong use."""
    top = parser()
    arguments, rest = top.parse_known_args(words)
    arguments.command = arguments.command or "serve"
    if rest and arguments.command != "test":
        top.error(f"unknown argument: {' '.join(rest)}")
    if arguments.command == "ingest" and arguments.rollback != (arguments.path is None):
        top.error("ingest needs a product file, or --rollback with the --name of a catalog and no file")
    if arguments.command == "ingest" and arguments.rollback and not arguments.name:
        top.error("ingest --rollback needs the --name of a catalog")
    arguments.pytest_arguments = [each for each in rest if each != "--"]
    if arguments.command == "bench" and isinstance(arguments.targets, str):  # argparse leaves a default of its own as it is
        arguments.targets = [arguments.targets]
    return arguments
