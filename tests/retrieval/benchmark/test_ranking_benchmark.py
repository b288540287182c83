"""Measures, fusion, the fit and the report, on small tables whose answers are known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core.errors import StorageError
from retrieval.asking import asked
from retrieval.benchmark.fit import FITTED, ascend, fit, mean_ndcg, ndcg
from retrieval.benchmark.fusion import FUSED, OURS, by_type, compare
from retrieval.benchmark.measures import by_query, interval
from retrieval.benchmark.queries import JudgedQuery
from retrieval.benchmark.report import page, write_report
from retrieval.benchmark.run import Found, StarterFigures
from retrieval.benchmark.same_color import SameButColor
from retrieval.benchmark.table import ScoredQuery, alone, fused, mean_ranks, score_queries
from retrieval.benchmark.texts import BY_DESCRIPTION, BY_TITLE, text_queries
from retrieval.item import Item
from retrieval.ranking import CHANNELS, scores
from retrieval.retriever import Retriever
from retrieval.weights import read_weights, write_weights

NAMES = tuple(name for name, _ in CHANNELS)
IDS = ("a", "b", "c", "d")


def scored(right: str, good: list[float], bad: list[float], type: str = "plain") -> ScoredQuery:
    """A query whose channel "meaning" has the values `good` and whose channel "words" has the values `bad`."""
    values = np.zeros((len(IDS), len(NAMES)))
    values[:, NAMES.index("meaning")], values[:, NAMES.index("words")] = good, bad
    used = np.array([float(name in ("meaning", "words")) for name in NAMES])
    return ScoredQuery(JudgedQuery(f"{right} {type}", type, "development", {right: 3}), IDS, values, used, np.ones(len(IDS)))


TABLE = [scored("a", [0.5, 0.4, 0.3, 0.1], [0.1, 0.9, 0.2, 0.3]), scored("c", [0.3, 0.2, 0.6, 0.1], [0.8, 0.1, 0.2, 0.9], "use")] * 3


def test_measures_are_those_of_the_textbook() -> None:
    found = by_query([{"a": 3, "b": 1}, {"c": 3}], [["b", "a"], []], exact=3)
    assert found["mrr"].tolist() == [0.5, 0.0], "a query without an answer counts 0"
    assert found["r@1"].tolist() == [0.0, 0.0] and found["r@5"].tolist() == [1.0, 0.0]
    assert found["ndcg@10"][0] == pytest.approx((1 + 3 / np.log2(3)) / (3 + 1 / np.log2(3)))


def test_our_fast_ndcg_is_that_of_ir_measures() -> None:
    weights = np.array([0.3 if name == "meaning" else 0.4 if name == "words" else 0.0 for name in NAMES])
    official = by_query([each.judged.grades for each in TABLE], [each.best(each.mixed(weights)) for each in TABLE])["ndcg@10"]
    assert [ndcg(each, weights) for each in TABLE] == pytest.approx(official.tolist())


def test_an_interval_holds_the_mean_and_is_the_same_in_every_run() -> None:
    values = np.array([0.0, 1.0] * 30)
    figure = interval(values)
    assert figure == interval(values)
    assert 0.35 < figure.low < figure.mean == 0.5 < figure.high < 0.65


def test_equal_values_share_a_rank() -> None:
    assert mean_ranks(np.array([0.2, 0.9, 0.2, 0.1])).tolist() == [2.5, 1.0, 2.5, 4.0]


def test_fusion_and_channels_alone() -> None:
    assert alone(TABLE, NAMES.index("meaning"))[1][0] == "c"
    assert alone(TABLE, NAMES.index("photo"))[0] == []
    assert fused(TABLE[:1], [NAMES.index("meaning"), NAMES.index("words")])[0][0] == "b"


def test_the_fit_finds_the_channel_that_helps_and_says_where_its_weights_come_from(tmp_path: Path) -> None:
    start = {name: 0.4 for name in NAMES}
    found = fit(TABLE, start, "digest", "2026-01-01")
    begun, weights = np.full(len(NAMES), 0.4), np.array(list(found.values.values()))
    assert mean_ndcg(TABLE, weights) == 1.0 > mean_ndcg(TABLE, begun)
    assert found.values["meaning"] > found.values["words"] and found.values["photo"] == 0.4, "what no query uses stays"
    assert (found.queries, found.date, found.fitted) == ("digest", "2026-01-01", FITTED)
    write_weights(found, tmp_path / "weights.json")
    assert read_weights(tmp_path / "weights.json") == found


def test_the_fit_is_the_same_in_every_run() -> None:
    places, begun = [NAMES.index(name) for name in FITTED], np.full(len(NAMES), 0.4)
    assert ascend(TABLE, begun, places).tolist() == ascend(TABLE, begun, places).tolist()


@pytest.mark.parametrize("content", ["", "{", '{"values": {}}', None])
def test_damaged_weights_are_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "weights.json"
    whole = json.loads((Path(__file__).parents[3] / "retrieval" / "weights.json").read_text(encoding="utf-8"))
    path.write_text(json.dumps({**whole, "values": {"words": -1}}) if content is None else content, encoding="utf-8")
    with pytest.raises(StorageError, match="fit them with"):
        read_weights(path)


def test_the_table_mixes_as_the_ranking_does(retriever: Retriever) -> None:
    judged = JudgedQuery("waterproof hiking boots under 130 dollars", "attribute", "test", {"b-1": 3})
    (row,) = score_queries(retriever, [judged], None)
    candidates = retriever.candidates(asked(retriever, judged.text, k=10))
    assert row.mixed(np.array([term.weight for term in retriever.terms])) == pytest.approx(scores(candidates, asked(retriever, judged.text), retriever.terms))


def test_texts_of_colourways_are_one_query() -> None:
    items = [Item("1", "Breeze Tee, red", "Light cotton for hot days. More."), Item("2", "Breeze Tee, blue", "Light cotton for hot days. More.")]
    assert text_queries(items, BY_TITLE) == [("Breeze Tee, red", {"1": 1}), ("Breeze Tee, blue", {"2": 1})]
    assert text_queries(items, BY_DESCRIPTION) == [("light cotton for hot days", {"1": 1, "2": 1})]


def test_the_report_names_every_way_and_every_miss(tmp_path: Path) -> None:
    ours = [each.best(each.values[:, NAMES.index("meaning")]) for each in TABLE]
    starter = StarterFigures(len(TABLE), compare(TABLE, ours, NAMES), by_type(TABLE, ours), 1.0, 24)
    asked_for = (SameButColor("p.jpg", "in red", True, True, True), SameButColor("q.jpg", "in | blue", False, True, True))
    found = Found(starter, {"shop, by title": (starter.types["plain"], 3)}, asked_for)
    lines = "\n".join(page(found, (["## More", ""],)))
    assert [each.name for each in starter.ways[:2]] == [OURS, FUSED]
    for part in ("words alone", "1.000", "| 2 | 0.500 | 1.000 | 0 |", "in \\| blue", "shop, by title (3 texts)", "## More", "100.0% of 24"):
        assert part in lines
    path = write_report(tmp_path / "report", found)
    assert {each.name for each in path.parent.iterdir()} == {"report.md", "ways.png", "types.png"}
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="--report"):
        write_report(tmp_path / "file", found)
