"""How far each of a few items is praised for what a need asks: its own facts, one by one, against the words of the need.

One vector for a whole item blurs what its text says: "keeps drinks cold" is as near to the bottle that does as to the one of which it is
written that it does not. Fact by fact, "cold 24 h" speaks for the first, and the denial does not speak for the second.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.constraints import Constraint
from retrieval.denials import denies
from retrieval.evidence import Evidence, EvidenceFinder
from retrieval.frame_words import telling_words
from retrieval.item import Item
from retrieval.mentions import Mention
from retrieval.words import plain_words

FEW = 8  # items whose facts are weighed, the ones that lead by everything else: some fifty short texts to encode, once
LOW, HIGH = 0.3, 0.55  # cosine of a fact to the need from which it counts, and from which it counts in full
AGAINST = 0.35  # cosine from which a denial speaks against an item
TOGETHER = 2  # facts: two that come near say more than one that has the very words
WEIGHT = 0.25  # of praise beside the score of the channels


def praise(finder: EvidenceFinder, items: Sequence[Item], need: str) -> np.ndarray:
    """(items,) from -1 to 1: what the facts of each say to the need; a denial of it counts against."""
    return np.array([_praise(finder.praising(item.id, need), need) for item in items])


def _praise(facts: Sequence[Evidence], need: str) -> float:
    if not facts:
        return 0.0
    closest = facts[0]
    if closest.score >= AGAINST and denies(closest.text, need):
        return -_share(closest.score)
    said = [_share(each.score) for each in facts if not denies(each.text, need)][:TOGETHER]
    return sum(said) / TOGETHER


def _share(score: float) -> float:
    return float(np.clip((score - LOW) / (HIGH - LOW), 0, 1))


def beyond_the_named(text: str, mentions: Sequence[Mention], wishes: Sequence[Constraint] = ()) -> str:
    """What a text says beside values of the catalog, which are compared as such: "water bottle keeps drinks cold" asks for what keeps drinks cold.

    "" where it says nothing more.
    """
    for each in reversed(mentions):
        text = text[: each.start] + text[each.end :]
    told = set(plain_words(" ".join(str(each.value) for each in wishes)))
    left = " ".join(word for word in text.split() if not set(plain_words(word)) & told)
    return left if telling_words(left) else ""
