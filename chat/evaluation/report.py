"""The evaluation as one Markdown page with its plots beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chat.evaluation.metrics import check_holds
from chat.evaluation.plots import plot_ablation, plot_latency, plot_tags
from chat.evaluation.results import DialogueResult
from core.errors import StorageError

PARTS = (("all", "all dialogues"), ("open", "open to tuning"), ("held", "held out"), ("typed", "typed"), ("spoken", "spoken"))
ROWS = (
    ("dialogues", "dialogues"),
    ("pass_rate", "dialogue pass rate"),
    ("turns", "turns"),
    ("turn_pass_rate", "turn pass rate"),
    ("slot_f1", "slot F1"),
    ("joint_goal_accuracy", "joint goal accuracy"),
    ("act_accuracy", "act accuracy"),
    ("constraint_satisfaction", "constraint satisfaction"),
    ("grounded", "groundedness"),
    ("honest_no_match", "honest no-match"),
    ("no_match_turns", "turns where nothing matches"),
    ("model_asked", "turns that ask the model"),
    ("word_error_rate", "word error rate, mean of turns"),
)


def write_report(folder: Path, found: Mapping[str, Any], results: Sequence[DialogueResult]) -> Path:
    """Writes report.md, figures.json and the plots; gives the report's path. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if found.get("by_tag"):
            plot_tags(found["by_tag"], folder / "by_tag.png")
        if found.get("dialogues"):
            plot_latency(results, folder / "latency.png")
        if found.get("ablation"):
            plot_ablation(found["ablation"], folder / "ablation.png")
        (folder / "figures.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        path = folder / "report.md"
        path.write_text("\n".join(page(found)) + "\n", encoding="utf-8")
    except OSError as error:
        raise StorageError(f"the report cannot be written to {folder} ({error.strerror or error}): choose another folder with --report") from None
    return path


def page(found: Mapping[str, Any]) -> list[str]:
    """The lines of the report."""
    lines = ["# Evaluation", ""]
    if found.get("dialogues"):
        lines += [
            f"The check {'holds' if check_holds(found) else 'does not hold'}.",
            "",
            *_figures(found),
            *_ranking(found),
            *_latency(found),
            *_tags(found),
            *_failures(found),
        ]
    if found.get("simulated"):
        lines += ["## Simulated shoppers", "", *_record(found["simulated"])]
    if found.get("ablation"):
        lines += ["## Ablation: who understands", "", *_ablation(found["ablation"]), "", "![ablation](ablation.png)", ""]
    if found.get("pscon"):
        lines += ["## Recorded conversations (PSCon)", "", *_pscon(found["pscon"])]
    if found.get("skipped"):
        lines += ["## Skipped", "", *(f"- {each['name']}: {each['why']}" for each in found["skipped"]), ""]
    return lines


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """A Markdown table; bars and line breaks in a cell are made harmless."""
    cells = [["" if each is None else str(each).replace("|", "\\|").replace("\n", " ") for each in row] for row in rows]
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in cells), ""]


def _figures(found: Mapping[str, Any]) -> list[str]:
    parts = [(label, found if name == "all" else found[name]) for name, label in PARTS]
    parts = [(label, part) for label, part in parts if part["dialogues"]]
    rows = [[label, *(_number(part[name]) for _, part in parts), _interval(found["ci95"].get(name))] for name, label in ROWS]
    return table(["figure", *(label for label, _ in parts), "95 % interval, all"], rows)


def _ranking(found: Mapping[str, Any]) -> list[str]:
    """Measures of retrieval over the turns that say what should come first."""
    measures = {name: value for name, value in found["ranking"].items() if name != "turns"}
    names = {"p_at_1": "P@1", "success_at_3": "Success@3", "rr_at_6": "RR@6", "ndcg_at_6": "nDCG@6"}
    if not measures:
        return []
    rows = [[names[name], _number(value)] for name, value in measures.items()]
    return [f"## Ranking, over the {found['ranking']['turns']} turns that say what should come first", "", *table(["measure", "value"], rows)]


def _latency(found: Mapping[str, Any]) -> list[str]:
    latency = found["latency_ms"]
    stages = {"whole turn": latency, **{name.replace("_", " "): value for name, value in latency.items() if isinstance(value, Mapping)}}
    phrased = ", ".join(f"{count} {name}" for name, count in found["phrasing"].items() if count)
    rows = [[name, value["p50"], value["p95"]] for name, value in stages.items()]
    return ["## Latency", "", *table(["stage", "p50, ms", "p95, ms"], rows), f"Replies: {phrased or 'none'}.", "", "![latency](latency.png)", ""]


def _tags(found: Mapping[str, Any]) -> list[str]:
    head = ["tag", "dialogues", "passed", "turns", "turn pass rate", "slot F1", "joint goal", "act"]
    keys = ("dialogues", "passed", "turns", "turn_pass_rate", "slot_f1", "joint_goal_accuracy", "act_accuracy")
    rows = [[tag, *(_number(part[key]) for key in keys)] for tag, part in found["by_tag"].items()]
    return ["## By tag", "", "![by tag](by_tag.png)", "", *table(head, rows)]


def _failures(found: Mapping[str, Any]) -> list[str]:
    rows = [[each["name"], each["turn"], each["said"], each["why"]] for each in found["failures"]]
    return [f"## Failures ({len(rows)} turns)", "", *table(["dialogue", "turn", "said", "why"], rows)] if rows else []


def _ablation(ablation: Mapping[str, Mapping[str, Any]]) -> list[str]:
    keys = ("dialogues", "turns", "slot_f1", "joint_goal_accuracy", "act_accuracy", "turn_pass_rate", "pass_rate")
    rows = [[who, *(_number(found[key]) for key in keys), found["latency_ms"]["understand"]["p50"]] for who, found in ablation.items()]
    head = ["who understands", "dialogues", "turns", "slot F1", "joint goal", "act", "turn pass rate", "pass rate", "understand p50, ms"]
    return table(head, rows)


def _pscon(pscon: Mapping[str, Any]) -> list[str]:
    figures = [[name.replace("_", " "), _number(value)] for name, value in pscon.items() if isinstance(value, (int, float))]
    by_intent = [[intent, each["messages"], _number(each["agreement"]), ", ".join(each["acts"]), each["ours"]] for intent, each in pscon["by_intent"].items()]
    worst = [[each["conversation"], each["said"], each["intent"], each["act"], each["why"]] for each in pscon["worst"]]
    return [
        *table(["figure", "value"], figures),
        *table(["their intent", "messages", "agreement", "our acts that agree", "our acts"], by_intent),
        "### The worst understood",
        "",
        *table(["conversation", "said", "their intent", "our act", "why"], worst),
    ]


def _record(record: Mapping[str, Any]) -> list[str]:
    rows = [[name.replace("_", " "), json.dumps(value, ensure_ascii=False)] for name, value in record.items() if name != "failures"]
    failures = record.get("failures", ())
    failed = [[each.get("id"), each.get("trial"), each.get("turns"), each.get("why"), " / ".join(map(str, each.get("said", ())))] for each in failures]
    return [*table(["figure", "value"], rows), *(table(["goal", "trial", "turns", "why", "said"], failed) if failed else [])]


def _number(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _interval(ends: Sequence[float] | None) -> str:
    return f"{ends[0]:.3f} to {ends[1]:.3f}" if ends else ""
