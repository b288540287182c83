"""One move in words: which function knows the sentences of which move."""

from __future__ import annotations

from chat.acts import Act
from chat.finding import Found, meant
from chat.policy import Move
from chat.reply import Chip
from chat.state import DialogueState
from chat.wording.about_items import compared, picked
from chat.wording.about_range import counted_range, values_of_range
from chat.wording.answers import answered
from chat.wording.foreign import Situation, foreign, speaks
from chat.wording.recommend import none_found, recommended
from chat.wording.worded import Worded
from retrieval.retriever import Retriever

TOPICS = {
    "greeting": "Hello! Tell me what you are looking for, or show me a photo.",
    "thanks": "You are welcome. Is there anything else you are looking for?",
    "goodbye": "Goodbye, and thank you for stopping by.",
    "help": (
        "I find things in this shop. Say what you need, how much you want to spend and what you do not want; then “cheaper”, “in black” or “compare 1 and 2”."
    ),
    "declined": "All right. What else can I find for you?",
    "insult": "I am sorry I have not been more help. Tell me what you are looking for, and I will try again.",
    "illegal": "I cannot help with that. I am glad to help you find other things in this shop.",
    "restart": "Starting afresh. What are you looking for?",
    "other": "I can only help with the things in this shop. What are you looking for?",
}

SERVICE = "The catalog does not say anything about that. Please ask the shop itself."
EXAMPLES = 4


def compose(move: Move, act: Act, before: DialogueState, after: DialogueState, found: Found, retriever: Retriever) -> Worded:
    """Text, spoken sentences, chips and the items spoken of, in the shopper's language where there is a table for it, else in English."""
    english = composed(move, act, before, after, found, retriever)
    return foreign(Situation(move, act, before, after, found, retriever), after.language, english) if speaks(after.language) else english


def composed(move: Move, act: Act, before: DialogueState, after: DialogueState, found: Found, retriever: Retriever) -> Worded:
    """As `compose`, in English."""
    if found.suggestions and move.name in ("recommend", "clarify"):
        return recommended(act, after, found, retriever, move.question)
    if move.name == "none_found":
        return none_found(act, before, after, found, retriever)
    if move.name == "answer" and act.topic == "service":
        return Worded(SERVICE, (SERVICE,))
    if move.name == "answer" and act.topic in ("count", "values"):
        return (counted_range if act.topic == "count" else values_of_range)(act, before, retriever)
    items = meant(retriever, before, act)
    if move.name == "confirm":
        return picked(items, act, before, retriever)
    if move.name == "answer":
        return answered(items, act, before, retriever)
    if move.name == "compare":
        return compared(items, act, before, retriever)
    return clarified(act, before, retriever) if move.name == "clarify" else small_talk(act, retriever)


def clarified(act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """A question back, where nothing can be shown for what was said."""
    if act.name in ("pick", "ask", "compare"):
        count = len(state.shown)
        shown = f"I am showing {count} things: say a number from 1 to {count}." if count > 1 else "I am showing just this one thing."
        text = shown if count else "Nothing is shown yet. What are you looking for?"
    else:
        text = "What are you looking for? Name a thing, a use, a colour or a price, or show me a photo."
    return Worded(text, (text,), (), () if act.name in ("pick", "ask", "compare") and state.shown else examples(retriever))


def small_talk(act: Act, retriever: Retriever) -> Worded:
    text = TOPICS.get(act.topic, TOPICS["other"])
    return Worded(text, (text,), (), examples(retriever) if act.topic in ("greeting", "help", "restart", "other") else ())


def examples(retriever: Retriever) -> tuple[Chip, ...]:
    """A few of the catalog's most common kinds, to tap."""
    common = (retriever.vocabulary.values("kind") or retriever.vocabulary.values("category"))[:EXAMPLES]
    return tuple(Chip(each[:1].upper() + each[1:], each) for each in common)
