"""Slips in ordinary words: "wich temprature", "somthing cheeper", "colour dosnt matter". The catalog's own names are mended in retrieval as well.

What the catalog, the rules or the language know is never touched. The rest is looked up within one slip in SymSpell's English
frequency list (symspellpy, MIT); among its candidates the words that the rules or the catalog know come first.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA
from symspellpy import Verbosity

from chat.understanding.reading import FILLER
from retrieval.english import english
from retrieval.mentions import asking_words, common_words
from retrieval.vocabulary import Vocabulary

WORDS = tuple(
    """about another brighter anything around available battery because better between brand bigger budget cheap cheaper cheapest clean color colour compare
    consider difference different does doesn't don't expensive except exactly first forget heavy heavier height higher ideally instead large larger
    last less light lighter lightest least length long longer looking lower material matter maximum minimum more most nothing number other otherwise
    please prefer preferably price rather rating really recommend second show similar size sizes small smaller something start suggest thanks thank
    thick thickness third weather weigh weight which width wide wider without waterproof women under over below above should would could daughter
    husband birthday present dollar dollars""".split()  # noqa: SIM905 - a word list reads best as words
)
KNOWN = frozenset(WORDS)
SHORT = 3  # letters: shorter words are not looked at, words of this length only become words of the rules
TWO_SLIPS_FROM = 8  # letters; two slips are forgiven in the words of the rules alone
RARE = 2_000_000  # occurrences in the list's trillion words: below it a word may be a slip of one that is RARER times as frequent
RARER = 300
FREQUENT = 1_000_000  # a word that neither rules nor catalog know must be as frequent as this to be what somebody meant
TYPED = {
    "teh": "the", "hav": "have", "giv": "give", "dosnt": "does not", "smth": "something", "sth": "something", "pls": "please", "plz": "please",
    "thx": "thanks", "idk": "i do not know",
    "gf": "girlfriend", "bf": "boyfriend", "bday": "birthday", "lookin": "looking", "presnt": "present", "abt": "about", "cuz": "because", "coz": "because",
    "rly": "really", "prob": "probably", "tbh": "honestly", "aswell": "as well", "alot": "a lot", "wanna": "want to",
}  # fmt: skip  # too far off, or too short, to be found by distance
THEN_FOR_THAN = r"(?<=er )then(?= (?:[$€£¥]?\d|(?:the|that|this|these|those|it)\b))|(?<=less )then(?= [$€£¥]?\d)|(?<=more )then(?= [$€£¥]?\d)"


def mended(text: str, vocabulary: Vocabulary) -> str:
    """The normalised text with slips in ordinary words mended; what the catalog or the language knows stays as it is."""
    opened = re.sub(r"\b(?:" + "|".join(TYPED) + r")\b", lambda found: TYPED[found.group()], text)
    words = re.sub(rf"(?<![\w'-])(?<!\d )[a-z]{{{SHORT},}}(?![\w'-])", lambda found: _mended(found.group(), vocabulary), opened)
    return re.sub(THEN_FOR_THAN, "than", words)


def _mended(word: str, vocabulary: Vocabulary) -> str:
    if _of_rules(word) or word in common_words() or word.rstrip("s") in common_words() or vocabulary.knows(word) or vocabulary.titled(word):
        return word
    count = english().words.get(word, 0)
    if count >= RARE or (count and len(word) == SHORT):
        return word
    near = [each for each in english().lookup(word, Verbosity.ALL, max_edit_distance=1) if each.term != word and each.count >= count * RARER]
    near.sort(key=lambda each: each.term[0] != word[0])  # people seldom miss the first letter
    short = len(word) == SHORT
    frequent = (KNOWN.__contains__, FILLER.__contains__)
    for own in (*frequent, *((_of_rules,) if short else (vocabulary.knows, _of_rules))):
        if found := next((each.term for each in near if own(each.term)), ""):
            return found
    if short:
        return word
    if near and near[0].count >= FREQUENT:
        return near[0].term
    return _two_slips(word) if len(word) >= TWO_SLIPS_FROM and not count else word


def _of_rules(word: str) -> bool:
    return word in KNOWN or word in FILLER or word in asking_words()


def _two_slips(word: str) -> str:
    near = [known for known in WORDS if known[0] == word[0] and OSA.distance(known, word, score_cutoff=2) <= 2]
    return near[0] if len(near) == 1 else word
