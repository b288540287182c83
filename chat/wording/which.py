"""The answer to a question over several shown items: the ones whose facts say so, each with its fact, and the ones whose facts say no."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.acts import Act
from chat.finding import suggestion_of
from chat.singling import Told, answering
from chat.state import DialogueState
from chat.wording.facts import as_quoted, constraint_words, fact_words, is_general, is_plural, upper
from chat.wording.worded import Worded, listed, short
from retrieval.constraints import NUMERIC, Constraint, holds
from retrieval.item import Item
from retrieval.retriever import Retriever

YES_OR_NO = r"\b(?:is|are|do|does|can|could|would|will|has|have|got)(?: there)? (?:any|one|some|either)\b|^(?:\w+,? ){0,2}any\b"  # not "which of them"


def which(items: Sequence[Item], act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    """By the value that is asked for, else by what the items' own facts say in other words."""
    test = next(iter(act.constraints), None)
    return _by_value(items, test, state, retriever) if test is not None else _by_facts(items, act, state, retriever)


def _by_facts(items: Sequence[Item], act: Act, state: DialogueState, retriever: Retriever) -> Worded:
    found = answering(items, act.text, retriever)
    if not (found.yes or found.no):
        text = "The catalog does not say that of any of these." if len(items) > 1 else f"The catalog does not say that of the {items[0].title}."
        return Worded(text, (short(text),))
    opening = "" if found.outright or not found.yes else "The catalog does not say it outright. "
    if found.yes:
        lead = "Yes: " if found.outright and re.search(YES_OR_NO, act.text) else "Going by the catalog: " if found.outright else "The closest is "
        text = f"{opening}{lead}{_quoted(found.yes)}."
    else:
        text = f"{opening}None of these, as far as the catalog says."
    if found.no:
        text += f" Not so {_quoted(found.no)}." if found.yes else f" It says of {_quoted_of(found.no)}."
    spoken = upper(f"{_quoted(found.yes[:1])}.") if found.yes else "None of these, as far as the catalog says."
    return Worded(upper(text), (short(spoken),), tuple(suggestion_of(retriever, state, each.item.id) for each in found.yes))


def _quoted(told: Sequence[Told]) -> str:
    """ "the Cozy Loop Knit Scarf (“machine washable”)"; items with the same fact share it, and a title that says it needs no quoting."""
    named: dict[str, list[str]] = {}
    for each in told:
        named.setdefault("" if each.fact.slot == "title" else as_quoted(each.fact), []).append(f"the {each.item.title}")
    return listed([f"{listed(names)} (“{fact}”)" if fact else listed(names) for fact, names in named.items()])


def _quoted_of(told: Sequence[Told]) -> str:
    """ "the Cozy Loop Knit Scarf: “dry clean only”", the closest alone."""
    return f"the {told[0].item.title}: “{as_quoted(told[0].fact)}”"


def _by_value(items: Sequence[Item], test: Constraint, state: DialogueState, retriever: Retriever) -> Worded:
    """Which of the shown items meet a wish, and which the catalog says nothing about."""
    fitting = [item for item in items if holds(test, item)]
    silent = [item for item in items if item.value(test.slot) is None]
    if is_general(test):
        text = _by_general_word(fitting, silent == list(items), test)
        return Worded(text, (short(text),), tuple(suggestion_of(retriever, state, each.id) for each in fitting))
    fact = constraint_words(test, items[0].currency)
    if fitting:
        many = len(fitting) > 1 or is_plural(fitting[0])
        described = isinstance(test.value, bool) or test.operator in NUMERIC or test.slot in ("color", "audience", "material")
        said = f"{'are' if many else 'is'} {fact}" if described else f"{'have' if many else 'has'} {fact}"
        text = f"{'Yes, ' if len(items) > len(fitting) else ''}{listed([f'the {item.title}' for item in fitting])} {said}."
    elif len(silent) == len(items):
        text = f"The catalog does not say whether any of these {'are' if len(items) > 1 else 'is'} {fact}."
    else:
        listing = any(isinstance(item.value(test.slot), tuple) for item in items) and not isinstance(test.value, bool)
        text = f"The catalog lists {fact} for none of these." if listing else f"None of these is {fact}."
    text = upper(text)
    return Worded(text, (short(text),), tuple(suggestion_of(retriever, state, each.id) for each in fitting))


def _by_general_word(fitting: Sequence[Item], silent: bool, test: Constraint) -> str:
    """ "Are any wooden?": a word for many values is answered by those the items state, not by all it may mean."""
    if fitting:
        stated = [f"the {item.title} ({fact_words(test.slot, value, item)})" for item in fitting if (value := item.value(test.slot)) is not None]
        return f"Yes: {listed(stated)}."
    return "The catalog does not say that of any of these." if silent else "None of these, as far as the catalog says."
