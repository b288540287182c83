"""From text to item: every product of a shop is looked for by its title, and by the first sentence the shop says of it without the title's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from retrieval.asking import asked
from retrieval.benchmark.measures import DEPTH
from retrieval.item import Item
from retrieval.retriever import Retriever
from retrieval.words import plain_words, words_of

BY_TITLE, BY_DESCRIPTION = "title", "description"
SENTENCE = re.compile(r"(?<=[.!?])\s")
LEAST_WORDS = 3  # fewer describe nothing


def text_queries(items: Sequence[Item], way: str) -> list[tuple[str, Mapping[str, int]]]:
    """Texts with the items that have them: all items of one title, all colourways of one description."""
    answers: dict[str, dict[str, int]] = {}
    for item in items:
        text = item.title if way == BY_TITLE else described(item)
        if len(text.split()) >= (1 if way == BY_TITLE else LEAST_WORDS):
            answers.setdefault(text, {})[item.id] = 1
    return list(answers.items())


def described(item: Item) -> str:
    """The first sentence of the description, without the words of the title."""
    told = set(plain_words(item.title))
    return " ".join(word.written for word in words_of(SENTENCE.split(item.description.strip())[0]) if word.plain not in told)


def run_texts(retriever: Retriever, texts: Sequence[str]) -> list[list[str]]:
    """The ids found for each text, colourways as they rank."""
    return [[each.item.id for each in retriever.search(replace(asked(retriever, text, k=DEPTH), every_colorway=True))] for text in texts]
