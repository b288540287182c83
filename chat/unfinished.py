"""What the model will have to read of a sentence that is still being said, it reads now: of its turn two thirds of that time are then over."""

from __future__ import annotations

from chat.finding import items_of
from chat.parts import Parts
from chat.remember import earlier
from chat.state import DialogueState
from chat.understanding.understand import is_rewritten, without_model

LEAST = 3  # words: what opens with fewer is mostly read without a model in the end


def read_ahead(parts: Parts, state: DialogueState, words: str) -> None:
    """Has the model read the words so far, in English, where neither a rule nor an example explains them. The last one may be cut off in its middle."""
    *whole, _ = words.split() or [""]
    if parts.reader is None or state.language != "en" or len(whole) < LEAST:
        return
    vocabulary, seen = parts.retriever.vocabulary, (items_of(parts.retriever, state.shown), items_of(parts.retriever, earlier(state)))
    act, certain = without_model(words, state, vocabulary, seen, parts.intents)
    if not certain:
        parts.reader.read_ahead(" ".join(whole), None if is_rewritten(act, state) else vocabulary.uses)
