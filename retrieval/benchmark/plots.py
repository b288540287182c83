"""The figures of retrieval as pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure as Picture  # without pyplot: no window, no state shared between pictures

from retrieval.benchmark.fusion import OURS, Compared
from retrieval.benchmark.measures import Figure

DPI = 120
GOOD, PLAIN = "#2a7f62", "#5b7aa6"
GOAL = 0.85  # nDCG@10 of the judged queries


def plot_ways(compared: Sequence[Compared], path: Path) -> None:
    """nDCG@10 of ours, of fusion and of every channel alone, with intervals, the best at the top."""
    ways = sorted(compared, key=lambda each: each.figures["ndcg@10"].mean)
    _bars({each.name: each.figures["ndcg@10"] for each in ways}, path, "Ways to rank, test queries", OURS)


def plot_types(by_type: Mapping[str, Mapping[str, Figure]], path: Path) -> None:
    """nDCG@10 of ours by type of query, the best at the top."""
    found = {name: figures["ndcg@10"] for name, figures in by_type.items()}
    _bars(dict(sorted(found.items(), key=lambda pair: pair[1].mean)), path, "Types of queries, test queries")


def _bars(figures: Mapping[str, Figure], path: Path, title: str, ours: str = "") -> None:
    picture = Picture(figsize=(8, 0.34 * len(figures) + 1.4), layout="constrained")
    axes = picture.subplots()
    means = [each.mean for each in figures.values()]
    errors = [[each.mean - each.low for each in figures.values()], [each.high - each.mean for each in figures.values()]]
    axes.barh(list(figures), means, xerr=errors, color=[GOOD if name == ours else PLAIN for name in figures], ecolor="#444444", capsize=2)
    axes.axvline(GOAL, color="black", linewidth=1, linestyle="--")
    for row, mean in enumerate(means):
        axes.text(0.01, row, f"{mean:.3f}", va="center", color="white" if mean > 0.12 else "black", fontsize=8)
    axes.set(xlim=(0, 1), xlabel=f"nDCG@10 with 95 % interval (dashed: the goal, {GOAL})", title=title)
    picture.savefig(path, dpi=DPI)
