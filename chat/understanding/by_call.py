"""The language model reads what no rule explains by calling the shop's search, a typed function in the chat template it was trained with.

What it writes is checked against the catalog and the shopper's words and comes to the same `Labelled` as the one label of
chat/understanding/by_model.py, so that both arrive at the same act: a kind that the words do not name only ranks; colours and other
properties need a word of theirs in what was said, and only rank as well; a limit counts where its number was said; nothing of that is
taken from words that deny; and where a rule spoke of a slot the rule stands. A model that offers no functions, or answers with no
call, is asked for the label instead.

On 60 first utterances that reach the model (the 1.5B weights in NF4) every call parsed; the acts agree with the label's in 96 % of
slots, and of 55 dialogues' first turns 47 pass by calls, 45 by labels, 47 by rules alone (labels as they were written then, with keys
of their own). A call takes 2.3 times as long, and its kinds are worse: the label stays the default, calls are for larger models.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from chat.acts import Act
from chat.calls import Call, Function, Functions, NoFunctions, parse_call
from chat.llm import LanguageModel, Prepared, never
from chat.prompts import render
from chat.understanding.by_model import LONGEST, MOST_HELPS, Labelled, ModelReader
from chat.understanding.normalise import normalise
from chat.understanding.rewrite import AT_LEAST, DENIES
from core.errors import EngineDown, VitrineError, WeightsError
from retrieval.constraints import Constraint
from retrieval.uses import Use
from retrieval.vocabulary import Vocabulary
from retrieval.words import plain_words

SEARCH, TALK = "search_products", "small_talk"
PROPERTIES = ("color", "material", "brand", "audience")
MOST_VALUES = 20  # of a property that are offered, the most frequent: about 3 tokens each in the head of the prompt
MOST_WORDS = 80  # characters of the search words
MAX_TOKENS = 80  # a call is 20 to 50

log = logging.getLogger(__name__)


class CallReader(ModelReader):
    """Asks the model for a call of the search, and for a label where it cannot call."""

    def __init__(self, model: LanguageModel) -> None:
        super().__init__(model)
        self._head = render("call")
        self._offers = True
        self._told = False

    def prepare_calls(self, vocabulary: Vocabulary) -> None:
        """Has the model read the functions of a shop before the first question."""
        try:
            if isinstance(self.model, Prepared):
                self.model.prepare(self._head, functions_for(vocabulary))
        except NoFunctions as error:
            self._refused(error)

    def call(self, text: str, vocabulary: Vocabulary, cancelled: Callable[[], bool] = never) -> Labelled:
        """What the model's call says of the first words of a search; its label where there is no call; empty where the turn was cancelled."""
        found = self._called(text, vocabulary, cancelled) if self._offers else None
        if found is not None or cancelled():
            return found or Labelled()
        return self.label(text, vocabulary.uses, cancelled)

    def read_ahead(self, text: str, uses: tuple[Use, ...] | None) -> None:
        """Only what is to be put plainly: a call has a prompt of its own, which is for larger models on faster machines."""
        if uses is None or not self._offers:
            super().read_ahead(text, uses)

    def _called(self, text: str, vocabulary: Vocabulary, cancelled: Callable[[], bool]) -> Labelled | None:
        messages = ({"role": "system", "content": self._head}, {"role": "user", "content": text[:LONGEST]})
        try:
            written = "".join(self.model.stream(messages, functions_for(vocabulary), MAX_TOKENS, cancelled))
        except NoFunctions as error:
            self._refused(error)
            return None
        except (EngineDown, WeightsError) as error:
            self._failed(error)
            return None
        call = parse_call(written)
        return checked(call, text, vocabulary) if call is not None else None

    def _refused(self, error: NoFunctions) -> None:
        self._failed(error)
        self._offers = False

    def _failed(self, error: VitrineError) -> None:
        """Tells the log once, not once a turn."""
        if not self._told:
            log.warning("the language model cannot call the search (%s): it is asked for a label", error)
        self._told = True


