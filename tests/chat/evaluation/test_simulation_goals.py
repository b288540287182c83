"""Goals: drawn ones are what they claim, given ones are checked key by key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chat.evaluation.simulation.drawing import draw_goals
from chat.evaluation.simulation.goals import Goal, Predicate
from chat.evaluation.simulation.rounding import round_down, round_up
from chat.evaluation.simulation.satisfied import meets, valid_items
from chat.evaluation.simulation.tasks import read_tasks
from core.errors import BadInput
from retrieval.item import Item
from retrieval.retriever import Retriever

BOOTS = {"slot": "kind", "op": "==", "value": "hiking boots"}


@pytest.fixture(scope="module")
def drawn(shop: Retriever) -> list[Goal]:
    return draw_goals(shop, 42, 11)


def test_a_drawn_goal_is_met_by_one_to_eight_items_and_never_by_all_of_the_thing(drawn: list[Goal], shop: Retriever) -> None:
    for goal in (each for each in drawn if not each.none_valid):
        thing = [each for each in goal.predicates if each.names_the_thing]
        assert 1 <= len(valid_items(goal.predicates, shop.items)) <= 8
        assert len(thing) == 1 and len(goal.predicates) >= 3
        assert len(valid_items(goal.predicates, shop.items)) < len(valid_items(thing, shop.items))


def test_a_goal_without_valid_item_names_a_thing_that_is_sold_and_tells_every_wish(drawn: list[Goal], shop: Retriever) -> None:
    impossible = [each for each in drawn if each.none_valid]
    assert len(impossible) == 7
    for goal in impossible:
        assert not [item for item in shop.items if all(meets(each, item) for each in goal.predicates)]
        assert valid_items([each for each in goal.predicates if each.names_the_thing], shop.items)
        assert {each.reveal for each in goal.predicates} == {"volunteer"}


def test_no_two_goals_are_alike(drawn: list[Goal]) -> None:
    assert len({frozenset(str(wish) for wish in each.predicates) for each in drawn}) == len(drawn)


def test_every_sort_of_shopper_is_among_the_drawn_ones(drawn: list[Goal]) -> None:
    assert {each.voice for each in drawn} == {"plain", "changes mind", "misspeaks", "switches language"}
    assert {wish.reveal for each in drawn for wish in each.predicates} == {"volunteer", "on_ask", "hidden"}
    assert {label for each in drawn for label in each.labels} >= {"one kind", "a whole category", "with hidden wishes", "no valid item"}


def test_a_change_of_mind_starts_from_a_value_that_the_goal_rules_out(drawn: list[Goal]) -> None:
    changing = [each for each in drawn if each.voice == "changes mind"]
    assert changing
    for goal in changing:
        assert goal.at_first is not None
        at, first = goal.at_first
        assert first.slot == goal.predicates[at].slot and first.value != goal.predicates[at].value


@pytest.mark.parametrize(
    ("value", "up", "down"), [(17.95, 20, 15), (87, 90, 85), (129, 150, 100), (1390, 1500, 1000), (6.49, 6.5, 6), (150, 150, 150), (4.7, 5, 4.5)]
)
def test_limits_are_round_as_people_say_them(value: float, up: float, down: float) -> None:
    assert (round_up(value), round_down(value)) == (up, down)


@pytest.mark.parametrize(
    ("slot", "op", "value", "met"),
    [
        ("features", "contains", "hood", True),
        ("features", "contains", "pockets", False),
        ("features", "contains_any", ("pockets", "HOOD"), True),
        ("features", "contains_any", ("pockets", "laces"), False),
        ("features", "not_contains", "hood", False),
        ("features", "==", "pit zips", True),
        ("color", "in", ("red", "blue"), True),
        ("color", "!=", "red", False),
        ("price", "<=", 50, True),
        ("price", ">", 50, False),
        ("waterproof", "==", True, True),
        ("weight_g", "<=", 500, False),  # not stated
        ("style", "!=", "modern", True),  # not stated
    ],
)
def test_operators_over_an_item(slot: str, op: Any, value: Any, met: bool) -> None:
    jacket = Item("j", "Jacket", price=50.0, color="Red", attributes={"features": ("hood", "pit zips"), "waterproof": True})
    assert meets(Predicate(slot, op, value), jacket) is met


def test_a_given_task_is_read(shop: Retriever, tmp_path: Path) -> None:
    path = tmp_path / "tasks.jsonl"
    task = {"id": 7, "opening": "boots", "constraints": [BOOTS, {"slot": "features", "op": "contains_any", "value": ["ankle support"], "reveal": "on_ask"}]}
    path.write_text(json.dumps(task | {"max_turns": 4, "language": "de"}) + "\n\n", encoding="utf-8")
    (goal,) = read_tasks(path, shop)
    assert (goal.id, goal.opening, goal.max_turns, goal.language, goal.none_valid) == ("7", "boots", 4, "de", False)
    assert goal.predicates[1] == Predicate("features", "contains_any", ("ankle support",), "on_ask")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "no JSON"),
        ("[]", "has to be an object"),
        ({"constraints": [BOOTS]}, "`id` is missing"),
        ({"id": "a"}, "`constraints` is missing"),
        ({"id": "a", "constraints": []}, "`constraints` is empty"),
        ({"id": "a", "constraints": [BOOTS], "openning": "x"}, "did you mean opening"),
        ({"id": "a", "constraints": [BOOTS], "max_turns": 0}, "`max_turns` is 0"),
        ({"id": "a", "constraints": [BOOTS], "max_turns": True}, "`max_turns` is True"),
        ({"id": "a", "constraints": [BOOTS], "none_valid": "no"}, "`none_valid` is 'no'"),
        ({"id": "a", "constraints": [BOOTS | {"reveal": "ask"}]}, "constraint 1: `reveal` is 'ask'"),
        ({"id": "a", "constraints": [BOOTS | {"op": "=>"}]}, "constraint 1: `op` is '=>'"),
        ({"id": "a", "constraints": [BOOTS, {"slot": "colour", "op": "==", "value": "red"}]}, "constraint 2: `slot` is 'colour'.*did you mean color"),
        ({"id": "a", "constraints": [{"slot": "price", "op": "<=", "value": "50"}]}, "a limit is a number"),
        ({"id": "a", "constraints": [{"slot": "color", "op": "<=", "value": 50}]}, "color is no number"),
        ({"id": "a", "constraints": [{"slot": "color", "op": "in", "value": "red"}]}, "give a list of words"),
        ({"id": "a", "constraints": [{"slot": "waterproof", "op": "==", "value": "maybe"}]}, "`value` of waterproof == is 'maybe'"),
        ({"id": "a", "constraints": [{"slot": "color", "op": "=="}]}, "`value` is missing"),
        ({"id": "a", "constraints": [BOOTS], "none_valid": True}, "`none_valid` is true, but fw-001"),
        ({"id": "a", "constraints": [BOOTS, {"slot": "price", "op": "<", "value": 1}]}, "`none_valid` is false, but no item"),
    ],
)
def test_a_wrong_line_is_refused_naming_line_and_key(shop: Retriever, tmp_path: Path, line: Any, says: str) -> None:
    path = tmp_path / "tasks.jsonl"
    good = json.dumps({"id": "good", "constraints": [BOOTS]})
    path.write_text(f"{good}\n{line if isinstance(line, str) else json.dumps(line)}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=f"tasks.jsonl line 2: .*{says}"):
        read_tasks(path, shop)


def test_an_id_used_twice_an_empty_file_and_a_missing_one_are_refused(shop: Retriever, tmp_path: Path) -> None:
    path = tmp_path / "tasks.jsonl"
    path.write_text("\n".join([json.dumps({"id": "a", "constraints": [BOOTS]})] * 2), encoding="utf-8")
    with pytest.raises(BadInput, match="line 2: the id 'a' was used before"):
        read_tasks(path, shop)
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(BadInput, match="holds no task"):
        read_tasks(path, shop)
    with pytest.raises(BadInput, match="cannot be read"):
        read_tasks(tmp_path / "none.jsonl", shop)
