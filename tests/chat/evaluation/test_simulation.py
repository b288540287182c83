"""Whole simulated dialogues: reproducible, honest about a bad shop, and nothing hidden ever said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from chat.acts import Act, Understood, Utterance
from chat.evaluation.simulation import run
from chat.evaluation.simulation.drawing import draw_goals
from chat.evaluation.simulation.goals import Predicate
from chat.evaluation.simulation.phrases import phrase
from chat.evaluation.simulation.result import SimulationResult
from chat.evaluation.simulation.run import simulate
from chat.llm import ScriptedModel
from chat.parts import Parts
from chat.reply import Question, Reply
from chat.state import DialogueState
from core.errors import BadInput
from retrieval.query import Suggestion

MakeParts = Callable[..., Parts]


def silent(done: int, total: int) -> None:
    """Nobody watches."""


def played(parts: Parts, **changes: Any) -> SimulationResult:
    options: dict[str, Any] = {"goals": 6, "trials": 2, "seed": 3, "model": None, "tasks": None, "progress": silent}
    return simulate(parts, **(options | changes))


def task_file(folder: Path, *tasks: dict[str, Any]) -> Path:
    path = folder / "tasks.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in tasks), encoding="utf-8")
    return path


def shop_that(answers: Callable[[Parts, str, int], Reply]) -> Callable[..., tuple[DialogueState, Reply]]:
    """A shop in place of `take_turn`: told the words and the number of the turn."""

    def turn(parts: Parts, state: DialogueState, said: Utterance, **_: object) -> tuple[DialogueState, Reply]:
        return replace(state, turns=state.turns + 1), answers(parts, said.text, state.turns)

    return turn


def listed(parts: Parts, ids: list[str], move: Any = "recommend") -> Reply:
    shown = tuple(Suggestion(parts.retriever.get(each), rank, 1.0) for rank, each in enumerate(ids, start=1))
    return Reply(move, "", (), Understood("", None, Act("find")), shown)


def asking(parts: Parts, slot: str) -> Reply:
    return replace(listed(parts, [], "clarify"), question=Question(slot, ()))


def test_the_record_has_the_figures_of_the_design_and_trials_of_one_seed_repeat(make_parts: MakeParts) -> None:
    told: list[tuple[int, int]] = []
    first = played(make_parts(), progress=lambda done, total: told.append((done, total))).record()
    assert told == [(at, 12) for at in range(1, 13)]
    assert first == played(make_parts()).record()
    assert {"n", "success", "pass_k", "mean_turns", "success_first", "by_kind", "ci95", "failures"} <= set(first)
    assert (first["n"], first["trials"], first["pass_k"]["4"]) == (6, 2, None)
    low, high = first["ci95"]["success"]
    assert 0 <= low <= first["success"] == first["pass_k"]["1"] <= high <= 1
    json.dumps(first)


def test_another_seed_draws_other_goals_and_trials_differ_in_words(make_parts: MakeParts) -> None:
    parts = make_parts()
    assert draw_goals(parts.retriever, 4, 1) != draw_goals(parts.retriever, 4, 2)
    result = played(parts, goals=8)
    by_goal: dict[str, set[str]] = {}
    for each in result.dialogues:
        by_goal.setdefault(each.goal.id, set()).add(each.exchanges[0].said)
    assert sum(len(openings) > 1 for openings in by_goal.values()) >= 4


def test_hidden_wishes_and_titles_are_never_said(make_parts: MakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shop asks for every slot in turn: what is told on asking comes out, what is hidden does not."""
    parts = make_parts()
    titles = {item.title.casefold() for item in parts.retriever.items}
    for goal in draw_goals(parts.retriever, 24, 5):
        asked = [each.slot for each in goal.predicates]
        monkeypatch.setattr(run, "take_turn", shop_that(lambda parts, text, turn, asked=asked: asking(parts, asked[turn % len(asked)])))
        dialogue = run._Play(parts, goal, 0, None).run("0")
        spoken = " ".join(each.said for each in dialogue.exchanges).casefold()
        open_words = {word for each in goal.predicates if each.reveal != "hidden" for word in carrying(each)}
        for wish in goal.predicates:
            if wish.reveal == "hidden":
                assert not [word for word in carrying(wish) - open_words if re.search(rf"\b{re.escape(word)}\b", spoken)], (goal, spoken)
            elif wish.reveal == "on_ask" and not isinstance(wish.value, bool):
                assert any(word in spoken for word in carrying(wish)), (goal, spoken)
        assert not any(title in spoken for title in titles)


