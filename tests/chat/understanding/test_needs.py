"""Needs told in other words than the catalog's: what the model says would help, and what is only told of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

import pytest

from chat.llm import Message, Schema, ScriptedModel, never
from chat.state import DialogueState
from chat.understanding.by_model import Labelled, ModelReader, head_for, schema_for
from chat.understanding.understand import understand
from retrieval.uses import Use
from retrieval.vocabulary import Vocabulary

USES = (Use("lamp", "Lights a page without waking anyone."), Use("mug", ""), Use("saw", "Cuts green wood."))


def needing(*helps: str) -> ModelReader:
    return ModelReader(ScriptedModel([json.dumps({"need": list(helps)}, separators=(",", ":"))]))


def test_the_head_lists_the_shop_and_its_schema_is_closed() -> None:
    head = head_for(USES)
    assert "lamp, mug, saw" in head
    assert '"Cuts green wood." {"need":["saw"]}' in head
    needs = next(each for each in schema_for(USES)["anyOf"] if "need" in each["properties"])
    assert needs["properties"]["need"]["items"] == {"enum": ["lamp", "mug", "saw", "none"]}


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ('{"need":["lamp","saw"]}', Labelled("need", ("lamp",))),
        ('{"need":["piano"]}', Labelled("need")),
        ('{"need":["none"]}', Labelled("need", nothing=True)),
        ('{"chat":[]}', Labelled("chat")),
        ('{"need":[]}', Labelled("need")),
        ("[1]", Labelled()),
        ('{"nee', Labelled()),
    ],
)
def test_only_what_the_shop_has_is_taken_from_the_answer(written: str, answer: Labelled) -> None:
    assert ModelReader(ScriptedModel([written])).label("it is dark", USES) == answer


class Slow:
    """Writes token by token and counts what was drawn of it."""

    def __init__(self, *tokens: str) -> None:
        self.tokens, self.drawn, self.closed = tokens, 0, False

    def stream(self, messages: Sequence[Message], schema: Schema | None = None, max_tokens: int = 120, cancelled: Callable[[], bool] = never) -> Iterator[str]:
        try:
            for token in self.tokens:
                self.drawn += 1
                yield token
        finally:
            self.closed = True


@pytest.mark.parametrize(
    ("tokens", "drawn", "answer"),
    [
        (('{"', "product", '":', "[]}"), 3, Labelled("product")),
        (('{"', "need", '":["', "s", "aw", '"]}'), 4, Labelled("need", ("saw",))),
        (('{"', "need", '":["', "lamp", " sha", "de", '"]}'), 5, Labelled("need", ("lamp shade",))),
        (('{"', "need", '":["', "lamp", '"]}'), 5, Labelled("need", ("lamp",))),
        (('{"', "need", '":["', "n", "one", '"]}'), 4, Labelled("need", nothing=True)),
        (('{"', "nee"), 2, Labelled()),
    ],
)
def test_the_model_writes_no_more_than_tells_its_answer(tokens: tuple[str, ...], drawn: int, answer: Labelled) -> None:
    model = Slow(*tokens)
    assert ModelReader(model).label("it is dark", (*USES, Use("lamp shade", ""))) == answer
    assert model.drawn == drawn and model.closed


def test_what_helps_is_no_wish_and_the_whole_sentence_is_searched_for(vocabulary: Vocabulary) -> None:
    act = understand("everything looks so gloomy", DialogueState(), vocabulary, (), needing("table lamp"))
    assert (act.name, act.helps, act.constraints, act.text) == ("find", ("table lamp",), (), "everything looks so gloomy")


@pytest.mark.parametrize(
    ("said", "helps"),
    [("my jeans are always sliding down", "belt"), ("a thief took my bicycle yesterday", "bike lock"), ("it is chilly on our sofa at night", "blanket")],
)
def test_a_thing_that_is_only_told_of_is_not_wanted(said: str, helps: str, vocabulary: Vocabulary) -> None:
    act = understand(said, DialogueState(), vocabulary, (), needing(helps))
    assert not any(each.slot == "kind" for each in act.constraints)
    assert act.helps == (helps,)


@pytest.mark.parametrize(
    ("said", "helps"),
    [
        ("I need a sofa where our twins can snuggle", "blanket"),
        ("my jeans have holes from gardening", "jeans"),
        ("a sturdy bicycle to ride over cobbles", "bike lock"),
    ],
)
def test_a_thing_that_is_wanted_stays(said: str, helps: str, vocabulary: Vocabulary) -> None:
    act = understand(said, DialogueState(), vocabulary, (), needing(helps))
    assert any(each.slot == "kind" for each in act.constraints)


def test_a_question_that_nothing_here_would_help_is_talk(vocabulary: Vocabulary) -> None:
    assert understand("who painted the chapel ceiling", DialogueState(), vocabulary, (), needing("none")).name == "chat"
    assert understand("moths are eating the pantry", DialogueState(), vocabulary, (), needing("none")).name == "find"


class KnownNeeds:
    """Stands for the examples of needs: knows one thing that helps."""

    def __init__(self, *things: str) -> None:
        self.things = things

    def helps(self, text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        return self.things


def test_a_need_the_examples_know_is_not_asked_of_the_model(vocabulary: Vocabulary) -> None:
    silent = ModelReader(ScriptedModel([]))  # raises when it is asked
    act = understand("my phone is always dead by lunchtime, help", DialogueState(), vocabulary, (), silent, needs=KnownNeeds("power bank"))  # type: ignore[arg-type]
    assert (act.name, act.helps) == ("find", ("power bank",))


def test_a_need_they_do_not_know_is(vocabulary: Vocabulary) -> None:
    act = understand("everything looks so gloomy", DialogueState(), vocabulary, (), needing("table lamp"), needs=KnownNeeds())  # type: ignore[arg-type]
    assert act.helps == ("table lamp",)
