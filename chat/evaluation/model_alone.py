"""The language model alone: it reads a whole act with its constraints, no rule helps. Only the ablation uses it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, get_args

import chat.turn
from chat.acts import NEED_SLOTS, Act, ActName, Critique
from chat.llm import LanguageModel, never
from chat.prompts import render
from chat.state import DialogueState, flatten
from retrieval.constraints import NUMERIC, Constraint
from retrieval.item import Item, Value
from retrieval.slots import Slot
from retrieval.vocabulary import Vocabulary

MAX_TOKENS = 160  # an act with five constraints is about 110
LISTED_SLOTS = 40  # of a catalog, the most frequent; the head has to stay below 2,000 tokens
LISTED_VALUES = 8  # of a slot
UNDERSTAND = "understand"  # the name under which the turn calls it
OPERATORS = ("==", "!=", "<=", ">=")


def alone_schema(slots: Sequence[Slot]) -> dict[str, Any]:
    """The JSON schema of an act over these slots."""
    names = [slot.name for slot in slots]

    def listed(properties: dict[str, Any]) -> dict[str, Any]:
        return {"type": "array", "maxItems": 6, "items": _object(properties)}

    value = {"anyOf": [{"type": "string", "maxLength": 40}, {"type": "number"}, {"type": "boolean"}]}
    return _object(
        {
            "a": {"enum": list(get_args(ActName))},
            "c": listed({"s": {"enum": names}, "o": {"enum": list(OPERATORS)}, "v": value}),
            "r": listed({"s": {"enum": [slot.name for slot in slots if slot.type == "number"]}, "d": {"enum": ["less", "more"]}}),
            "i": {"type": "array", "maxItems": 6, "items": {"type": "integer"}},
            "w": {"type": "string", "maxLength": 100},
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


class ModelAlone:
    """Reads acts by the model over one catalog's slots; the head of its prompt lists them and stays the same."""

    def __init__(self, model: LanguageModel, vocabulary: Vocabulary) -> None:
        self._model = model
        self._vocabulary = vocabulary
        self._slots = {slot.name: slot for slot in vocabulary.slots()[:LISTED_SLOTS]}
        self._schema = alone_schema(list(self._slots.values()))
        self._head = render("understand_alone", slots="\n".join(_described(slot) for slot in self._slots.values()))

    def read(self, text: str, state: DialogueState, cancelled: Callable[[], bool] = never) -> Act:
        """The model's act; what cannot be parsed is a search for the words."""
        told = {"search": flatten(state.constraints), "shown": len(state.shown), "said": text}
        messages = ({"role": "system", "content": self._head}, {"role": "user", "content": json.dumps(told, ensure_ascii=False)})
        written = "".join(self._model.stream(messages, self._schema, MAX_TOKENS, cancelled))
        try:
            return self._act(json.loads(written))
        except (ValueError, TypeError, KeyError):
            return Act("refine" if state.searching else "find", text=text, source="model")

    def _act(self, record: Mapping[str, Any]) -> Act:
        constraints = (self._constraint(each["s"], each["o"], each["v"]) for each in record["c"])
        return Act(
            record["a"],
            text=record["w"],
            constraints=tuple(each for each in constraints if each is not None),
            critiques=tuple(Critique(each["s"], -1 if each["d"] == "less" else 1) for each in record["r"]),
            items=tuple(int(each) for each in record["i"]),
            slot=next((each["s"] for each in record["c"]), "") if record["a"] == "ask" else "",
            source="model",
        )

    def _constraint(self, name: str, operator: str, value: Value) -> Constraint | None:
        """The constraint with its value in the catalog's words; None where the value cannot be one of the slot's."""
        slot = self._slots[name]
        if slot.type == "number":
            amount = _number(value)
            return None if amount is None else Constraint(name, operator if operator in NUMERIC else "==", amount)  # type: ignore[arg-type]
        if slot.type == "boolean":
            return Constraint(name, "==", (str(value).casefold() in ("true", "yes", "1")) != (operator == "!="))
        negative = operator == "!="
        named = next((each.constraint for each in self._vocabulary.mentions(str(value)) if each.constraint.slot in (name, *_alike(name))), None)
        if named is not None and not negative:
            return named
        if named is None and str(value).casefold() not in {word.casefold() for word, _ in slot.values}:
            return None
        found = named.value if named is not None else str(value)
        if isinstance(found, tuple):
            return Constraint(named.slot if named else name, "not_in", found)
        listed = slot.type == "list"
        return Constraint(named.slot if named else name, ("not_contains" if listed else "!=") if negative else ("contains" if listed else "=="), found)


def _alike(name: str) -> tuple[str, ...]:
    return NEED_SLOTS if name in NEED_SLOTS else ()


def _number(value: Value) -> float | None:
    try:
        return None if isinstance(value, (bool, tuple)) else float(value)
    except ValueError:
        return None


def _described(slot: Slot) -> str:
    """One line of the prompt: "price: a number from 9 to 899", "color: black, white, ..."."""
    if slot.type == "number":
        return f"{slot.name}: a number from {slot.minimum:g} to {slot.maximum:g}"
    if slot.type == "boolean":
        return f"{slot.name}: true or false"
    return f"{slot.name}: {', '.join(value for value, _ in slot.values[:LISTED_VALUES])}{', ...' if len(slot.values) > LISTED_VALUES else ''}"


@contextmanager
def understood_alone(model: LanguageModel) -> Iterator[None]:
    """While it lasts, `take_turn` understands by the model alone: the rest of the turn is the product's own."""
    usual = getattr(chat.turn, UNDERSTAND)
    readers: dict[int, ModelAlone] = {}

    def understand(
        text: str, state: DialogueState, vocabulary: Vocabulary, shown: Sequence[Item], reader: object, cancelled: Callable[[], bool] = never, *_: object
    ) -> Act:
        if id(vocabulary) not in readers:
            readers[id(vocabulary)] = ModelAlone(model, vocabulary)
        return readers[id(vocabulary)].read(text, state, cancelled)

    setattr(chat.turn, UNDERSTAND, understand)
    try:
        yield
    finally:
        setattr(chat.turn, UNDERSTAND, usual)
