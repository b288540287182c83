"""Rules and model together: who is asked, and whose word counts."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from chat.llm import ScriptedModel
from chat.prompts import render
from chat.state import DialogueState, flatten
from chat.understanding.by_model import LABELS, ModelReader, head_for
from chat.understanding.by_rule import read_by_rule
from chat.understanding.understand import understand
from retrieval.item import Item
from retrieval.query import PhotoReading
from retrieval.vocabulary import Vocabulary


def reader(*labels: str) -> ModelReader:
    return ModelReader(ScriptedModel([f'{{"{label}":[]}}' for label in labels]))


def told(asked: ModelReader) -> list[str]:
    assert isinstance(asked.model, ScriptedModel)
    return [messages[-1]["content"] for messages in asked.model.told]


def test_the_model_is_not_asked_what_a_rule_explains(vocabulary: Vocabulary) -> None:
    asked = reader()
    act = understand("waterproof hiking boots under 150 dollars", DialogueState(), vocabulary, (), asked)
    assert told(asked) == []
    assert act.source == "rule"


def test_the_model_is_asked_for_the_rest_with_a_head_that_never_changes(vocabulary: Vocabulary) -> None:
    asked = reader("need", "need")
    for text in ("something for a picnic", "my plants keep dying"):
        understand(text, DialogueState(), vocabulary, (), asked)
    assert isinstance(asked.model, ScriptedModel)
    heads = {messages[0]["content"] for messages in asked.model.told}
    assert heads == {head_for(vocabulary.uses)}
    assert render("understand") in head_for(vocabulary.uses)
    assert told(asked) == ['"something for a picnic"', '"my plants keep dying"']


def test_the_rules_win_on_numbers_and_wishes(vocabulary: Vocabulary) -> None:
    act = understand("something nice for a picnic under 40 dollars", DialogueState(), vocabulary, (), reader("chat"))
    assert act.name == "find"
    assert flatten(act.constraints)["max_price"] == 40


@pytest.mark.parametrize(("label", "name"), [("need", "find"), ("product", "find"), ("chat", "chat"), ("refine", "find"), ("ask", "chat")])
def test_the_label_decides_for_the_first_words(label: str, name: str, vocabulary: Vocabulary) -> None:
    act = understand("zebra stripes would suit her", DialogueState(), vocabulary, (), reader(label))
    assert act.name == name


REWRITINGS = [  # said, as the model puts it, the act and what it holds
    ("line the first one up with the third", "compare the first and the third", "compare", (1, 3)),
    ("oh go on then, pop the second in my basket", "i take the second", "pick", (2,)),
    ("strike number 2 off", "not number 2", "feedback", (2,)),
    ("the weather today is grim", "chat", "chat", ()),
]
NOT_BELIEVED = [  # a rewriting that adds a word, a number or a denial, or that the rules cannot explain
    ("mainly for parties", "show me a warm scarf"),
    ("mainly for parties", "under 70 dollars"),
    ("parties it is", "not parties"),
    ("zebra stripes would suit her", "zebra stripes would suit her"),
]


@pytest.mark.parametrize(("said", "plain", "name", "positions"), REWRITINGS)
def test_within_a_search_unusual_words_are_read_in_plain_ones(
    said: str, plain: str, name: str, positions: tuple[int, ...], vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState
) -> None:
    asked = ModelReader(ScriptedModel([json.dumps({"s": plain})]))
    act = understand(said, looking_at_boots, vocabulary, boots, asked)
    assert act.name == name
    assert act.items == positions


@pytest.mark.parametrize(("said", "plain"), NOT_BELIEVED)
def test_a_rewriting_that_says_more_than_was_said_is_not_believed(
    said: str, plain: str, vocabulary: Vocabulary, boots: list[Item], looking_at_boots: DialogueState
) -> None:
    by_rule = read_by_rule(said, looking_at_boots, vocabulary, boots).act
    act = understand(said, looking_at_boots, vocabulary, boots, ModelReader(ScriptedModel([json.dumps({"s": plain})])))
    assert replace(act, source="rule") == by_rule


def test_a_product_the_catalog_does_not_know_is_named(vocabulary: Vocabulary) -> None:
    assert understand("do you have lawn mowers", DialogueState(), vocabulary, (), reader("product")).thing == "lawn mowers"


@pytest.mark.parametrize("written", ["", "{", '{"dance":[]}', "[]", '"need"'])
def test_a_model_that_fails_leaves_the_rules_reading(written: str, vocabulary: Vocabulary) -> None:
    act = understand("something for a picnic", DialogueState(), vocabulary, (), ModelReader(ScriptedModel([written])))
    assert (act.name, act.text) == ("find", "picnic")


def test_a_cancelled_reading_is_no_reading(vocabulary: Vocabulary) -> None:
    act = understand("something for a picnic", DialogueState(), vocabulary, (), reader("chat"), cancelled=lambda: True)
    assert act.name == "find"


def test_the_prompt_names_every_label() -> None:
    head = render("understand")
    assert all(f"{label}:" in head for label in LABELS)


def test_prompts_are_rendered_strictly() -> None:
    with pytest.raises(ValueError, match="wants"):
        render("understand", extra="x")


def test_a_new_search_stays_one_when_the_model_leaves_out_what_made_it_new(vocabulary: Vocabulary) -> None:
    """Beside a photo a thing named is what the photo shows, unless the shopper says "another question"."""
    photo = PhotoReading((), np.zeros(1, dtype=np.float32), np.zeros(1, dtype=np.float32), ())
    rewritten = ModelReader(ScriptedModel(['{"s":"show me a backpack"}'] * 5))
    for said in (
        "different question altogether, do you have a backpack too?",
        "another matter entirely: show me a backpack",
        "now then, moving swiftly along, a backpack",
        "something else on my mind: is there a backpack",
        "I would like to see a backpack also, if you happen to know",
    ):
        assert understand(said, DialogueState(photo=photo), vocabulary, (), rewritten).name == "find"
