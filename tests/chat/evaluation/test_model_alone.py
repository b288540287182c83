"""The ablation's reader: the model's JSON becomes an act in the catalog's words, and only while the ablation runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import chat.turn
from chat.acts import Act, Critique, Utterance
from chat.evaluation.ablation import SAMPLE, ablate, sample
from chat.evaluation.model_alone import LISTED_SLOTS, ModelAlone, alone_schema, understood_alone
from chat.evaluation.play import Player
from chat.evaluation.script import Dialogue
from chat.llm import ScriptedModel
from chat.parts import Parts
from chat.state import DialogueState
from chat.turn import take_turn
from retrieval.constraints import Constraint
from retrieval.vocabulary import Vocabulary


def written(**fields: Any) -> str:
    return json.dumps({"a": "find", "c": [], "r": [], "i": [], "w": "", **fields})


def wish(slot: str, operator: str, value: Any) -> dict[str, Any]:
    return {"s": slot, "o": operator, "v": value}


@pytest.mark.parametrize(
    ("answer", "act"),
    [
        (written(c=[wish("price", "<=", 40)]), Act("find", constraints=(Constraint("price", "<=", 40.0),), source="model")),
        (written(c=[wish("price", "<=", "cheap")]), Act("find", source="model")),
        (written(c=[wish("material", "==", "waterproof")]), Act("find", source="model")),
        (written(c=[wish("kind", "==", "tents")]), Act("find", constraints=(Constraint("kind", "==", "tent"),), source="model")),
        (written(c=[wish("color", "!=", "red")]), Act("find", constraints=(Constraint("color", "!=", "red"),), source="model")),
        (written(c=[wish("waterproof", "==", "yes")]), Act("find", constraints=(Constraint("waterproof", "==", True),), source="model")),
        (written(a="refine", r=[{"s": "price", "d": "less"}]), Act("refine", critiques=(Critique("price", -1),), source="model")),
        (written(a="pick", i=[2], w="it"), Act("pick", text="it", items=(2,), source="model")),
        ("{", Act("find", text="boots", source="model")),
    ],
)
def test_answers_become_acts(vocabulary: Vocabulary, answer: str, act: Act) -> None:
    assert ModelAlone(ScriptedModel([answer]), vocabulary).read("boots", DialogueState()) == act


def test_the_prompt_lists_the_slots_of_the_catalog(vocabulary: Vocabulary) -> None:
    model = ScriptedModel([written()])
    ModelAlone(model, vocabulary).read("boots", DialogueState(constraints=(Constraint("price", "<=", 40.0),), shown=("fw-001",)))
    head, turn = (str(each["content"]) for each in model.told[0])
    assert "price: a number from" in head and "waterproof: true or false" in head and "$slots" not in head
    assert json.loads(turn) == {"search": {"max_price": 40.0}, "shown": 1, "said": "boots"}
    schema = alone_schema(vocabulary.slots()[:LISTED_SLOTS])
    assert "price" in schema["properties"]["r"]["items"]["properties"]["s"]["enum"]


def test_the_turn_understands_alone_only_for_a_while(make_parts: Callable[..., Parts]) -> None:
    usual = chat.turn.understand  # type: ignore[attr-defined]
    with understood_alone(ScriptedModel([written(c=[wish("kind", "==", "tent")])])):
        _, reply = take_turn(make_parts(), DialogueState(), Utterance("whatever"), aloud=False)
    assert reply.understood.act.source == "model" and {each.item.value("kind") for each in reply.suggestions} == {"tent"}
    assert chat.turn.understand is usual  # type: ignore[attr-defined]


def test_who_understands_is_compared_on_open_typed_dialogues(player: Player, script: Callable[..., Dialogue]) -> None:
    turns = "  - say: tents under 100\n    expect: {act: find, state: {kind: tent, max_price: 100}}\n"
    dialogues = [script(turns, "a"), script(turns, "b", "held: true"), script("  - say: tents\n    speak: true\n", "c")]
    results = [player.play(each) for each in dialogues]

    def play(title: str, some: Any, by: Player) -> Any:
        return [player.play(each) for each in some]

    found = ablate(results, player, play, ScriptedModel([written(c=[wish("kind", "==", "tent")])]))
    assert list(found) == ["rules only", "model only", "both", "both, same sample"]
    assert found["both"]["dialogues"] == 1 and found["both"]["slot_f1"] == 1.0
    assert found["model only"]["slot_f1"] == 0.6667 and found["model only"]["sample_of"] == 1
    assert list(ablate(results, player, play, None)) == ["rules only"]


def test_the_sample_is_spread_evenly(script: Callable[..., Dialogue]) -> None:
    dialogues = [script("  - say: tents\n", f"d{number}") for number in range(100)]
    some = sample(dialogues)
    assert len(some) == SAMPLE == len({each.name for each in some}) and some[0] is dialogues[0] and some[20] is dialogues[50]
    assert sample(dialogues[:5]) == dialogues[:5]
