"""Runs the parts of the retrieval benchmark and gathers what they measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.asking import answers, asked
from retrieval.benchmark.fusion import BARE, Compared, by_type, compare
from retrieval.benchmark.measures import DEPTH, Figure, figures
from retrieval.benchmark.queries import TEST, load_queries
from retrieval.benchmark.same_color import SameButColor
from retrieval.benchmark.table import bare_vectors, score_queries
from retrieval.benchmark.texts import run_texts, text_queries
from retrieval.constraints import holds
from retrieval.needs import NeedReader
from retrieval.retriever import Retriever


@dataclass(frozen=True)
class StarterFigures:
    """What the judged queries of the test split say. `satisfied` is the share of results that meet every hard constraint of their query."""

    queries: int
    ways: Sequence[Compared]
    types: Mapping[str, Mapping[str, Figure]]
    satisfied: float
    results: int


@dataclass(frozen=True)
class Found:
    """All that was measured; what needs the data folder is empty without it. `texts` is catalog and way -> figures and number of texts."""

    starter: StarterFigures
    texts: Mapping[str, tuple[Mapping[str, Figure], int]] = field(default_factory=dict)
    same_color: Sequence[SameButColor] = ()


def measure_starter(retriever: Retriever, needs: NeedReader | None) -> StarterFigures:
    """The judged queries that no weight was fitted on, through the retriever itself, beside other ways to rank the same candidates."""
    queries = [each for each in load_queries(list(retriever.items)) if each.split == TEST]
    table = list(score_queries(retriever, queries, needs))
    ours, met, shown = [], 0, 0
    for each in queries:
        query = asked(retriever, each.text, k=DEPTH, needs=needs)
        found = answers(retriever, query)
        ours.append([one.item.id for one in found])
        met += sum(all(holds(wish, one.item) for wish in query.hard) for one in found)
        shown += len(found)
    ways = compare(table, ours, [term.name for term in retriever.terms], {BARE: bare_vectors(retriever, [each.text for each in queries])})
    return StarterFigures(len(queries), ways, by_type(table, ours), met / max(shown, 1), shown)


def measure_texts(retriever: Retriever, way: str) -> tuple[Mapping[str, Figure], int]:
    """Figures of text to item in one shop, and how many texts there are."""
    queries = text_queries(list(retriever.items), way)
    return figures([grades for _, grades in queries], run_texts(retriever, [text for text, _ in queries])), len(queries)
