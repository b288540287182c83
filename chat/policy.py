"""Which move answers an act: code decides, from the act and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from chat.acts import Act, MoveName
from chat.asking import question_for
from chat.finding import Found
from chat.remember import resolve
from chat.reply import Question
from chat.state import DialogueState
from retrieval.vocabulary import Vocabulary


@dataclass(frozen=True)
class Move:
    """What the shop does next; a clarifying question comes beside a preview of the results."""

    name: MoveName
    question: Question | None = None


def choose(act: Act, before: DialogueState, after: DialogueState, found: Found, vocabulary: Vocabulary) -> Move:
    """Recommend early; never offer a substitute in silence; ask at most twice a need, and only what splits the remaining items well."""
    if act.name == "chat":
        return Move("chat")
    if act.name == "ask" and act.topic in ("count", "values", "service"):
        return Move("answer")
    if act.name in ("pick", "ask", "compare"):
        meant = resolve(act.items, before)
        if not meant or (act.name == "compare" and len(meant) < 2):
            return Move("clarify")
        return Move({"pick": "confirm", "ask": "answer", "compare": "compare"}[act.name])  # type: ignore[arg-type]
    if act.name == "undo" and not after.searching:
        return Move("chat")
    if not after.searching:
        return Move("clarify")
    if not found.suggestions:
        return Move("none_found")
    question = question_for(after, found.remaining, vocabulary) if asks(act, after) else None
    return Move("clarify" if question else "recommend", question)


def asks(act: Act, after: DialogueState) -> bool:
    """Whether a question fits now: a new or a told wish, or results turned down; not after a skip, a critique or "like that one"."""
    settled = act.critiques or act.items or act.lean or act.sort or after.sort or after.photo is not None or after.like or act.name == "undo"
    return not settled and act.topic not in ("skip", "accept", "next", "surprise")
