"""Words of a text with their places, and the one form under which singular, plural and spelling variants meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
IRREGULAR = {  # plurals and spellings that no rule covers
    **{word: str(number) for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2)},
    "men": "man",
    "women": "woman",
    "children": "child",
    "knives": "knife",
    "shelves": "shelf",
    "bookshelves": "bookshelf",
    "scarves": "scarf",
    "loaves": "loaf",
    "mice": "mouse",
    "feet": "foot",
    "people": "person",
    "leaves": "leaf",
    "wolves": "wolf",
    "halves": "half",
    "teeth": "tooth",
    "geese": "goose",
    "colour": "color",
    "colours": "color",
    "grey": "gray",
    "aluminium": "aluminum",
    "fibre": "fiber",
    "jewellery": "jewelry",
    "woollen": "wool",
    "woolen": "wool",
    "wooden": "wood",
    "golden": "gold",
    "metallic": "metal",
    "cancelling": "canceling",
    "odour": "odor",
    "pyjamas": "pajama",
    "moulded": "molded",
    "tyre": "tire",
    "tyres": "tire",
    "centre": "center",
    "cosy": "cozy",
    "axe": "ax",
    "ageing": "aging",
}
KEEP = {"gas", "bus", "lens", "chess", "yes", "this", "his", "has", "was", "plus", "canvas", "less", "unless", "across", "always", "as", "is", "us", "its"}


@dataclass(frozen=True)
class Word:
    """One word of a text: characters `start` to `end`, casefolded as written, and its plain form."""

    start: int
    end: int
    written: str
    plain: str


def words_of(text: str) -> list[Word]:
    """The words of a text in order. "T-shirts for men's feet" gives t, shirt, for, man, foot."""
    return [Word(found.start(), found.end(), found.group().casefold(), plain_word(found.group())) for found in TOKEN.finditer(text)]


def plain_words(text: str) -> tuple[str, ...]:
    return tuple(plain_word(found) for found in TOKEN.findall(text))


@lru_cache(maxsize=50_000)
def plain_word(word: str) -> str:
    """Casefolded, without possessive, in the singular and in American spelling."""
    word = word.casefold().replace("\u2019", "'")
    if word.endswith("'s") or word.endswith("s'"):
        word = word[:-2] if word.endswith("'s") else word[:-1]
    word = word.replace("'", "")
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or word in KEEP or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word in ("mens", "womens"):
        return word[:-3] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y" if word not in ("movies", "cookies", "hoodies", "beanies", "selfies", "bookies") else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]
