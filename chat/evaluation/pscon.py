"""How well real shoppers' messages are understood: the user's side of recorded conversations (PSCon, Zou et al. 2025, CC BY 4.0).

Each message of a conversation is a turn; the answers are ours, not those on record. Two figures: whether our act agrees with
the intent they annotated, and how many words of the keywords they annotated are in what we then search for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chat.acts import Utterance
from chat.parts import Parts
from chat.reply import Reply
from chat.state import DialogueState
from chat.turn import take_turn
from core.errors import BadInput, NotFound
from retrieval.vocabulary import Vocabulary
from retrieval.words import plain_words

FILE = Path("dialogues") / "pscon_en_a.json"
WORST = 20
AGREES: Mapping[str, tuple[str, ...]] = {
    "Reveal": ("find", "refine"),
    "Revise": ("find", "refine", "feedback"),
    "Inquire": ("ask", "compare", "pick"),
    # Their "Interpret" is the answer to whatever the shop just asked or showed: a value, "any is fine", "show me a few more",
    # "yes, this one". Only small talk is no such answer.
    "Interpret": ("refine", "find", "pick", "feedback", "ask", "compare"),
    "Chitchat": ("chat",),
}


@dataclass(frozen=True)
class Message:
    """One message of a shopper as annotated."""

    conversation: str
    text: str
    intent: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What we made of one message; `missing` are words of their keywords that our search does not hold."""

    message: Message
    act: str
    move: str
    asked: int  # plain words in their keywords
    missing: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return self.act in AGREES[self.message.intent]

    @property
    def recall(self) -> float | None:
        return 1 - len(self.missing) / self.asked if self.asked else None


def load_messages(data: Path) -> list[list[Message]]:
    """The shoppers' messages, conversation by conversation. Raises NotFound, BadInput."""
    path = data / FILE
    if not path.is_file():
        raise NotFound(f"there is no {path}: name the folder that holds {FILE} with --data")
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return [_messages(name, each["conversation"]) for name, each in record.items()]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"{path} does not hold conversations as PSCon writes them ({type(error).__name__}: {error})") from None


def _messages(name: str, conversation: Sequence[Mapping[str, Any]]) -> list[Message]:
    return [
        Message(name, str(each["content"]), each["intent"], tuple(str(word) for word in each.get("keywords", ())))
        for each in conversation
        if each["role"] == "user" and each["intent"] in AGREES and str(each["content"]).strip()
    ]


def play_recorded(parts: Parts, conversations: Sequence[Sequence[Message]], progress: Callable[[int, int], None]) -> list[Reading]:
    """Every message as a turn of its conversation. A message that raises counts as not understood, the state stands."""
    readings: list[Reading] = []
    for done, messages in enumerate(conversations):
        progress(done, len(conversations))
        state = DialogueState()
        for message in messages:
            try:
                state, reply = take_turn(parts, state, Utterance(message.text), aloud=False)
            except Exception as error:  # the edge of a turn: the other messages are still worth reading
                wanted = tuple(_wanted(message))
                readings.append(Reading(message, f"raised {type(error).__name__}: {error}", "none", len(wanted), wanted))
                continue
            readings.append(read(message, state, reply, parts.retriever.vocabulary))
    return readings


def _wanted(message: Message) -> list[str]:
    return list(dict.fromkeys(word for keyword in message.keywords for word in plain_words(keyword)))


def read(message: Message, state: DialogueState, reply: Reply, vocabulary: Vocabulary) -> Reading:
    """One message against the state and the act it led to."""
    act = reply.understood.act
    values = [each for constraint in (*state.constraints, *act.constraints) for each in _texts(constraint.value)]
    held = set(plain_words(" ".join((state.need, state.thing, act.text, act.thing, *(each.said for each in act.mapped), *values))))
    missing = []
    for keyword in message.keywords:
        mentioned = {value for mention in vocabulary.mentions(keyword) for value in _texts(mention.constraint.value)}
        if not mentioned & set(values):  # a synonym of a value that we filter by is not missing
            missing += [word for word in plain_words(keyword) if word not in held]
    wanted = _wanted(message)
    return Reading(message, act.name, reply.move, len(wanted), tuple(word for word in wanted if word in missing))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, tuple) else (str(value),)


def record(readings: Sequence[Reading]) -> dict[str, Any]:
    """Agreement and recall, by intent, and the worst messages with the reason."""
    recalls = [each.recall for each in readings if each.recall is not None]
    by_intent = {}
    for intent in AGREES:
        those = [each for each in readings if each.message.intent == intent]
        if those:
            ours = Counter(each.act for each in those)
            by_intent[intent] = {
                "messages": len(those),
                "agreement": round(sum(each.agrees for each in those) / len(those), 4),
                "acts": AGREES[intent],
                "ours": ", ".join(f"{act} {count}" for act, count in ours.most_common()),
            }
    return {
        "conversations": len({each.message.conversation for each in readings}),
        "messages": len(readings),
        "crashed": sum(each.act.startswith("raised ") for each in readings),
        "intent_agreement": round(sum(each.agrees for each in readings) / len(readings), 4) if readings else None,
        "keyword_recall": round(sum(recalls) / len(recalls), 4) if recalls else None,
        "messages_with_keywords": len(recalls),
        "by_intent": by_intent,
        "worst": [_described(each) for each in worst(readings)],
    }


def worst(readings: Sequence[Reading]) -> list[Reading]:
    """The messages least understood: wrong act and words lost, then either of them; the same words are named once."""
    distinct = {each.message.text.casefold(): each for each in reversed(readings) if not each.agrees or (each.recall or 1.0) < 1 or each.missing}
    return sorted(distinct.values(), key=lambda each: (each.agrees + (1.0 if each.recall is None else each.recall), -len(each.missing)))[:WORST]


def _described(reading: Reading) -> dict[str, Any]:
    reasons = [] if reading.agrees else [f"our act is {reading.act}, theirs would be {' or '.join(AGREES[reading.message.intent])}"]
    reasons += [f"not searched for: {', '.join(reading.missing)}"] if reading.missing else []
    message = reading.message
    return {"conversation": message.conversation, "said": message.text, "intent": message.intent, "act": reading.act, "why": "; ".join(reasons)}
