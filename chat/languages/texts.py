"""The fixed sentences in other languages: one table a language, all with the same sentences and the same places to fill."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from retrieval.slots import label_of

FOLDER = Path(__file__).parent / "texts"
TABLES = tuple(sorted(file.stem for file in FOLDER.glob("*.json")))  # languages that are answered in
PLACE = re.compile(r"\{(\w+)\}")
ENDS = (".", "?", "!", "。", "\uff1f")  # of a sentence, which begins with a capital even where it begins with a catalog's word
SECTIONS = ("sentences", "slots", "facts", "chips")


@dataclass(frozen=True)
class Texts:
    """One language: whole sentences by name, names of slots, and patterns for short facts and chips as English composes them."""

    language: str
    sentences: Mapping[str, str]
    slots: Mapping[str, str]
    facts: Mapping[str, str]
    chips: Mapping[str, str]

    def say(self, sentence: str, **values: object) -> str:
        """The sentence with its places filled. Raises KeyError for an unknown sentence or an unfilled place."""
        words = self.sentences[sentence].format(**values)
        return words[:1].upper() + words[1:] if words.endswith(ENDS) else words

    def slot(self, name: str) -> str:
        """A slot's name for a person; in English where the table has none, as the shop's own attributes."""
        label = label_of(name)
        return self.slots.get(name) or self.slots.get(label) or label

    def fact(self, english: str) -> str:
        """ "under $150", "rated 4.6 by 120" in this language; what is no pattern is a value of the catalog and stays."""
        return self.slots.get(english) or self._filled(self.facts, english) or english

    def chip(self, label: str) -> str:
        """A chip's label: a pattern of its own, else a short fact, else a value of the catalog."""
        words = self._filled(self.chips, label) or self.fact(label[:1].lower() + label[1:])
        return words[:1].upper() + words[1:]

    def listed(self, parts: Sequence[str], last: str = "and") -> str:
        """ "a", "a und b", "a, b und c"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.sentences["comma"].join(parts[:-1]) + self.sentences[last] + parts[-1]

    def joined(self, sentences: Sequence[str]) -> str:
        return ("" if self.language == "zh" else " ").join(each for each in sentences if each)

    def _filled(self, patterns: Mapping[str, str], english: str) -> str | None:
        """The first pattern that the whole of the English fits, filled with what stood in its places; None where none fits."""
        for pattern, instead in patterns.items():
            found = _compiled(pattern).fullmatch(english)
            if found:
                return instead.format(**{place: self.slots.get(words, words) for place, words in found.groupdict().items()})
        return None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(PLACE.sub(lambda found: f"(?P<{found[1]}>.+?)", re.escape(pattern).replace(r"\{", "{").replace(r"\}", "}")))


@lru_cache(maxsize=16)
def texts(language: str) -> Texts:
    """The table of a language of TABLES. Raises ValueError where it differs in shape from the others."""
    table = read(language)
    wanted = {(section, key): _places(text) for section, rows in read(TABLES[0]).items() for key, text in rows.items()}
    have = {(section, key): _places(text) for section, rows in table.items() for key, text in rows.items()}
    wrong = sorted(f"{section}.{key}" for section, key in {*wanted, *have} if wanted.get((section, key)) != have.get((section, key)))
    if wrong:
        raise ValueError(f"texts/{language}.json differs from texts/{TABLES[0]}.json in {', '.join(wrong)}")
    return Texts(language, **table)


def read(language: str) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    if tuple(table) != SECTIONS:
        raise ValueError(f"texts/{language}.json has the parts {list(table)}, wanted {list(SECTIONS)}")
    return table


def _places(text: str) -> frozenset[str]:
    return frozenset(PLACE.findall(text))
