"""Which of several shown items answer a question, by what their own facts say: "which ones are ok in the pool?", "is there one I can bung in the wash?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chat.acts import Act
from chat.finding import items_of
from chat.remember import resolve
from chat.state import DialogueState
from retrieval.constraints import Constraint, holds
from retrieval.denials import denies
from retrieval.evidence import DESCRIPTION, OUTRIGHT, Evidence
from retrieval.frame_words import SAYS_NOTHING
from retrieval.item import Item
from retrieval.retriever import Retriever
from retrieval.words import plain_words

NEAR_BEST, NEAR_CLOSEST = 0.12, 0.05  # cosine: a fact this far behind the best answers less well; the closer one where none answers outright
FAINTLY = 0.24  # cosine from which a fact is told as the closest of several items: one of few is looked for, not whether there is any
ONLY = r"\b(?:only|just|nothing but|purely)\b"
BOTH = 0.1  # what a fact loses that has one thing "and" another, where only the one is asked for
NAMED = 4  # items told
SHORT = 3  # letters of words that name nothing


@dataclass(frozen=True)
class Told:
    """An item and the fact of it that bears most on the question."""

    item: Item
    fact: Evidence


@dataclass(frozen=True)
class Answering:
    """The items whose facts speak for the question, the closest first, and those whose facts speak against it."""

    yes: tuple[Told, ...] = ()
    no: tuple[Told, ...] = ()

    @property
    def outright(self) -> bool:
        return any(each.fact.score >= OUTRIGHT for each in (*self.yes, *self.no))


def answering(items: Sequence[Item], question: str, retriever: Retriever) -> Answering:
    """What the facts of the items say to the question; items that say nothing, or much less than the best, are in neither part."""
    told = sorted((each for item in items if (each := _told(item, items, question, retriever)) is not None), key=lambda each: -each.fact.score)
    yes = [each for each in told if not denies(each.fact.text, question)]
    no = [each for each in told if denies(each.fact.text, question)]
    if not told:
        return Answering()
    best = told[0].fact.score
    least = max(best - NEAR_BEST, OUTRIGHT) if best >= OUTRIGHT else best - NEAR_CLOSEST
    yes = [each for each in yes if each.fact.score >= min(least, yes[0].fact.score)]
    kept = [each for at, each in enumerate(yes) if not any(_other_value(each, before) for before in yes[:at])]
    return Answering(tuple(kept[:NAMED]), tuple(each for each in no if each.fact.score >= best - 2 * NEAR_BEST)[:NAMED])


def _told(item: Item, beside: Sequence[Item], question: str, retriever: Retriever) -> Told | None:
    """The fact of an item that bears most on the question: its title, where only that says the word asked for ("which one is matte?")."""
    own = set(plain_words(item.title)).difference(*(plain_words(f"{each.value('kind') or ''} {each.category}") for each in beside))
    named = [word for word in plain_words(question) if word in own and word not in SAYS_NOTHING and len(word) > SHORT]
    if named and not all(set(named) <= set(plain_words(each.title)) for each in beside):
        return Told(item, Evidence("title", item.title, 1.0))
    near = retriever.weighed_facts(item.id, question)
    if not near:
        return None
    fact = near[0]
    if re.search(ONLY, question) and re.search(r"\band\b", fact.text) and fact.slot != DESCRIPTION:
        fact = replace(fact, score=fact.score - BOTH)
    return Told(item, fact) if fact.score >= FAINTLY else None


def _other_value(told: Told, better: Told) -> bool:
    """Whether a closer item has another value of the same slot: the front is not the rear, however near the words are."""
    slot = told.fact.slot
    return slot == better.fact.slot and slot not in (DESCRIPTION, "title") and isinstance(told.item.value(slot), str) and told.fact.text != better.fact.text


def single_out(act: Act, state: DialogueState, retriever: Retriever) -> Act:
    """For a question over all that is shown: the act with the items that answer it first, so that the talk goes on about them.

    A value of the catalog that none of them states decides nothing ("do any run on batteries?"): their facts do, by meaning.
    """
    if act.name != "ask" or act.topic != "which":
        return act
    items = items_of(retriever, resolve(act.items, state))
    test = next(iter(act.constraints), None)
    if test is not None and _decides(test, items):
        return act
    found = answering(items, act.text, retriever)
    if test is not None and not (found.yes and found.outright):
        return act
    first = [each.item.id for each in found.yes]
    return replace(act, constraints=(), slot="", items=(*first, *(item.id for item in items if item.id not in first)))


def _decides(test: Constraint, items: Sequence[Item]) -> bool:
    """Whether the value asked for tells the items apart: one has it, or they say plainly that they have not."""
    if any(holds(test, item) for item in items):
        return True
    return test.slot != "title" and any(not isinstance(value, tuple) for item in items if (value := item.value(test.slot)) is not None)
