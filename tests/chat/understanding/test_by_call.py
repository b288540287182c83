"""What is believed of a call of the search: nothing the shop does not have, no number that was not said, and nothing against a rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from chat.calls import Call
from chat.llm import ScriptedModel
from chat.parts import READERS, Parts
from chat.state import DialogueState
from chat.understanding.by_call import SEARCH, TALK, CallReader, checked, functions_for
from chat.understanding.by_model import Labelled, ModelReader
from chat.understanding.understand import understand
from core.settings import Settings
from retrieval.constraints import Constraint
from retrieval.vocabulary import Vocabulary


@pytest.fixture
def vocabulary(make_parts: Callable[..., Parts]) -> Vocabulary:
    return make_parts().retriever.vocabulary


def read(text: str, vocabulary: Vocabulary, **arguments: Any) -> Labelled:
    found = checked(Call(SEARCH, arguments), text, vocabulary)
    assert found is not None
    return found


def test_the_function_is_typed_by_the_shop(vocabulary: Vocabulary) -> None:
    search, talk = functions_for(vocabulary).functions
    assert (search.name, talk.name) == (SEARCH, TALK)
    properties = search.parameters["properties"]
    assert set(properties["kind"]["items"]["enum"]) == {each.thing for each in vocabulary.uses}
    assert set(properties["color"]["enum"]) <= set(vocabulary.values("color"))
    assert properties["max_price"] == properties["min_price"] == {"type": "number"}
    assert functions_for(vocabulary) is functions_for(vocabulary), "its head is the same every turn"


def test_kinds_that_are_sold_help_and_others_are_left_out(vocabulary: Vocabulary) -> None:
    sold = vocabulary.uses[0].thing
    assert read("it hurts", vocabulary, kind=[sold, "grand piano", sold, 7]) == Labelled("need", (sold,))
    assert read("do you sell pianos?", vocabulary, kind=["grand piano"], words="pianos") == Labelled("product")
    assert read("it hurts", vocabulary, kind=sold, mood="happy") == Labelled("need", (sold,))
    copied = [each.thing for each in vocabulary.uses[:3]]
    assert read("it hurts", vocabulary, kind=copied) == Labelled("product"), "the head of the list, copied"
    assert read("it hurts", vocabulary, kind=copied[::-1]).helps == tuple(copied[::-1])


def test_a_property_needs_a_word_that_was_said_and_denies_nothing(vocabulary: Vocabulary) -> None:
    color = vocabulary.values("color")[0]
    wish = Constraint("color", "==", color, hard=False)
    assert read(f"something {color}ish, {color} maybe", vocabulary, color=color).wishes == (wish,)
    assert read("something nice", vocabulary, color=color).wishes == ()
    assert read(f"something that isn't {color}", vocabulary, color=color).wishes == ()
    assert read(f"something {color}", vocabulary, color="ultraviolet").wishes == ()


@pytest.mark.parametrize(
    ("said", "arguments", "wishes"),
    [
        ("a gift, 40 tops", {"max_price": 40}, (Constraint("price", "<=", 40),)),
        ("a gift, 40 tops", {"min_price": 40}, ()),
        ("a gift, 40 tops", {"max_price": 50, "min_price": 0}, ()),
        ("a gift, at least 40", {"min_price": 40.0}, (Constraint("price", ">=", 40.0),)),
        ("a gift, at least 40", {"max_price": 40}, ()),
        ("a gift", {"max_price": True}, ()),
        ("a gift", {"max_price": "40"}, ()),
    ],
)
def test_a_limit_counts_where_its_number_was_said(said: str, arguments: dict[str, Any], wishes: tuple[Constraint, ...], vocabulary: Vocabulary) -> None:
    assert read(said, vocabulary, **arguments).wishes == wishes


def test_a_function_that_was_not_offered_is_no_call(vocabulary: Vocabulary) -> None:
    assert checked(Call("delete_everything", {}), "boots", vocabulary) is None
    assert checked(Call(TALK, {"kind": "boots"}), "hi", vocabulary) == Labelled("chat")


def act(text: str, parts: Parts, *replies: str, **more: Any) -> Any:
    return understand(text, DialogueState(), parts.retriever.vocabulary, (), CallReader(ScriptedModel(list(replies))), **more)


def test_the_call_comes_to_the_act_of_the_label(make_parts: Callable[..., Parts]) -> None:
    parts = make_parts()
    text = "my feet get wet when I walk the dog"
    thing = parts.retriever.vocabulary.uses[0].thing
    call = json.dumps({"name": SEARCH, "arguments": {"words": "wet feet", "kind": [thing]}})
    label = ModelReader(ScriptedModel([json.dumps({"need": [thing]}, separators=(",", ":"))]))
    assert act(text, parts, call) == understand(text, DialogueState(), parts.retriever.vocabulary, (), label)
    assert act(text, parts, call).helps == (thing,)


@pytest.mark.parametrize("reply", ["", "I'd love to help!", '{"name": "search_products", "arguments": {"words": "wet f', '{"name": "rm", "arguments": {}}'])
def test_without_a_call_the_label_is_asked_for(reply: str, make_parts: Callable[..., Parts]) -> None:
    parts = make_parts()
    assert act("my feet get wet when I walk the dog", parts, reply, '{"need":[]}').name == "find"


def test_a_turn_that_was_stopped_asks_nothing_more(make_parts: Callable[..., Parts]) -> None:
    model = ScriptedModel(['{"name": "small_talk", "arguments": {}}'])
    assert CallReader(model).call("hm", make_parts().retriever.vocabulary, lambda: True) == Labelled()
    assert len(model.told) == 1


def test_the_rules_win_over_a_call(make_parts: Callable[..., Parts]) -> None:
    call = json.dumps({"name": SEARCH, "arguments": {"words": "gift", "max_price": 90}})
    found = act("a wotsit to give, at most 50, well maybe 90", make_parts(), call)
    assert [each for each in found.constraints if each.slot == "price"] == [Constraint("price", "<=", 50.0)]


def test_a_number_that_a_rule_has_read_is_no_price(make_parts: Callable[..., Parts]) -> None:
    call = json.dumps({"name": SEARCH, "arguments": {"words": "wotsit", "min_price": 30}})
    found = act("a wotsit with at least 30 hours of battery life", make_parts(), call)
    assert [(each.slot, each.value) for each in found.constraints if each.operator in (">", ">=")] == [("battery_h", 30.0)]


def test_the_setting_chooses_the_reader() -> None:
    assert {"label": ModelReader, "tool": CallReader} == READERS
    assert Settings(llm_reads="tool").llm_reads == "tool"
