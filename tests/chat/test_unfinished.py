"""Sentences that are still being said: which of them the model reads ahead, and behind which head."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from chat.acts import Utterance
from chat.llm import Message, ScriptedModel
from chat.parts import Parts
from chat.state import DialogueState
from chat.turn import take_turn
from chat.understanding.by_call import CallReader
from chat.understanding.by_model import ModelReader, head_for
from chat.unfinished import read_ahead


class Foresighted(ScriptedModel):
    """Remembers what it was given to read ahead."""

    def __init__(self) -> None:
        super().__init__([])
        self.ahead: list[tuple[str, str]] = []

    def read_ahead(self, messages: Sequence[Message]) -> None:
        system, user = messages
        self.ahead.append((system["content"], user["content"]))


@pytest.fixture
def parts(make_parts: Callable[..., Parts]) -> Parts:
    made = make_parts()
    made.reader = ModelReader(Foresighted())
    return made


def ahead_of(parts: Parts, state: DialogueState, words: str) -> list[tuple[str, str]]:
    assert parts.reader is not None and isinstance(parts.reader.model, Foresighted)
    parts.reader.model.ahead.clear()
    read_ahead(parts, state, words)
    return parts.reader.model.ahead


def test_the_first_words_are_read_for_a_label_without_the_last_one(parts: Parts) -> None:
    head = head_for(parts.retriever.vocabulary.uses)
    assert ahead_of(parts, DialogueState(), 'He said "never again" and le') == [(head, '"He said \\"never again\\" and')]


@pytest.mark.parametrize("words", ["", "We", "We sleep out", "show me waterproof hiking boots", "Wir schlafen bei Frost immer draußen und"])
def test_what_is_too_short_explained_or_foreign_is_not_read(words: str, parts: Parts) -> None:
    assert ahead_of(parts, DialogueState(), words) == []


def test_within_a_search_they_are_read_to_be_put_plainly(parts: Parts) -> None:
    searching, _ = take_turn(parts, DialogueState(), Utterance("waterproof hiking boots"), aloud=False)
    assert parts.reader is not None
    (found,) = ahead_of(parts, searching, "line the first one up with the thi")
    assert found == (parts.reader.plain_head, '"line the first one up with the')


def test_for_a_call_nothing_is_read_but_what_is_put_plainly(parts: Parts) -> None:
    parts.reader = CallReader(Foresighted())
    assert ahead_of(parts, DialogueState(), "We sleep outdoors when it fr") == []
    searching, _ = take_turn(parts, DialogueState(), Utterance("waterproof hiking boots"), aloud=False)
    assert len(ahead_of(parts, searching, "line the first one up with the thi")) == 1


def test_without_a_model_nothing_is_read(parts: Parts) -> None:
    parts.reader = None
    read_ahead(parts, DialogueState(), "We sleep outdoors when it fr")
