"""From the intent of an utterance to an act: the rules read it once more, with what it does taken for granted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chat.acts import Act, things
from chat.state import DialogueState
from chat.understanding.by_rule import read_by_rule
from chat.understanding.intents.reader import Intent
from chat.understanding.rules.choosing import CHOICES
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

PLAINLY = {  # what the rules read for an intent that says nothing besides
    "more": "show me others", "skip": "no preference", "accept": "yes", "decline": "no", "undo": "go back", "restart": "start over", "why": "why this one",
    "greeting": "hello", "thanks": "thanks", "goodbye": "bye", "help": "what can you do",
}  # fmt: skip
TALK = {"other": "other", "insult": "insult", "illegal": "illegal", "injection": "other"}
SHOPPING = r"\b(?:do you (?:guys )?(?:sell|have|stock|carry|do)|got any|i (?:need|want|would like)|i'd like|looking for|show me)\b"
POINTS = r"\b(?:the|that|this|those|these|it|ones?|both|take|buy|have|want|get|first|second|third|last|number)\b|\d(?:st|nd|rd|th)\b"
SMALL = 4  # words that no rule explains, in small talk
READ_AGAIN = ("find", "refine", "ask", "compare", "extreme", "pick", "reject", "like")
ACTS = {"drop": "refine", "more": "refine", "skip": "refine", "accept": "refine", "reject": "feedback", "like": "pick", "restart": "undo"}
ASKS = ("ask", "why", "extreme", "count", "values", "service")


def act_of(label: str) -> str:
    """The act a label comes to."""
    if label in ASKS:
        return "ask"
    return ACTS.get(label, label if label in ("find", "refine", "pick", "compare", "undo") else "chat")


def by_intent(intent: Intent, first: Act, text: str, state: DialogueState, vocabulary: Vocabulary, seen: tuple[Sequence[Item], Sequence[Item]]) -> Act | None:
    """The act for an intent, None where the words do not bear it out: nothing is shown that could be asked about, chosen or compared."""
    label = intent.label
    if act_of(label) == "chat" and (_firm(first) or re.search(SHOPPING, text, re.IGNORECASE)):
        return None
    if label in PLAINLY and _firm(first):
        return None  # "alright, cream is fine too" takes no offer but wants cream
    if label in ("greeting", "thanks", "goodbye") and len(first.text.split()) > SMALL:
        return None
    if label in CHOICES and first.name in ("refine", "compare") and first.items:
        return None  # "the fox is adorable! more like that"
    if label in CHOICES and first.name == "find" and things(first.constraints) and not re.search(POINTS, text, re.IGNORECASE):
        return None  # "tent for 4" takes none of those on show
    if label in TALK:
        return Act("chat", text=first.text, topic=TALK[label], source="intent")
    if label in PLAINLY:
        act = read_by_rule(PLAINLY[label], state, vocabulary, *seen).act
    elif label in READ_AGAIN:
        act = read_by_rule(text, state, vocabulary, *seen, hint=label).act
    else:
        return None
    return replace(act, source="intent") if act.name == act_of(label) else None


def _firm(act: Act) -> bool:
    """Whether the rules found something that is wanted, so that it cannot be mere talk."""
    return any(each.hard for each in act.constraints) or bool(act.critiques or act.drop or act.sort)
