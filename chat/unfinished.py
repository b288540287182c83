"""What the model will have to read of a sentence that is still being said, it reads now: a last word is left to read when it is over."""

from __future__ import annotations

from chat.finding import items_of
from chat.languages.detect import language_of
from chat.parts import Parts
from chat.remember import earlier
from chat.state import DialogueState
from chat.understanding.understand import is_rewritten, without_model

LEAST = 3  # words: what opens with fewer is mostly read without a model in the end


def read_ahead(parts: Parts, state: DialogueState, words: str) -> None:
    """Has the model read the words so far where neither a rule nor an example explains them. The last one may be cut off in its middle.

    Words in other languages are translated first, as a whole: nothing is read of those.
    """
    *whole, _ = words.split() or [""]
    if parts.reader is None or len(whole) < LEAST or language_of(words, state.language) != "en":
        return
    vocabulary, seen = parts.retriever.vocabulary, (items_of(parts.retriever, state.shown), items_of(parts.retriever, earlier(state)))
    act, certain = without_model(words, state, vocabulary, seen, parts.intents)
    if not certain:
        parts.reader.read_ahead(" ".join(whole), None if is_rewritten(act, state) else vocabulary.uses)
