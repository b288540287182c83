"""The figures of an evaluation by their standard names, with bootstrap intervals over dialogues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from chat.evaluation.ranking import ranking
from chat.evaluation.results import DialogueResult, TurnResult

RESAMPLES = 2000
SEED = 20261101
PASS_RATE = 0.95  # the share of dialogues from which the check holds
ALWAYS = ("constraint_satisfaction", "grounded", "honest_no_match")  # these hold on every turn, or the check fails
INTERVALS = ("pass_rate", "turn_pass_rate", "slot_f1", "joint_goal_accuracy", "act_accuracy")


def figures(results: Sequence[DialogueResult]) -> dict[str, Any]:
    """All figures over the dialogues that were played; a rate over nothing is None."""
    turns = turns_of(results)
    return {
        "dialogues": len(results),
        "passed": sum(each.passed for each in results),
        "pass_rate": rate([each.passed for each in results]),
        "turns": len(turns),
        "turn_pass_rate": rate([turn.passed for turn in turns]),
        "constraint_satisfaction": rate([not (turn.checked.constraints or turn.checked.rejected) for turn in turns if turn.played]),
        "grounded": rate([not turn.checked.grounded for turn in turns if turn.played]),
        "honest_no_match": rate([not turn.checked.honest for turn in turns if turn.checked.no_match or turn.checked.honest]),
        "no_match_turns": sum(turn.checked.no_match for turn in turns),
        "slot_f1": slot_f1(turns),
        "joint_goal_accuracy": rate([turn.slots.joint for turn in turns if turn.slots is not None]),
        "act_accuracy": rate([turn.act_right for turn in turns if turn.act_right is not None]),
        "latency_ms": latencies(turns),
        "model_asked": rate([turn.asked_model for turn in turns if turn.played]),
        "phrasing": phrasing(turns),
        "crashed": sum(any(why.startswith("raised ") for why in turn.why) for turn in turns),
        "word_error_rate": mean([turn.word_errors for turn in turns if turn.word_errors is not None]),
    }


def all_figures(results: Sequence[DialogueResult]) -> dict[str, Any]:
    """The figures over everything, over each part, by tag, with intervals, and what was skipped."""
    played = [each for each in results if not each.skipped]
    return {
        **figures(played),
        "open": figures([each for each in played if not each.dialogue.held]),
        "held": figures([each for each in played if each.dialogue.held]),
        "typed": figures([each for each in played if not each.dialogue.spoken]),
        "spoken": figures([each for each in played if each.dialogue.spoken]),
        "by_tag": by_tag(played),
        "ci95": intervals(played),
        "ranking": ranking(played),
        "skipped": [{"name": each.dialogue.name, "why": each.skipped} for each in results if each.skipped],
    }


def check_holds(found: Mapping[str, Any]) -> bool:
    """Whether the dialogues pass: enough of them, and what holds on every turn held on every one. Nothing played is no pass."""
    always = all(found[name] in (None, 1.0) for name in ALWAYS)
    return bool(found["dialogues"]) and found["pass_rate"] >= PASS_RATE and always and not found["crashed"]


def turns_of(results: Sequence[DialogueResult]) -> list[TurnResult]:
    return [turn for each in results for turn in each.turns]


def rate(passed: Sequence[bool]) -> float | None:
    return round(sum(passed) / len(passed), 4) if passed else None


def mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 4) if values else None


def slot_f1(turns: Sequence[TurnResult]) -> float | None:
    """Micro F1 over slot-value pairs of the turns whose state is given."""
    matches = [turn.slots for turn in turns if turn.slots is not None]
    right, extra, missing = (sum(getattr(each, name) for each in matches) for name in ("right", "extra", "missing"))
    if not matches:
        return None
    return round(2 * right / (2 * right + extra + missing), 4) if right + extra + missing else 1.0


def latencies(turns: Sequence[TurnResult]) -> dict[str, Any]:
    """p50 and p95 of the whole turn, and of its stages; understanding also for the turns that asked the model."""
    played = [turn for turn in turns if turn.played]
    found: dict[str, Any] = percentiles([turn.timings_ms["total"] for turn in played if "total" in turn.timings_ms])
    for stage in ("hear", "understand", "find", "word"):
        found[stage] = percentiles([turn.timings_ms[stage] for turn in played if stage in turn.timings_ms and (stage != "hear" or turn.heard is not None)])
    found["understand_by_model"] = percentiles([turn.timings_ms["understand"] for turn in played if turn.asked_model and "understand" in turn.timings_ms])
    return found


def percentiles(values: Sequence[float]) -> dict[str, float | None]:
    if not values:
        return {"p50": None, "p95": None}
    return {"p50": round(float(np.percentile(values, 50)), 1), "p95": round(float(np.percentile(values, 95)), 1)}


def phrasing(turns: Sequence[TurnResult]) -> dict[str, int]:
    """How many replies were composed, phrased by the model, or fell back from its sentence to the composed one."""
    return {name: sum(turn.phrased == name for turn in turns) for name in ("composed", "model", "fallback")}


def by_tag(results: Sequence[DialogueResult]) -> dict[str, dict[str, Any]]:
    tagged: dict[str, list[DialogueResult]] = defaultdict(list)
    for each in results:
        for tag in each.dialogue.tags:
            tagged[tag].append(each)
    kept = ("dialogues", "passed", "pass_rate", "turns", "turn_pass_rate", "slot_f1", "joint_goal_accuracy", "act_accuracy")
    return {tag: {name: found[name] for name in kept} for tag in sorted(tagged) for found in [figures(tagged[tag])]}


def intervals(results: Sequence[DialogueResult]) -> dict[str, list[float] | None]:
    """95 % percentile bootstrap intervals: whole dialogues are drawn with replacement, since the turns of one hang together."""
    if not results:
        return dict.fromkeys(INTERVALS)
    draws = np.random.default_rng(SEED).integers(0, len(results), (RESAMPLES, len(results)))
    return {name: bootstrap(_shares(results, name), draws) for name in INTERVALS}


def _shares(results: Sequence[DialogueResult], name: str) -> np.ndarray:
    """(dialogues, 2): what each dialogue adds to the numerator and the denominator of a figure."""
    count: Mapping[str, Callable[[DialogueResult], tuple[float, float]]] = {
        "pass_rate": lambda each: (each.passed, 1),
        "turn_pass_rate": lambda each: (sum(turn.passed for turn in each.turns), len(each.turns)),
        "slot_f1": lambda each: _f1_share(each.turns),
        "joint_goal_accuracy": lambda each: _share([turn.slots.joint for turn in each.turns if turn.slots is not None]),
        "act_accuracy": lambda each: _share([turn.act_right for turn in each.turns if turn.act_right is not None]),
    }
    return np.array([count[name](each) for each in results], float)


def _share(passed: Sequence[bool]) -> tuple[float, float]:
    return sum(passed), len(passed)


def _f1_share(turns: Sequence[TurnResult]) -> tuple[float, float]:
    matches = [turn.slots for turn in turns if turn.slots is not None]
    right = sum(each.right for each in matches)
    return 2 * right, 2 * right + sum(each.extra + each.missing for each in matches)


def bootstrap(shares: np.ndarray, draws: np.ndarray) -> list[float] | None:
    sums = shares[draws].sum(axis=1)
    counted = sums[sums[:, 1] > 0]
    if not len(counted):
        return None
    low, high = np.percentile(counted[:, 0] / counted[:, 1], [2.5, 97.5])
    return [round(float(low), 4), round(float(high), 4)]