def functions_for(vocabulary: Vocabulary) -> Functions:
    """The search of a shop as a typed function, its arguments named as chat/state.py flattens constraints; and what is called when nothing is wanted."""
    slots = ((name, vocabulary.slot(name)) for name in PROPERTIES)
    values = tuple((name, tuple(value for value, _ in slot.values[:MOST_VALUES])) for name, slot in slots if slot and slot.values)
    return _functions(tuple(each.thing for each in vocabulary.uses), values, vocabulary.slot("price") is not None)


@lru_cache(maxsize=8)
def _functions(kinds: tuple[str, ...], values: tuple[tuple[str, tuple[str, ...]], ...], priced: bool) -> Functions:
    properties: dict[str, Any] = {"words": {"type": "string", "maxLength": MOST_WORDS}}
    properties |= {"kind": {"type": "array", "minItems": 1, "maxItems": MOST_HELPS, "items": {"enum": list(kinds)}}} if kinds else {}
    properties |= {name: {"enum": list(every)} for name, every in values}
    properties |= {"max_price": {"type": "number"}, "min_price": {"type": "number"}} if priced else {}
    return Functions(
        (
            Function(SEARCH, "Finds products in the shop.", {"type": "object", "additionalProperties": False, "required": ["words"], "properties": properties}),
            Function(TALK, "For words that want nothing of the shop.", {"type": "object", "additionalProperties": False, "properties": {}}),
        )
    )


def checked(call: Call, text: str, vocabulary: Vocabulary) -> Labelled | None:
    """What may be believed of a call; None where it is of no function that was offered. Arguments and values that the shop does not have are left out."""
    if call.name == TALK:
        return Labelled("chat")
    if call.name != SEARCH:
        return None
    said = normalise(text)
    helps = _kinds(call.arguments.get("kind", ()), [each.thing for each in vocabulary.uses])
    return Labelled("need" if helps else "product", helps, wishes=(*_properties(call.arguments, said, vocabulary), *_limits(call.arguments, said)))


def beside(act: Act, wishes: tuple[Constraint, ...]) -> Act:
    """The rules' act with the wishes for slots of which no rule spoke, and of numbers that no rule has taken for something else ("1000 lumens")."""
    spoken = {each.slot for each in act.constraints} | {each.slot for each in act.critiques}
    numbers = {each.value for each in act.constraints}
    new = tuple(each for each in wishes if each.slot not in spoken and (each.operator == "==" or each.value not in numbers))
    return replace(act, constraints=(*act.constraints, *new)) if new else act


def _kinds(named: Any, sold: Sequence[str]) -> tuple[str, ...]:
    """The kinds named that are sold. Several that stand at the head of the list, in its order, are copied (in 21 of 60 calls of the 1.5B model): none."""
    every = named if isinstance(named, list) else [named]
    found = tuple(dict.fromkeys(each for each in every if isinstance(each, str) and each in set(sold)))[:MOST_HELPS]
    return () if len(found) > 1 and found == tuple(sold[: len(found)]) else found


def _properties(arguments: Mapping[str, Any], said: str, vocabulary: Vocabulary) -> Iterator[Constraint]:
    """Those of which a word was said, and soft: the 1.5B model puts "black", "plastic" and the shop's most frequent brand into every call."""
    heard = set(plain_words(said))
    for name in PROPERTIES:
        value = arguments.get(name)
        known = isinstance(value, str) and value in vocabulary.values(name)
        if known and heard & set(plain_words(str(value))) and not re.search(DENIES, said):
            yield Constraint(name, "==", str(value), hard=False)


def _limits(arguments: Mapping[str, Any], said: str) -> Iterator[Constraint]:
    """A limit whose number was said; a lower one only where the words say so too, for small models swap them."""
    numbers = {float(each) for each in re.findall(r"\d+(?:\.\d+)?", said)}
    lower = re.search(AT_LEAST, said) is not None
    for name, operator in (("max_price", "<="), ("min_price", ">=")):
        value = arguments.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and float(value) in numbers and lower == (operator == ">="):
            yield Constraint("price", operator, value)  # type: ignore[arg-type]
