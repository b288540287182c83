"""A thing told by what it is like, its name left out: "das silberne" is "the silver one", "la de cuero" "the leather one", 绿色的那个 "the green one"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

THE, IT, MADE_OF = "the", "it", "made of"
AGREED = ("yes,", "yes.", "yes!")  # "vale, ...", "bueno, ...": opens a sentence and answers nothing
THANKS = re.compile("thanks|goodbye")
WISH = re.compile(r"(?:no|not|without|under|at most|between|only|I need|I prefer|show me) \w")  # "en rosa no, gracias" is no thanks
ONE = re.compile(r"the (?:[\w-]+ ){1,3}one[,.?!]*")  # a clause that only says which
NAMES = ("things", "unknown")  # what may be the thing's name
JOINS = ("and", "or")  # "the black or blue jacket": the name comes later


class Part(NamedTuple):
    """A piece of a sentence in English, and the section of the lexicon it is from ("unknown": what no phrase explains)."""

    english: str
    section: str


def with_ones(parts: Sequence[Part], *, article_first: bool, name_first: bool = False) -> list[str]:
    """The words, "one" added to each described thing without a name; an article on its own is "it".

    `article_first` is not so in Chinese; `name_first`: "auriculares baratos" is "cheap headphones".
    """
    told = [each for each in parts if each.english]
    told = _name_last(told) if name_first else told
    return _after_article(told) if article_first else _before_it(told)


def _name_last(parts: Sequence[Part]) -> list[Part]:
    told: list[Part] = []
    name = -1  # where the last thing stands that only qualities follow
    for each in parts:
        if each.section == "qualities" and name >= 0:
            told.insert(len(told) - 1, each)
            continue
        told.append(each)
        name = len(told) - 1 if each.section == "things" else -1
    return told


def _after_article(parts: Sequence[Part]) -> list[str]:
    words: list[str] = []
    at = 0
    while at < len(parts):
        end = _described(parts, at + 1)
        if parts[at].english != THE:
            words.append(parts[at].english)
            at += 1
        elif end == at + 1:
            words.append(THE if end < len(parts) else IT)
            at = end
        else:
            words += [each.english for each in parts[at:end]] if _named_later(parts, end) else _one(parts[at:end])
            at = end
    return words


def _described(parts: Sequence[Part], at: int) -> int:
    """Where the quality ends that begins there, and the material with it; a material counts only behind another quality or "made of"."""
    start = at
    if at < len(parts) and parts[at].section == "qualities":
        at += 1
    if at + 1 < len(parts) and parts[at].english == MADE_OF and parts[at + 1].section == "materials":
        return at + 2
    return at + 1 if at > start and at < len(parts) and parts[at].section == "materials" else at


def _named_later(parts: Sequence[Part], at: int) -> bool:
    """Whether a name follows: "the black (dimmable) lamp", "the black or blue jacket"; a lone "dimmable" is what is asked of it."""
    while at < len(parts) and parts[at].section == "qualities":
        at += 1
    return at < len(parts) and (parts[at].section in NAMES or parts[at].english in JOINS)


def _one(parts: Sequence[Part]) -> list[str]:
    return [*(each.english for each in parts if each.english != MADE_OF), "one"]


def _before_it(parts: Sequence[Part]) -> list[str]:
    words: list[str] = []
    for at, part in enumerate(parts):
        if part.english in (IT, THE) and at and parts[at - 1].section in ("qualities", "materials"):
            first = at - 1
            while first and parts[first - 1].section in ("qualities", "materials"):
                first -= 1
            words[len(words) - (at - first) :] = [THE, *words[len(words) - (at - first) :], "one"]
        else:
            words.append(part.english)
    return words


def in_order(clauses: Sequence[str]) -> list[str]:
    """The clauses as English says them.

    Said twice is said once; who is spoken of comes first: "c'est pour quel âge, le premier ?" is "the first one, what age is it for?".
    """
    told: list[str] = []
    opened = len(clauses) > 1 and clauses[0] in AGREED and not THANKS.match(clauses[1])
    closed = len(clauses) > 1 and THANKS.match(clauses[-1]) is not None and any(WISH.match(each) for each in clauses)
    for clause in clauses[opened : len(clauses) - closed]:
        if told and clause.strip(",.?! ") == told[-1].strip(",.?! "):
            told[-1] = clause
        elif told and ONE.fullmatch(clause) and re.search(r"\bit\b.*\?[,.?! ]*$", told[-1]):
            told[-1:] = [clause.rstrip(",.?! ") + ",", told[-1].rstrip(",.?! ") + "?"]
        else:
            told.append(clause)
    return told
