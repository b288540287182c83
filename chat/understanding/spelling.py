"""Slips in the small words the rules live on: "wich", "somthing cheeper", "colour dosnt matter". The catalog's own words are mended with it, in retrieval."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from retrieval.mentions import common_words
from retrieval.vocabulary import Vocabulary

WORDS = tuple(
    """about another brighter anything around available battery because better between brand bigger budget cheap cheaper cheapest clean color colour compare
    consider difference different does doesn't don't expensive except exactly first forget heavy heavier height higher ideally instead large larger
    last less light lighter lightest least length long longer looking lower material matter maximum minimum more most nothing number other otherwise
    please prefer preferably price rather rating really recommend second show similar size sizes small smaller something start suggest thanks thank
    thick thickness third weather weigh weight which width wide wider without waterproof women under over below above should would could daughter
    husband birthday present""".split()  # noqa: SIM905 - a word list reads best as words
)
ORDINARY = (
    "were been than then them they this that with what when where will have here there your from into onto made ones "
    "once also very much star list mind care ring sold size"
)
KNOWN = frozenset(WORDS)
TWO_SLIPS_FROM = 8
SHORT = frozenset(ORDINARY.split())
TYPED = {"teh": "the", "hav": "have", "dosnt": "does not"}  # too far off, or too short, to be found by distance


def mended(text: str, vocabulary: Vocabulary) -> str:
    """The normalised text with slips in the rules' words mended; what the catalog or the language knows stays as it is."""
    opened = re.sub(r"\b(?:" + "|".join(TYPED) + r")\b", lambda found: TYPED[found.group()], text)
    return re.sub(r"(?<![\w'-])[a-z]{4,}(?![\w'-])", lambda found: _mended(found.group(), vocabulary), opened)


def _mended(word: str, vocabulary: Vocabulary) -> str:
    if word in KNOWN or word in common_words() or word.rstrip("s") in common_words() or word in SHORT or vocabulary.knows(word):
        return word
    most = 2 if len(word) >= TWO_SLIPS_FROM else 1
    near = [known for known in WORDS if known[0] == word[0] and abs(len(known) - len(word)) <= most and OSA.distance(known, word, score_cutoff=most) <= most]
    return near[0] if len(near) == 1 else word
