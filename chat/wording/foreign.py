"""The reply in the shopper's language: fixed sentences from its table, titles, values and prices as the shop wrote them.

The English wording is composed first; its suggestions, the items it speaks of and what its chips send stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chat.acts import Act
from chat.finding import Found, meant
from chat.languages.texts import TABLES, texts
from chat.policy import Move
from chat.state import DialogueState
from chat.wording.foreign_items import answered, compared, picked
from chat.wording.foreign_range import counted_range, values_of_range
from chat.wording.foreign_search import Said, none_found, recommended
from chat.wording.worded import Worded, short
from retrieval.retriever import Retriever

TOPICS = ("greeting", "thanks", "goodbye", "help", "declined", "insult", "illegal", "restart", "other")
HAN_LIMIT = 40  # a spoken sentence in Chinese, about ten seconds: a character counts one, a word or number in other letters two
WORD_COUNTS = 2
PAUSES = "\uff0c\uff1a\u3001"  # comma, colon and enumeration comma as Chinese writes them


@dataclass(frozen=True)
class Situation:
    """What `compose` words: the move and all it is about."""

    move: Move
    act: Act
    before: DialogueState
    after: DialogueState
    found: Found
    retriever: Retriever


def speaks(language: str) -> bool:
    """Whether there is a table for the language; English is used otherwise."""
    return language in TABLES


def foreign(at: Situation, language: str, english: Worded) -> Worded:
    """`english` in a language of TABLES. Raises KeyError for another."""
    table = texts(language)
    said = _said(at, language, english)
    spoken = tuple(short_han(each) if language == "zh" else short(each) for each in said.spoken)
    of = said.of if len(said.of) == len(spoken) else tuple("" for _ in spoken)
    chips = tuple(replace(each, label=table.chip(each.label)) for each in english.chips)
    return Worded(said.text, spoken, english.suggestions, chips, of)


def silence(language: str) -> str:
    """What is said when nothing was heard."""
    return texts(language).say("silence")


def _said(at: Situation, language: str, english: Worded) -> Said:
    table, act = texts(language), at.act
    if at.found.suggestions and at.move.name in ("recommend", "clarify"):
        return recommended(act, at.after, at.found, at.retriever, at.move.question, table)
    if at.move.name == "none_found":
        return none_found(act, at.before, at.after, at.found, at.retriever, table)
    if at.move.name == "answer" and act.topic == "service":
        return Said.plain(table.say("service"))
    if at.move.name == "answer" and act.topic in ("count", "values"):
        return (counted_range if act.topic == "count" else values_of_range)(act, at.before, at.retriever, table)
    if at.move.name in ("confirm", "answer", "compare"):
        items = meant(at.retriever, at.before, act)
        if at.move.name == "confirm":
            return picked(items[0], act, table)
        if at.move.name == "compare":
            return compared(items, act, at.before, table)
        reasons = [each.text for each in english.suggestions[0].reasons] if english.suggestions else []
        return answered(items, act, reasons, at.retriever, table)
    if at.move.name == "clarify":
        return _clarified(act, at.before, language)
    return Said.plain(table.say(act.topic if act.topic in TOPICS else "other"))


def _clarified(act: Act, state: DialogueState, language: str) -> Said:
    table = texts(language)
    if act.name not in ("pick", "ask", "compare"):
        return Said.plain(table.say("what_for"))
    return Said.plain(table.say("say_number", count=len(state.shown)) if state.shown else table.say("nothing_shown"))


def short_han(sentence: str, limit: int = HAN_LIMIT) -> str:
    """The sentence cut at its last pause within the limit, so that it can be said in one breath."""
    if spoken_length(sentence) <= limit:
        return sentence
    parts = re.split(rf"([{PAUSES}])", sentence.rstrip("。"))
    while len(parts) > 2 and spoken_length("".join(parts)) > limit:
        parts = parts[:-2]
    return "".join(parts) + "。"


def spoken_length(sentence: str) -> int:
    """Chinese characters, and two for each word or number in other letters."""
    return len(re.findall(r"[\u3400-\u9fff]", sentence)) + WORD_COUNTS * len(re.findall(r"[A-Za-z0-9][\w.,'-]*", sentence))
