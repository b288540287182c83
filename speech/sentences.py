"""Text to sentences, so that the first can be spoken while the next are still being made."""

from __future__ import annotations

import re

NEVER_LAST = {  # a name, a number or an example follows
    *("mr", "mrs", "ms", "mx", "dr", "prof", "st", "rev", "hon", "gen", "col", "capt", "lt", "sgt"),
    *("fig", "vs", "cf", "e.g", "i.e", "approx", "incl", "excl", "max", "min", "dia", "nr", "ca", "vol", "ed", "est", "dept"),
}
LAST_BEFORE_CAPITAL = {  # may end a sentence
    *("etc", "inc", "ltd", "co", "corp", "llc", "jr", "sr", "oz", "lb", "lbs", "ft", "in"),
    *("hr", "hrs", "sec", "pcs", "qty", "a.m", "p.m", "u.s", "u.k", "e.u"),
}
BEFORE_NUMBER = {
    "no",
    "nos",
    "art",
    "p",
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
}  # "No. 5", but "No. Not that one."
BOUNDARY = re.compile(r"""(?<=[.!?…])["'”’)\]]*\s+(?=\S)|(?<=[。！？])\s*(?=\S)""")  # noqa: RUF001


CLAUSE_END = re.compile(r"[,;:，；：、](?=\s|(?<=[，；：、]))\s*")  # noqa: RUF001
SHORT_SENTENCE = 8  # words; below that a voice makes the whole as fast as its half
FEWEST_WORDS = 3  # of either half: "Sure," or ", too" alone sounds chopped
MOST_WORDS = 14  # of the first: a longer one brings little


def first_clause_first(sentence: str) -> tuple[str, ...]:
    """A long sentence in two, cut where a reader takes breath, so that its beginning can be heard while the rest is made; else the sentence.

    The mark stays with the first half: a voice reads it as going on.
    """
    words = len(sentence.split())
    if words < SHORT_SENTENCE:
        return (sentence,)
    for mark in CLAUSE_END.finditer(sentence):
        ahead = len(sentence[: mark.start()].split())
        if ahead > MOST_WORDS:
            break
        if ahead >= FEWEST_WORDS and words - ahead >= FEWEST_WORDS:
            return (sentence[: mark.end()].rstrip(), sentence[mark.end() :].lstrip())
    return (sentence,)


def split_sentences(text: str) -> list[str]:
    """Sentences in order, without outer white space; a line break always ends one. Decimals, prices, titles and initials do not."""
    return [sentence for line in text.splitlines() for sentence in split_line(line.strip()) if sentence]


def split_line(line: str) -> list[str]:
    sentences, start = [], 0
    for boundary in BOUNDARY.finditer(line):
        if ends_sentence(line[start : boundary.start()], line[boundary.end() :]):
            sentences.append(line[start : boundary.end()].strip())
            start = boundary.end()
    return [*sentences, line[start:].strip()]


def ends_sentence(before: str, after: str) -> bool:
    """Whether the mark at the end of `before` ends a sentence, given what comes `after` it."""
    follower = after.lstrip("\"'“‘([")[:1]  # noqa: RUF001
    if follower.islower():
        return False
    if not before.endswith("."):
        return True
    words = before.split()
    word = words[-1].strip("\"'“‘([").rstrip(".").lower() if words else ""  # noqa: RUF001
    if word in NEVER_LAST or (word in BEFORE_NUMBER and follower.isdigit()):
        return False
    if word in LAST_BEFORE_CAPITAL:
        return follower.isupper() or follower == ""
    initial = len(word) == 1 and word.isalpha() and words[-1][0].isupper()
    return not (initial and len(words) > 1 and words[-2][0].isupper()) and not re.fullmatch(r"(\d{1,2}|[A-Z])\.", before)
