"""The model may phrase: it gets the composed sentences and puts them in its own words, and what it wrote is checked against the facts.

Off unless `--wording model` asks for it: a reply then takes one or two seconds longer. What is spoken stays as composed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any, Literal

from chat.finding import items_of
from chat.llm import LanguageModel, never
from chat.policy import Move
from chat.prompts import render
from chat.state import DialogueState
from chat.wording.amounts import amounts, numbers_in
from chat.wording.grounding import Grounds, Scope
from chat.wording.worded import Worded
from retrieval.retriever import Retriever

if TYPE_CHECKING:
    from chat.parts import Parts

SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": False, "required": ["t"], "properties": {"t": {"type": "string"}}}
PHRASED = {"recommend", "clarify", "answer", "confirm", "none_found"}  # moves worth other words
LONGEST, SHORTEST = 1.6, 0.4  # of the composed text: longer has something added, shorter something lost
MOST = 600  # characters; a long text gains nothing and takes long
Phrased = Literal["composed", "model", "fallback"]


class Phraser:
    """Asks the model for other words and keeps them only where they hold."""

    def __init__(self, model: LanguageModel, retriever: Retriever) -> None:
        self._model = model
        self._grounds = Grounds(retriever.items, retriever.vocabulary)
        self.head = render("phrase")

    def beside(self, retriever: Retriever) -> Phraser:
        """The same model over another catalog."""
        return Phraser(self._model, retriever)

    def phrase(self, text: str, scope: Scope, cancelled: Callable[[], bool] = never) -> str | None:
        """The text in other words; None where the answer says anything that is not so, or leaves out a title or a number."""
        messages = ({"role": "system", "content": self.head}, {"role": "user", "content": json.dumps(text, ensure_ascii=False)})
        with closing(self._model.stream(messages, SCHEMA, 16 + len(text) // 2, cancelled)) as pieces:  # type: ignore[type-var]
            written = "".join(pieces)
        try:
            other = json.loads(written)["t"].strip()
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return other if self._holds(text, other, scope) else None

    def _holds(self, text: str, other: str, scope: Scope) -> bool:
        if not SHORTEST * len(text) <= len(other) <= LONGEST * len(text) or ("?" in other and "?" not in text):
            return False
        titles = {title for _, _, title in self._grounds.titles_in(text)}
        if titles - {title for _, _, title in self._grounds.titles_in(other)} or set(numbers_in(text)) != set(numbers_in(other)):
            return False
        return not self._grounds.ungrounded(other, scope)


def phrase(parts: Parts, worded: Worded, move: Move, state: DialogueState, said: str, cancelled: Callable[[], bool]) -> tuple[str, Phrased]:
    """The text of the reply, and who worded it."""
    if parts.phraser is None or state.language != "en" or move.name not in PHRASED or len(worded.text) > MOST:
        return worded.text, "composed"
    items = tuple(each.item for each in worded.suggestions) or items_of(parts.retriever, state.shown)
    counts = frozenset(int(each.value) for each in amounts(worded.text) if each.sort in ("count", "bracketed"))
    scope = Scope(items=items, constraints=state.constraints, said=said, counts=counts, ranks=len(items))
    other = parts.phraser.phrase(worded.text, scope, cancelled)
    return (other, "model") if other else (worded.text, "fallback")
