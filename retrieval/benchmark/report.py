"""The retrieval report: one Markdown page with its plots beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from core.errors import StorageError
from retrieval.benchmark.measures import Figure
from retrieval.benchmark.plots import plot_types, plot_ways
from retrieval.benchmark.run import Found, StarterFigures
from retrieval.benchmark.same_color import SameButColor
from retrieval.weights import read_weights

MEASURES = ("ndcg@10", "r@1", "r@5", "r@10", "mrr")
Section = Sequence[str]  # Markdown lines that another measurement adds


def write_report(folder: Path, found: Found, sections: Sequence[Section] = ()) -> Path:
    """Writes report.md and the plots; gives the report's path. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        plot_ways(found.starter.ways, folder / "ways.png")
        plot_types(found.starter.types, folder / "types.png")
        path = folder / "report.md"
        path.write_text("\n".join(page(found, sections)) + "\n", encoding="utf-8")
    except OSError as error:
        raise StorageError(f"the report cannot be written to {folder} ({error.strerror or error}): choose another folder with --report") from None
    return path


def page(found: Found, sections: Sequence[Section] = ()) -> list[str]:
    """The lines of the report."""
    lines = ["# Retrieval", "", *_ways(found.starter), *_types(found.starter), *_weights()]
    if found.texts:
        lines += ["## From text to item", "", *_measured({f"{name} ({count} texts)": figures for name, (figures, count) in found.texts.items()}, "shop")]
    if found.same_color:
        lines += ["## A photo with “the same one in …”", "", *_same_color(found.same_color)]
    return [*lines, *(line for section in sections for line in section)]


def _ways(starter: StarterFigures) -> list[str]:
    rows = [[each.name, *(str(each.figures[name]) for name in MEASURES), str(each.gain) if at else ""] for at, each in enumerate(starter.ways)]
    return [
        f"## Ways to rank, {starter.queries} judged test queries of the starter shop",
        "",
        *table(["way", *MEASURES, "gain of ours in nDCG@10"], rows),
        "Recall and MRR count exact answers (grade 3). In brackets the 95 % bootstrap interval over the queries.",
        f"Hard constraints hold for {starter.satisfied:.1%} of {starter.results} results.",
        "",
        "![ways to rank](ways.png)",
        "",
    ]


def _types(starter: StarterFigures) -> list[str]:
    return ["## Types of queries", "", *_measured(starter.types, "type"), "![types of queries](types.png)", ""]


def _weights() -> list[str]:
    weights = read_weights()
    rows = [[name, f"{value:g}", "fitted" if name in weights.fitted else "by hand"] for name, value in weights.values.items()]
    told = f"{weights.date}, {weights.procedure}; nDCG@10 {weights.score:.3f} cross-validated; query set {weights.queries}, seed {weights.seed}."
    return ["## Weights", "", *table(["term", "weight", "how"], rows), told, ""]


def _same_color(asked: Sequence[SameButColor]) -> list[str]:
    count = len(asked)
    first, five, wrong = (sum(each) for each in zip(*((each.first, each.among_five, not each.right_color) for each in asked), strict=True))
    missed = [[each.photo, each.words] for each in asked if not each.first]
    figures = table(["requests", "R@1", "R@5", "wrong colour at rank 1"], [[count, f"{first / count:.3f}", f"{five / count:.3f}", wrong]])
    return [*figures, *(table(["photo", "not first for"], missed) if missed else [])]


def _measured(rows: Mapping[str, Mapping[str, Figure]], head: str) -> list[str]:
    return table([head, *MEASURES], [[name, *(str(figures[measure]) for measure in MEASURES)] for name, figures in rows.items()])


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """A Markdown table; bars and line breaks in a cell are made harmless."""
    cells = [[str(each).replace("|", "\\|").replace("\n", " ") for each in row] for row in rows]
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in cells), ""]
