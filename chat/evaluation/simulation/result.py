"""What simulated dialogues came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chat.evaluation.simulation.figures import interval, pass_k
from chat.evaluation.simulation.goals import Goal
from chat.evaluation.simulation.shopper import LISTS, Ending

KS = (1, 2, 4)


@dataclass(frozen=True)
class Exchange:
    """One utterance and the reply: its move, the ids offered, its text, and the first wish told that an item offered breaks ("" for none)."""

    said: str
    move: str
    shown: tuple[str, ...]
    reply: str
    broken: str = ""


@dataclass(frozen=True)
class Dialogue:
    """One goal, played once."""

    goal: Goal
    trial: int
    ending: Ending
    exchanges: tuple[Exchange, ...]

    @property
    def turns(self) -> int:
        return len(self.exchanges)


@dataclass(frozen=True)
class SimulationResult:
    """All dialogues of a run. `by_chance` is the success of one random list of the thing asked for: what success has to be seen against."""

    dialogues: tuple[Dialogue, ...]
    trials: int
    seed: int
    by_chance: float = 0.0
    phrased: Mapping[str, int] | None = None  # utterances in the model's words, and in the template's because a check failed

    def record(self) -> dict[str, Any]:
        """The figures as plain data.

        `n` goals of `trials` dialogues each; `success` is the share of dialogues that succeed, the same as pass^1; a pass^k with
        more than `trials` is null. `mean_turns` is over all dialogues. `success_first` is the share in which the item ranked
        first was right (or "none" was said rightly), `success_clean` of those that succeed without a single item offered on the
        way that breaks a wish told. `wishes_kept` is the share of offered lists of which every item meets every
        wish told so far. `ci95` are bootstrap intervals over goals.
        """
        goals = self._by_goal()
        return {
            "n": len(goals),
            "trials": self.trials,
            **_figures(goals, self.trials),
            "wishes_kept": _wishes_kept(self.dialogues),
            "by_chance": round(self.by_chance, 4),
            "by_kind": {label: {"n": len(some), **_figures(some, self.trials)} for label, some in self._by_label(goals).items()},
            "ci95": self._intervals(goals),
            **({"phrased": dict(self.phrased)} if self.phrased is not None else {}),
            "failures": [_failure(each) for each in self.dialogues if not each.ending.success],
            "breaches": [breach for each in self.dialogues for breach in _breaches(each)],
        }

    def _by_goal(self) -> list[list[Dialogue]]:
        found: dict[str, list[Dialogue]] = {}
        for each in self.dialogues:
            found.setdefault(each.goal.id, []).append(each)
        return list(found.values())

    @staticmethod
    def _by_label(goals: Sequence[list[Dialogue]]) -> dict[str, list[list[Dialogue]]]:
        labels = sorted({label for each in goals for label in each[0].goal.labels})
        return {label: [each for each in goals if label in each[0].goal.labels] for label in labels}

    def _intervals(self, goals: Sequence[Sequence[Dialogue]]) -> dict[str, Any]:
        turns = [sum(each.turns for each in one) / len(one) for one in goals]
        by_k = {str(k): interval([_pass(one, k) for one in goals], self.seed) for k in KS if k <= self.trials}
        return {"success": by_k["1"], "pass_k": by_k, "mean_turns": interval(turns, self.seed)}


def _pass(one: Sequence[Dialogue], k: int) -> float:
    return pass_k(sum(each.ending.success for each in one), len(one), k)


def _figures(goals: Sequence[Sequence[Dialogue]], trials: int) -> dict[str, Any]:
    flat = [each for one in goals for each in one]
    first = sum(each.ending.success and (each.ending.rank == 1 or each.goal.none_valid) for each in flat)
    return {
        "success": _mean([_pass(one, 1) for one in goals]),
        "pass_k": {str(k): _mean([_pass(one, k) for one in goals]) if k <= trials else None for k in KS},
        "mean_turns": _mean([each.turns for each in flat]),
        "success_first": round(first / len(flat), 4),
        "success_clean": _mean([each.ending.success and not any(one.broken for one in each.exchanges) for each in flat]),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4)


def _wishes_kept(dialogues: Sequence[Dialogue]) -> float:
    lists = [each for one in dialogues for each in one.exchanges if each.shown and each.move in LISTS]
    return _mean([not each.broken for each in lists]) if lists else 1.0


def _failure(one: Dialogue) -> dict[str, Any]:
    return {
        "id": one.goal.id,
        "trial": one.trial,
        "turns": one.turns,
        "why": one.ending.why,
        "wanted": [f"{each} ({each.reveal})" for each in one.goal.predicates],
        "said": [each.said for each in one.exchanges],
        "replies": [{"move": each.move, "shown": list(each.shown), "text": each.reply} for each in one.exchanges],
    }


def _breaches(one: Dialogue) -> list[dict[str, Any]]:
    return [
        {"id": one.goal.id, "trial": one.trial, "turn": turn, "broken": each.broken, "said": [before.said for before in one.exchanges[:turn]]}
        for turn, each in enumerate(one.exchanges, start=1)
        if each.broken
    ]
