"""`eval`: scripted dialogues through the product's own turn, judged; simulated shoppers; a report with plots."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chat.evaluation.ablation import ablate
from chat.evaluation.metrics import all_figures, check_holds
from chat.evaluation.play import Player
from chat.evaluation.pscon import load_messages, play_recorded, record
from chat.evaluation.report import write_report
from chat.evaluation.results import DialogueResult
from chat.evaluation.script import Dialogue, load_scripts
from chat.evaluation.shops import Shops
from chat.evaluation.voices import Voices
from chat.llm import LanguageModel
from chat.llms import lazy_language_model
from chat.parts import Parts
from core.errors import BadInput, NotFound
from core.progress import Progress
from core.settings import Settings

DIALOGUES = Path(__file__).parents[1] / "tests" / "dialogues"
HIDDEN = "held out: shown with --only held"
GOALS = 40  # drawn where --model or --trials ask for simulated shoppers without a number
SEED = 1


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the figures, or one JSON value. Exit status 1 where the scripted dialogues do not pass. Raises BadInput, NotFound for wrong scripts."""
    check(arguments)
    dialogues = chosen(arguments)
    recorded = load_messages(arguments.data) if arguments.pscon else None
    shops = Shops(settings, arguments.data)
    player = Player(shops, Voices(settings), arguments.data)
    results = play_all("playing dialogues", dialogues, player)
    found: dict[str, Any] = {**all_figures(results), "simulated": None, "failures": failures(results, arguments.only == "held")}
    if arguments.simulate or arguments.tasks:
        found["simulated"] = simulated(arguments, settings, shops.parts(""))
    if arguments.ablation:
        found["ablation"] = ablate(results, player, play_all, model_of(shops.parts(""), settings))
    if recorded is not None:
        counted = Counted("playing recorded conversations")
        found["pscon"] = record(play_recorded(shops.parts("starter"), recorded, counted))
        counted.end(f"{found['pscon']['messages']} messages")
    report = write_report(arguments.report or settings.home / "eval", found, results)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        show(found, report)
    return 0 if not dialogues or check_holds(found) else 1


def check(arguments: argparse.Namespace) -> None:
    """Raises BadInput or NotFound for options that make no sense, before anything is loaded."""
    if arguments.data is not None and not arguments.data.is_dir():
        raise NotFound(f"there is no data folder {arguments.data}")
    if arguments.tasks is not None and not arguments.tasks.is_file():
        raise NotFound(f"there is no file {arguments.tasks}")
    if arguments.pscon and arguments.data is None:
        raise BadInput("--pscon needs the recorded conversations: name their folder with --data")
    if arguments.simulate is not None and arguments.simulate < 1:
        raise BadInput(f"--simulate is {arguments.simulate}: ask for at least one goal")
    if arguments.simulate is not None and arguments.tasks is not None:
        raise BadInput("--simulate draws goals and --tasks reads them: give one of the two")
    if arguments.trials < 1:
        raise BadInput(f"--trials is {arguments.trials}: ask for at least one")


def chosen(arguments: argparse.Namespace) -> list[Dialogue]:
    """The dialogues to play: those named, or all that come with the program unless only something else is asked for. Raises BadInput."""
    elsewhere = arguments.simulate or arguments.tasks or arguments.pscon
    if not arguments.scripts and elsewhere and not (arguments.only or arguments.ablation):
        return []
    dialogues = load_scripts(arguments.scripts or [DIALOGUES])
    kept = [each for each in dialogues if arguments.only is None or each.held == (arguments.only == "held")]
    if not kept:
        raise BadInput(f"none of the {len(dialogues)} dialogues is {arguments.only}: leave --only out")
    return kept


def play_all(title: str, dialogues: Sequence[Dialogue], player: Player) -> list[DialogueResult]:
    """Every dialogue, with counts and the remaining time on standard error."""
    if not dialogues:
        return []
    counted, results = Counted(title), list[DialogueResult]()
    for done, dialogue in enumerate(dialogues):
        counted(done, len(dialogues), f", {sum(each.passed for each in results)} passed")
        results.append(player.play(dialogue))
    skipped = sum(bool(each.skipped) for each in results)
    counted.end(f"{sum(each.passed for each in results)} of {len(dialogues)} passed" + (f", {skipped} skipped" if skipped else ""))
    return results


class Counted:
    """Progress as a count with the remaining time."""

    def __init__(self, title: str) -> None:
        self._line = Progress(title)
        self._began = time.monotonic()

    def __call__(self, done: int, total: int, beside: str = "") -> None:
        left = f", {(time.monotonic() - self._began) / done * (total - done):.0f} s left" if done else ""
        self._line.show(f"{done} of {total}{beside}{left}")

    def end(self, outcome: str) -> None:
        self._line.end(outcome)


def simulated(arguments: argparse.Namespace, settings: Settings, parts: Parts) -> dict[str, Any]:
    """Simulated shoppers in the setting's catalog."""
    from chat.evaluation.simulation.run import simulate

    counted = Counted("simulated shoppers")
    model = model_of(parts, settings) if arguments.model else None
    result = simulate(parts, goals=arguments.simulate or GOALS, trials=arguments.trials, seed=SEED, model=model, tasks=arguments.tasks, progress=counted)
    found: dict[str, Any] = result.record()
    counted.end(f"{found['n']} goals")
    return found


def model_of(parts: Parts, settings: Settings) -> LanguageModel | None:
    """The language model that reads, which is loaded already; another where nothing reads by one."""
    return parts.reader.model if parts.reader is not None else lazy_language_model(settings)


def failures(results: Sequence[DialogueResult], with_held: bool) -> list[dict[str, Any]]:
    """Every turn that failed. Of held-out dialogues only the place, so that they stay unseen by whoever tunes."""
    found = []
    for each in results:
        for turn in each.turns:
            if not turn.passed:
                hidden = each.dialogue.held and not with_held
                why = HIDDEN if hidden else "; ".join(turn.why)
                said = "" if hidden else turn.said if turn.heard is None else f"{turn.said} (heard: {turn.heard})"
                found.append({"name": each.dialogue.name, "turn": turn.number, "said": said, "why": why})
    return found


def show(found: dict[str, Any], report: Path) -> None:
    """The figures for a person at a terminal."""
    for each in found["failures"]:
        print(f"- {each['name']}, turn {each['turn']}: {each['said']}\n    {each['why']}")
    for each in found["skipped"]:
        print(f"skipped {each['name']}: {each['why']}")
    for name in ("", "open", "held", "typed", "spoken"):
        part = found[name] if name else found
        if part["dialogues"]:
            print(f"{name or 'all'}: {plain(part)}")
    for name in ("ranking", "simulated", "pscon"):
        if found.get(name):
            print(f"{name}: {plain(found[name])}")
    for who, part in found.get("ablation", {}).items():
        print(f"{who}: {plain(part)}")
    print(f"report: {report}")


def plain(figures: dict[str, Any]) -> str:
    """The figures that are single numbers, on one line."""
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items() if isinstance(value, (int, float)))
