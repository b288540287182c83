"""The figures are counted as their names say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chat.evaluation.checks import Checked
from chat.evaluation.metrics import all_figures, bootstrap, check_holds, figures
from chat.evaluation.report import page, write_report
from chat.evaluation.results import DialogueResult, TurnResult
from chat.evaluation.script import Dialogue, Turn
from chat.evaluation.states import SlotMatch


def turn(passed: bool = True, **more: object) -> TurnResult:
    timings = {"understand": 1.0, "total": 50.0}
    return TurnResult(1, "hi", () if passed else ("wrong",), act="find", move="recommend", source="rule", timings_ms=timings, phrased="composed", **more)  # type: ignore[arg-type]


def result(name: str, *turns: TurnResult, held: bool = False, spoken: bool = False, skipped: str = "") -> DialogueResult:
    dialogue = Dialogue(name, Path(f"{name}.yaml"), (Turn(say="hi", speak=spoken),), tags=("price",), held=held)
    return DialogueResult(dialogue, turns, skipped)


def test_rates() -> None:
    found = figures([result("a", turn(), turn(False)), result("b", turn())])
    assert (found["dialogues"], found["passed"], found["pass_rate"], found["turns"], found["turn_pass_rate"]) == (2, 1, 0.5, 3, 0.6667)
    assert found["constraint_satisfaction"] == found["grounded"] == 1.0 and found["honest_no_match"] is None
    assert found["latency_ms"]["p50"] == 50.0 and found["phrasing"] == {"composed": 3, "model": 0, "fallback": 0}


def test_slots_are_counted_over_all_turns() -> None:
    found = figures([result("a", turn(slots=SlotMatch(3, 1, 0)), turn(slots=SlotMatch(1, 0, 2))), result("b", turn(slots=SlotMatch(2, 0, 0)), turn())])
    assert found["slot_f1"] == round(12 / (12 + 3), 4) and found["joint_goal_accuracy"] == 0.3333
    assert figures([result("a", turn(act_right=True), turn(act_right=False), turn())])["act_accuracy"] == 0.5


def test_what_is_always_checked() -> None:
    wrong = [turn(checked=Checked(constraints=("x",))), turn(checked=Checked(rejected=("x",))), turn(checked=Checked(grounded=("x",))), turn()]
    found = figures([result("a", *wrong, turn(checked=Checked(no_match=True)), turn(checked=Checked(honest=("x",), no_match=True)))])
    assert (found["constraint_satisfaction"], found["grounded"], found["honest_no_match"]) == (0.6667, 0.8333, 0.5)
    assert not check_holds(found)


def test_the_check() -> None:
    good = [result(str(number), turn()) for number in range(19)]
    assert check_holds(figures([*good, result("bad", turn(False))]))
    assert not check_holds(figures([*good[:-1], result("bad", turn(False))]))
    assert not check_holds(figures([*good, result("lies", turn(checked=Checked(grounded=("x",))))]))
    crashed = TurnResult(1, "hi", ("raised ZeroDivisionError: x",))
    assert not check_holds(figures([*good, result("crash", crashed)]))
    assert not check_holds(figures([]))


def test_who_asked_the_model() -> None:
    slow = TurnResult(1, "hi", move="chat", source="rule", timings_ms={"understand": 800.0, "total": 850.0})
    model = TurnResult(1, "hi", move="chat", source="model", timings_ms={"understand": 900.0, "total": 950.0})
    found = figures([result("a", turn(), turn(), slow, model)])
    assert found["model_asked"] == 0.5 and found["latency_ms"]["understand_by_model"]["p50"] == 850.0


def test_parts_tags_and_skipped() -> None:
    found = all_figures([result("a", turn()), result("b", turn(False), held=True), result("c", turn(), spoken=True), result("d", skipped="no data")])
    assert found["dialogues"] == 3 and found["skipped"] == [{"name": "d", "why": "no data"}]
    assert (found["open"]["pass_rate"], found["held"]["pass_rate"], found["typed"]["dialogues"], found["spoken"]["dialogues"]) == (1.0, 0.0, 2, 1)
    assert found["by_tag"]["price"]["dialogues"] == 3
    low, high = found["ci95"]["pass_rate"]
    assert low <= found["pass_rate"] <= high


def test_bootstrap_intervals_cover_what_they_should() -> None:
    """Of 40 dialogues with a true rate of .8, the normal approximation gives about .68 to .92."""
    shares = np.array([(1.0, 1.0)] * 32 + [(0.0, 1.0)] * 8)
    draws = np.random.default_rng(1).integers(0, 40, (2000, 40))
    interval = bootstrap(shares, draws)
    assert interval is not None and interval[0] == pytest.approx(0.675, abs=0.03) and interval[1] == pytest.approx(0.925, abs=0.03)
    assert bootstrap(np.zeros((3, 2)), np.zeros((5, 3), int)) is None


def test_the_report_is_written_with_its_plots(tmp_path: Path) -> None:
    results = [result("a", turn(slots=SlotMatch(1, 0, 0), act_right=True)), result("b | c", turn(False), held=True)]
    found = {**all_figures(results), "failures": [{"name": "b | c", "turn": 1, "said": "hi\nho", "why": "wrong"}], "simulated": None}
    found["ablation"] = {"rules only": figures(results), "both": figures(results)}
    path = write_report(tmp_path / "new", found, results)
    text = path.read_text(encoding="utf-8")
    assert "| dialogue pass rate | 0.500 |" in text and "| b \\| c | 1 | hi ho | wrong |" in text and "## Ablation" in text
    for name in ("by_tag.png", "latency.png", "ablation.png"):
        assert (tmp_path / "new" / name).read_bytes().startswith(b"\x89PNG") and name in text
    assert page({"skipped": []}) == ["# Evaluation", ""]
