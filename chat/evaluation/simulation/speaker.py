"""A shopper's sentence in the language model's words, where these keep everything the sentence says."""

from __future__ import annotations

import json
import re
from typing import Any

from chat.evaluation.simulation.templates import Line
from chat.llm import LanguageModel
from chat.prompts import render
from retrieval.vocabulary import Vocabulary
from retrieval.words import plain_words

MANNERS = ("casual", "brief", "polite", "chatty")
MAX_TOKENS = 100
LONGEST = 3  # times the words of the template: what is longer adds wishes
SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": False, "required": ["s"], "properties": {"s": {"type": "string"}}}
DENIAL = re.compile(r"\b(?:not|no|none|without|never|don't|isn't|doesn't|aren't|can't|nothing|any of)\b", re.IGNORECASE)
UPPER = re.compile(r"\b(?:at most|up to|no more than|under|less than|below|maximum|max)\b", re.IGNORECASE)
LOWER = re.compile(r"\b(?:at least|no less than|(?<!no )more than|over|above|minimum|min)\b", re.IGNORECASE)
SHOP_TALK = re.compile(
    r"^(?:yes\b|sure\b|certainly|of course|we\b|here)|\b(?:you need|you looking|help you|you like to)\b", re.IGNORECASE
)  # it took the other part
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Speaker:
    """Rephrases lines and counts: `rephrased` were said in the model's words, `refused` in the template's because a check failed."""

    def __init__(self, model: LanguageModel, vocabulary: Vocabulary) -> None:
        self.model = model
        self.vocabulary = vocabulary
        self.head = render("shopper")
        self.rephrased = 0
        self.refused = 0

    def say(self, line: Line, manner: str) -> str:
        """The line in other words; as it is where it may not be rephrased or the model loses or adds something."""
        if not line.free:
            return line.text
        asked = json.dumps({"manner": manner, "sentence": line.text}, ensure_ascii=False)
        messages = ({"role": "system", "content": self.head}, {"role": "user", "content": asked})
        written = "".join(self.model.stream(messages, SCHEMA, MAX_TOKENS))
        try:
            said = str(json.loads(written)["s"]).strip()
        except (ValueError, TypeError, KeyError):
            said = ""
        if not faithful(line, said) or self._wishes(said) - self._wishes(line.text):
            self.refused += 1
            return line.text
        self.rephrased += 1
        return said

    def _wishes(self, text: str) -> set[tuple[str, str]]:
        """The catalog's values a text names: a rephrasing may bring none of its own."""
        return {(each.constraint.slot, str(each.constraint.value)) for each in self.vocabulary.mentions(text)}


def faithful(line: Line, said: str) -> bool:
    """Whether a rephrasing keeps the words that carry the wish, adds no number, and neither gains nor loses a denial or a limit."""
    words = f" {' '.join(plain_words(said))} "
    if not said or (SHOP_TALK.search(said) and not SHOP_TALK.search(line.text)):
        return False
    if len(said.split()) > LONGEST * max(len(line.text.split()), 4):
        return False
    if any(f" {' '.join(plain_words(each))} " not in words for each in line.keep):
        return False
    if set(NUMBER.findall(said)) != set(NUMBER.findall(line.text)):
        return False
    return all(bool(sign.search(said)) == bool(sign.search(line.text)) for sign in (DENIAL, UPPER, LOWER))
