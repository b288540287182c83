"""The amounts in a text: money, measures, ratings, counts and numbers on the list, told apart by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chat.wording.facts import COUNTS, UNIT_WORDS
from retrieval.reasons import MARKS
from retrieval.slots import UNITS

Sort = Literal["money", "measure", "rating", "reviews", "stock", "rank", "count", "bracketed", "plain"]  # bracketed: a rank or a count

NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
WORDS = {word: value for value, word in enumerate(COUNTS) if value > 1}  # "one" and "no" count only behind a verb
DIGITS = re.compile(NUMBER)
NUMBER_WORDS = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
FOUND = re.compile(
    rf"(?P<mark>[{''.join(MARKS.values())}]\s?)?(?<![A-Za-z0-9_.,])(?P<number>{NUMBER})(?![\d])|\b(?P<word>{'|'.join(WORDS)}|one|no)\b", re.IGNORECASE
)
MONEY_AFTER = re.compile(
    rf"\s?(?:[Dd]ollars?|[Ee]uros?|pounds?|bucks|yen|rupees|cents|USD|EUR|GBP|JPY|INR|CHF|[A-Z]{{3}}\b(?<![A-Z]{{4}}))(?!\w)|\s?(?:[{''.join(MARKS.values())}]|美元|欧元|元)"
)
UNIT_NAMES = {**{written: written for written in UNITS.values() if written}, **{word: unit for unit, word in UNIT_WORDS.items()}}
UNIT_AFTER = re.compile(rf"\s?-?(?P<unit>{'|'.join(sorted(map(re.escape, UNIT_NAMES), key=len, reverse=True))})(?![^\W\d_])")
NO_INCHES = re.compile(r"\s?in (?!x\b|by\b|wide|long|tall|high|deep|screen|thick|laptop)[^\W\d]")  # "5 in total" measures nothing
RANK_BEFORE = re.compile(
    r"(?:第|\bNummer|\bnuméro|\bnúmero|\bnumbers?|\bno\.|#|\bcompare|\bnumber from(?: \d+ to)?|\bnumbers? \d+(?: ?,| and| to| or)"
    r"|\bcompare \d+ (?:and|with|to))\s?$",
    re.IGNORECASE,
)
RATED_BEFORE = re.compile(r"(?:\b(?:rated|rating(?: of| is|:)?|stars?:?|Bewertung:?|Valoración:?|Note ?:?)|评分)\s?$", re.IGNORECASE)
RATED_AFTER = re.compile(r"\s?(?:stars?\b|out of 5|/ ?5)", re.IGNORECASE)
SCALE_BEFORE = re.compile(r"\bout of\s?$|\d ?(?:de|von|sur|/)\s?$|满分\s?$", re.IGNORECASE)
REVIEWS_BEFORE = re.compile(r"\brated [\d.]+(?: out of 5)?(?: by|,)\s?$", re.IGNORECASE)
REVIEWS_AFTER = re.compile(r"\s?(?:(?:reviews?|ratings|shoppers|customers|buyers|people)\b|人评分)", re.IGNORECASE)
STOCK_AFTER = re.compile(r"\s?(?:in stock|left|available|pieces in stock|auf Lager|en existencias|en stock)\b", re.IGNORECASE)
STOCK_BEFORE = re.compile(r"库存\s?$")
RANK_AFTER = re.compile(r"\s?号")
COUNT_BEFORE = re.compile(
    r"\b(?:have|has|had|are|is|there's|found|these|those|all|only|just|show|showing|shows|sell|sells|carry|carries|stock|match|matches|fit|brings?|leaves?|see|here|other)"
    r"(?: only| just| exactly| about| all| other| more)*\s?$",
    re.IGNORECASE,
)
COUNTS_AFTER = re.compile(
    r"\s?[件款双个把盏种张条]|\s(?:match(?:es)?|others?|more|items?|things?|products?|results?|kinds?|ones?|of (?:them|these|those|which|my|our))\b",
    re.IGNORECASE,
)
COUNTING_VERB = re.compile(r"\b(?:have|has|are|is|there's|only|just|found|brings?|leaves?|sell|carry)(?: only| just| exactly)*\s?$", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """A number as written, its value, what it measures, and its unit ("g") where one stands behind it."""

    written: str
    value: float
    sort: Sort
    unit: str = ""


def amounts(text: str) -> Iterator[Amount]:
    """Every amount of a text in order. Ordinals ("the second") are none."""
    for found in FOUND.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if found["word"]:
            word = found["word"].casefold()
            if word in ("one", "no"):
                if word == "one" and COUNTING_VERB.search(before) and not RANK_BEFORE.search(before) and re.match(r"\s\w", after) and not before_of(after):
                    yield Amount(found[0], 1, "count")
                continue
            value: float = WORDS[word]
        else:
            value = float(found["number"].replace(",", ""))
        if SCALE_BEFORE.search(before) and value == 5:
            continue
        sort, unit = _sort(before, after, bool(found["mark"]), bool(found["word"]))
        if sort == "rank" and value != int(value):
            sort = "plain"
        written = f"{found[0]} {unit}".strip() if unit else found[0]
        yield Amount(written, value, sort, unit)


def before_of(after: str) -> bool:
    """Whether "of" follows: "one of the lightest" counts nothing."""
    return re.match(r"\sof\b", after) is not None


def _sort(before: str, after: str, marked: bool, word: bool) -> tuple[Sort, str]:
    """What a number measures, by the words beside it, the surest sign first."""
    if marked or MONEY_AFTER.match(after):
        return "money", ""
    if REVIEWS_BEFORE.search(before) or REVIEWS_AFTER.match(after):
        return "reviews", ""
    if RATED_BEFORE.search(before) or RATED_AFTER.match(after):
        return "rating", ""
    if before.endswith("(") and after.startswith(")"):
        return "bracketed", ""
    if STOCK_AFTER.match(after) or STOCK_BEFORE.search(before):
        return "stock", ""
    unit = None if word or NO_INCHES.match(after) else UNIT_AFTER.match(after)
    if unit:
        return "measure", UNIT_NAMES[unit["unit"]]
    if RANK_AFTER.match(after) or (RANK_BEFORE.search(before) and not after.startswith(" for number")):  # "4.7 for number 1 and 4 for number 2"
        return "rank", ""
    if COUNTS_AFTER.match(after) or (COUNT_BEFORE.search(before) and (word or re.match(r"\s[^\W\d]|[.;,!?]|$", after))):
        return "count", ""
    return "plain", ""


@lru_cache(maxsize=8192)
def numbers_in(text: str) -> tuple[float, ...]:
    """Every number of a text, in digits or as a word up to twelve, whatever it measures."""
    if not text:
        return ()
    digits = [float(each.replace(",", "")) for each in DIGITS.findall(text)]
    return (*digits, *(float(WORDS[word.casefold()]) for word in NUMBER_WORDS.findall(text)))