def carrying(wish: Predicate) -> set[str]:
    """The words that tell a wish; a price may be written with or without a comma."""
    return {word.casefold() for each in phrase(wish, Random(0)).keep for word in (each, each.replace(",", ""))}


def test_a_shop_that_recommends_at_random_fails(make_parts: MakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = make_parts()
    dice = Random(0)
    monkeypatch.setattr(run, "take_turn", shop_that(lambda *_: listed(parts, [each.id for each in dice.sample(list(parts.retriever.items), 6)])))
    record = played(parts, goals=18, trials=4).record()
    assert record["success"] < 0.4
    assert record["pass_k"]["4"] < 0.1
    assert record["by_kind"]["no valid item"]["success"] == 0.0
    assert record["wishes_kept"] < 0.1 and record["success_clean"] < 0.1
    assert all(each["why"] for each in record["failures"])


def test_a_shop_that_always_says_there_is_none_meets_only_the_goals_without_valid_items(make_parts: MakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = make_parts()
    monkeypatch.setattr(run, "take_turn", shop_that(lambda *_: listed(parts, [], "none_found")))
    record = played(parts, goals=12).record()
    assert record["by_kind"]["no valid item"]["success"] == 1.0
    assert record["success"] == pytest.approx(2 / 12, abs=1e-3)


def test_a_turn_that_raises_is_a_failure_and_the_others_go_on(make_parts: MakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Reply:
        raise RuntimeError("no shelf")

    monkeypatch.setattr(run, "take_turn", shop_that(broken))
    record = played(make_parts()).record()
    assert len(record["failures"]) == 12
    assert record["failures"][0]["why"] == "the turn raised RuntimeError: no shelf"


def test_tasks_are_played_as_given(make_parts: MakeParts, tmp_path: Path) -> None:
    boots = {
        "id": "boots",
        "opening": "I need hiking boots under 150 dollars.",
        "constraints": [
            {"slot": "kind", "op": "==", "value": "hiking boots"},
            {"slot": "price", "op": "<=", "value": 150},
            {"slot": "waterproof", "op": "==", "value": True, "reveal": "hidden"},
        ],
    }
    none = {
        "id": "none",
        "opening": "hiking boots under 5 dollars",
        "none_valid": True,
        "constraints": [{"slot": "kind", "op": "==", "value": "hiking boots"}, {"slot": "price", "op": "<=", "value": 5}],
    }
    result = played(make_parts(), tasks=task_file(tmp_path, boots, none), trials=4)
    assert [each.goal.id for each in result.dialogues] == ["boots"] * 4 + ["none"] * 4
    assert all(each.exchanges[0].said == each.goal.opening for each in result.dialogues)
    assert result.record()["pass_k"] == {"1": 1.0, "2": 1.0, "4": 1.0}
    assert result.record()["mean_turns"] == 1.0


def test_with_a_model_lines_are_said_in_its_words_where_they_keep_the_wish(make_parts: MakeParts, tmp_path: Path) -> None:
    task = {"id": "a", "constraints": [{"slot": "kind", "op": "==", "value": "hiking boots"}]}
    model = ScriptedModel(['{"s": "Morning! Got any hiking boots?"}', '{"s": "Got any leather hiking boots?"}', "nonsense"])
    result = played(make_parts(), tasks=task_file(tmp_path, task), trials=3, model=model)
    said = [each.exchanges[0].said for each in result.dialogues]
    assert said[0] == "Morning! Got any hiking boots?"
    assert all("leather" not in each and "hiking boots" in each for each in said[1:])
    assert result.record()["phrased"] == {"model": 1, "template": 2}


def test_numbers_that_make_no_run_are_refused(make_parts: MakeParts) -> None:
    with pytest.raises(BadInput, match="at least one of each"):
        played(make_parts(), trials=0)
