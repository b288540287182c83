"""The figures of an evaluation as pictures: pass rate by tag, latency by stage, what rules and model bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure  # without pyplot: no window, no state shared between pictures

from chat.evaluation.metrics import PASS_RATE
from chat.evaluation.results import DialogueResult

DPI = 120
GOOD, POOR = "#2a7f62", "#c4572e"
COLORS = ("#5b7aa6", POOR, GOOD, "#8fc1a9")
STAGES = (("hear", "hear"), ("understand", "understand"), ("find", "find"), ("word", "word"), ("total", "whole turn"))


def plot_tags(by_tag: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Pass rate of the dialogues of each tag, the worst at the top, with how many there are."""
    tags = sorted(by_tag, key=lambda tag: (by_tag[tag]["pass_rate"], -by_tag[tag]["dialogues"]), reverse=True)
    figure = Figure(figsize=(8, max(2.5, 0.26 * len(tags) + 1.2)), layout="constrained")
    axes = figure.subplots()
    rates = [by_tag[tag]["pass_rate"] * 100 for tag in tags]
    axes.barh(tags, rates, color=[GOOD if rate >= PASS_RATE * 100 else POOR for rate in rates])
    axes.axvline(PASS_RATE * 100, color="black", linewidth=1, linestyle="--")
    for row, tag in enumerate(tags):
        ink = "white" if rates[row] > 15 else "black"
        axes.text(1, row, f"{by_tag[tag]['passed']} of {by_tag[tag]['dialogues']}", va="center", ha="left", fontsize=7, color=ink)
    axes.set(xlim=(0, 100), ylim=(-0.6, len(tags) - 0.4), xlabel=f"dialogues passed, % (dashed: {PASS_RATE:.0%})", title="Dialogues passed, by tag")
    axes.tick_params(axis="y", labelsize=8)
    figure.savefig(path, dpi=DPI)


def plot_latency(results: Sequence[DialogueResult], path: Path) -> None:
    """Share of turns answered within a time, stage by stage; both on logarithmic time."""
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    turns = [turn for each in results for turn in each.turns if turn.played]
    for name, label in STAGES:
        times = sorted(turn.timings_ms[name] for turn in turns if name in turn.timings_ms and (name != "hear" or turn.heard is not None))
        if times:
            _share_within(axes, times, label, bold=name == "total")
    asked = sorted(turn.timings_ms.get("understand", 0.0) for turn in turns if turn.asked_model)
    if asked:
        _share_within(axes, asked, "understand, model asked", bold=False)
    axes.set(xscale="log", ylim=(0, 100), xlabel="milliseconds (logarithmic)", ylabel="turns done within, %", title="How long a turn and its stages take")
    axes.grid(alpha=0.3, which="both")
    if axes.lines:
        axes.legend(loc="lower right", fontsize=8)
    figure.savefig(path, dpi=DPI)


def plot_ablation(ablation: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """The figures of understanding for rules alone, the model alone, and both."""
    figure = Figure(figsize=(8, 3.8), layout="constrained")
    axes = figure.subplots()
    names = ("slot_f1", "joint_goal_accuracy", "act_accuracy")
    for at, (who, found) in enumerate(ablation.items()):
        places = [place + at * 0.21 for place in range(len(names))]
        label, color = f"{who} ({found['turns']} turns)", COLORS[at % len(COLORS)]
        bars = axes.bar(places, [(found[name] or 0.0) for name in names], width=0.2, label=label, color=color)
        axes.bar_label(bars, fmt="%.2f", fontsize=8)
    axes.set_xticks([place + 0.3 for place in range(len(names))], [name.replace("_", " ") for name in names])
    axes.set(ylim=(0, 1.1), title="Understanding by rules, by the model, by both")
    axes.legend(loc="upper center", ncols=3, fontsize=8, bbox_to_anchor=(0.5, -0.08))
    figure.savefig(path, dpi=DPI)


def _share_within(axes: Axes, times: Sequence[float], label: str, bold: bool) -> None:
    shares = [100 * (place + 1) / len(times) for place in range(len(times))]
    says = f"{label} (median {times[len(times) // 2]:,.0f} ms, n={len(times)})"
    axes.step([max(each, 0.1) for each in times], shares, where="post", label=says, linewidth=2.5 if bold else 1.3)
