"""What a tapped chip sends is English in every language: it must not switch the conversation to English."""

from __future__ import annotations

import re

from retrieval.vocabulary import Vocabulary

NUMBER = r"\$?\d[\d.,]*"
FIXED = re.compile(
    r"something cheaper|show me something else|compare \d+ and \d+|more like number \d+|go back|start over|yes|i don't mind|"
    rf"(?:under|over|up to|at least) {NUMBER} dollars|between {NUMBER} and {NUMBER} dollars|[\w ]+ (?:up to|at least) {NUMBER}|"
    r"(?:show me(?: all)?|now the|forget the) .+|for (?:men|women|kids|everyone)",
    re.IGNORECASE,
)


def is_tap(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the words are what a chip sends: one of the fixed sentences or a value of the catalog ("hiking boots", "in teal")."""
    words = text.strip()
    value = re.sub(r"^(?:in|for) ", "", words.casefold())
    return FIXED.fullmatch(words) is not None or any(value == each.casefold() for slot in vocabulary.slots() for each, _ in slot.values)
