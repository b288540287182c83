"""The language model reads what no rule explains.

The first words of a search get one label: does it name a thing, tell a need, ask, or only chat? Words within a search are
rewritten as a plain command, which the rules then read (chat/understanding/rewrite.py).

One label under a JSON schema, a handful of tokens. Numbers, colours, brands, negations and products are never taken from
it: small models swap limits and copy from their examples, and which things would serve a need is left to the search's
vectors, which beat the 1.5B model at it (asked for "something to keep my drink cold on hikes" it named a backpack, the
vectors a water bottle).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal

from chat.llm import LanguageModel, Prepared, never
from chat.prompts import render

Label = Literal["product", "need", "refine", "ask", "chat"]
LABELS: tuple[Label, ...] = ("product", "need", "refine", "ask", "chat")
LONGEST = 600  # characters the model is given: the rest changes no label, and a slot of the model holds 2,048 tokens
MAX_TOKENS = 12  # {"a":"product"} is 5
PLAIN_TOKENS = 40  # {"s":"compare the Harbor and the sleeper"} is 13
PLAIN_SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": False, "required": ["s"], "properties": {"s": {"type": "string", "maxLength": 120}}}
SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": False, "required": ["a"], "properties": {"a": {"enum": list(LABELS)}}}


class ModelReader:
    """Asks the model for one label. The head of the prompt is the same for every catalog and turn, so its reading is cached."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.head = render("understand")
        self.plain_head = render("plain")

    def prepare(self) -> None:
        """Loads the model and has it read the fixed heads, so that the first question is as quick as the tenth."""
        if isinstance(self.model, Prepared):
            self.model.prepare(self.head, SCHEMA)
            self.model.prepare(self.plain_head, PLAIN_SCHEMA)

    def read(self, text: str, cancelled: Callable[[], bool] = never) -> Label | None:
        """The label of the words; None where the answer is not one or the turn was cancelled: the rules' reading then stands alone."""
        messages = ({"role": "system", "content": self.head}, {"role": "user", "content": json.dumps(text[:LONGEST], ensure_ascii=False)})
        written = "".join(self.model.stream(messages, SCHEMA, MAX_TOKENS, cancelled))
        try:
            label = json.loads(written)["a"]
        except (ValueError, TypeError, KeyError):
            return None
        return label if label in LABELS else None

    def rewrite(self, text: str, cancelled: Callable[[], bool] = never) -> str | None:
        """The words as a plain command, unchecked; None where the answer is none. See chat/understanding/rewrite.py for what is believed of it."""
        messages = ({"role": "system", "content": self.plain_head}, {"role": "user", "content": json.dumps(text[:LONGEST], ensure_ascii=False)})
        written = "".join(self.model.stream(messages, PLAIN_SCHEMA, PLAIN_TOKENS, cancelled))
        try:
            plain = json.loads(written)["s"]
        except (ValueError, TypeError, KeyError):
            return None
        return plain if isinstance(plain, str) else None
