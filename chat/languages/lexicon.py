"""The commonest words of shoppers in one language, and what a sentence is in English where they explain all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from chat.languages.clauses import PLACES, Clauses
from chat.languages.compounds import Compounds
from chat.languages.described import Part, in_order, with_ones
from chat.languages.entry import Entry
from chat.languages.phrases import LANGUAGES, SOLD, folded, read_entries

ENDINGS = {"de": "(?:e|er|es|en|em|n|s)?", "es": "(?:o|a|os|as|e|es|s)?", "fr": "(?:e|s|es)?"}
CLAUSE_ENDS = re.compile(r"([;!?]|[,.:](?!\d))")
WORD, LATIN_WORD = re.compile(r"[^\W\d_][\w'-]*|\s+|.", re.DOTALL), re.compile(r"[a-z][a-z0-9'&-]*|\s+|.", re.DOTALL)
ROMANCE = ("es", "fr", "it", "pt")
PICKED = "I will take"  # only what is pointed at: "je veux le noir", not "je veux un short"
POINTS = re.compile(r"\b(?:the|ones?|number|it|this|that|these|those|both)\b")
NUMBER = r"[$€£¥]?\s?\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Gloss:
    """A sentence in English, phrase by phrase.

    `unknown` are the words nobody knew, `things` the products, colours and materials that were.
    """

    english: str
    unknown: tuple[str, ...]
    things: tuple[tuple[str, str], ...]
    tells: bool = False  # whether anything was known but small words


class Lexicon:
    """Phrases of one language. `names` are words that stay as they are: the brands of the shop."""

    def __init__(self, language: str, entries: Sequence[Entry], names: Sequence[str] = ()) -> None:
        self._language = language
        self._apart = language != "zh"  # words stand apart
        self._names = frozenset(word for each in names for word in re.findall(r"\w[\w'-]*", each.casefold()))
        units = sorted((each for each in entries if each.section == "units"), key=lambda each: -len(each.said))
        self._units = {each.said: each.english for each in units}
        self._amount = rf"{NUMBER}(?:\s?(?:[$€£¥]|(?:{'|'.join(re.escape(each.said) for each in units)})(?!\w)))?"
        if not self._apart:
            self._amount = self._amount.replace(r"(?!\w)", "")
        self._parts = sorted((each for each in entries if each.section not in ("turns", "frames", "units")), key=lambda each: -len(each.said))
        self._clauses = Clauses(entries, ENDINGS.get(language, ""), " " if self._apart else "")
        joints = [self._pattern(each.said) for each in self._parts if each.english == "and"]
        self._and = re.compile("|".join(joints)) if joints else None
        self._compounds = Compounds(entries) if language == "de" else None
        self._parts.append(Entry("{n}", "{n}", "limits"))
        self._by_first: dict[str, tuple[re.Pattern[str], list[Entry]]] = {}  # an alternation of all of them takes a millisecond a word

    def gloss(self, text: str) -> Gloss:
        """The text in English. Complete where `unknown` is empty."""
        english: list[str] = []
        unknown: list[str] = []
        things: list[tuple[str, str]] = []
        plain = folded(text, self._language)
        together = self._clauses.turn(re.sub(r"\s*[,.!?]+\s*", " ", plain).strip()) if self._apart else ""
        if together:  # "la couleur, peu importe" is one turn
            return Gloss(together, (), (), tells=True)
        pieces = CLAUSE_ENDS.split(plain)
        tells = False
        for clause, end in zip(pieces[::2], [*pieces[1::2], ""], strict=False):
            whole = self._whole(clause.strip(), things)
            words = whole or self._parts_of(clause.strip(), unknown, things)
            tells = tells or bool(whole) or self._tells(clause)
            if words:
                english.append(re.sub(r"\s+([.,;!?])", r"\1", " ".join(each for each in words if each)) + end)
        return Gloss(re.sub(r"\?\?+", "?", " ".join(in_order(english))).strip(), tuple(unknown), tuple(dict.fromkeys(things)), tells or bool(things))

    def sayable(self) -> frozenset[str]:
        """What the language has words for, in English: products, colours, materials, people."""
        return frozenset(each.english for each in self._parts if each.section in SOLD)

    def knows(self, word: str) -> bool:
        """Whether the word alone is in the lexicon."""
        plain = folded(word, self._language).strip()
        return bool(plain) and bool(self._clauses.turn(plain) or self._is_part(plain) or (self._compounds and self._compounds.english(plain)))

    def _whole(self, clause: str, things: list[tuple[str, str]]) -> list[str]:
        """The clause as a turn or a frame, or as several joined by "and"; empty where it is none."""
        parts = self._and.split(clause) if self._and else [clause]
        for pieces in (parts, [clause]) if len(parts) > 1 else ([clause],):
            inner: list[tuple[str, str]] = []
            words = [self._one_whole(each.strip(), inner, alone=len(pieces) == 1) for each in pieces]
            if all(words):
                things.extend(inner)
                return [" and ".join(words)]
        return []

    def _one_whole(self, clause: str, things: list[tuple[str, str]], alone: bool) -> str:
        turn = self._clauses.turn(clause)
        if not turn and alone and self._is_part(clause):
            return "".join(self._parts_of(clause, [], things))
        return turn or self._framed(clause, things)

    def _framed(self, clause: str, things: list[tuple[str, str]]) -> str:
        """The clause as one of the frames around words that are all known; "" where it is none."""
        for insides, english in self._clauses.frames(clause):
            unknown: list[str] = []
            inner: list[tuple[str, str]] = []
            for place, inside in zip(PLACES, insides, strict=False):
                words = [] if self._is_limit(inside) else [each for each in self._parts_of(inside, unknown, inner) if each.strip()]
                english = english.replace(place, " ".join(words)) if words else ""
            if english and not unknown and (not english.startswith(PICKED) or POINTS.search(english)):
                things.extend(inner)
                return english
        return ""

    def _is_limit(self, words: str) -> bool:
        """Whether an amount with its limit begins there: "pas plus de 90" refuses nothing."""
        entry, _ = self._part_at(words, 0)
        return entry is not None and entry.section == "limits" and entry.said != "{n}"

    def _tells(self, clause: str) -> bool:
        """Whether a limit or a comparison stands in it."""
        return any((entry := self._part_at(clause, at)[0]) and entry.section in ("limits", "relative") for at in range(len(clause)))

    def _is_part(self, words: str) -> bool:
        pattern, entries = self._candidates(words[:1])
        return bool(entries) and pattern.fullmatch(words) is not None

    def _part_at(self, text: str, at: int) -> tuple[Entry | None, re.Match[str] | None]:
        """The longest part of a sentence that begins there, and how it is written."""
        pattern, entries = self._candidates(text[at : at + 1])
        found = pattern.match(text, at) if entries else None
        return (entries[found.lastindex - 1], found) if found and found.lastindex and found.end() > at else (None, None)

    def _candidates(self, first: str) -> tuple[re.Pattern[str], list[Entry]]:
        if first not in self._by_first:
            amount = re.match(r"[\d$€£¥]", first)
            entries = [each for each in self._parts if each.said[0] == first or (amount and each.said[0] == "{")]
            self._by_first[first] = (re.compile(self._alternatives(entries)), entries)
        return self._by_first[first]

    def _parts_of(self, clause: str, unknown: list[str], things: list[tuple[str, str]]) -> list[str]:
        parts: list[Part] = []
        at, before = 0, ""
        while at < len(clause):
            entry, found = self._part_at(clause, at)
            if entry and found:
                apart = before == entry.section == "limits"  # "at least 40 litres, at most 200 dollars": each number keeps to its own words
                parts.extend([Part(",", "mark")] if apart else [])
                parts.append(Part(self._filled(entry, found), entry.section))
                before = entry.section if entry.english != "-" else before
                if entry.section in SOLD:
                    things.append((found.group().strip(), entry.english))
                at = found.end()
                continue
            word = (WORD if self._apart else LATIN_WORD).match(clause, at)
            assert word is not None  # the last alternative takes any character
            piece = word.group()
            at = word.end()
            compound = self._compounds.english(piece) if self._compounds else ""
            if compound:
                parts.append(Part(compound, "things"))
                things.append((piece, compound))
                continue
            stays = piece in self._names or (not self._apart and piece.isascii())  # a name among Chinese characters
            if re.search(r"\w", piece) and not stays:
                unknown.append(piece)
            elif piece.strip():
                parts.append(Part(piece, "unknown"))
        return with_ones(parts, article_first=self._apart, name_first=self._language in ROMANCE)

    def _filled(self, entry: Entry, found: re.Match[str]) -> str:
        english = "" if entry.english == "-" else entry.english
        for amount in re.findall(self._amount, found.group()) if "{n}" in english else ():
            english = english.replace("{n}", self._amount_words(amount), 1)
        return english

    def _amount_words(self, amount: str) -> str:
        found = re.match(rf"({NUMBER})\s?(.*)", amount.strip())
        assert found is not None
        return f"{found[1]} {self._units.get(found[2], found[2])}".strip()

    def _alternatives(self, entries: Sequence[Entry]) -> str:
        """One group an entry, so that the number of the group that matched says which it was."""
        return "|".join(f"({self._pattern(each.said)})" for each in entries)

    def _pattern(self, said: str) -> str:
        pattern = re.escape(said).replace(r"\ ", r"\s+").replace(r"\{n\}", rf"\s?{self._amount}\s?" if not self._apart else self._amount)
        pattern = pattern.replace(r"\~", "~").replace("~", ENDINGS.get(self._language, ""))
        if not self._apart:
            return pattern
        return (r"(?<!\w)" if re.match(r"[\w{]", said) else "") + pattern + (r"(?!\w)" if re.search(r"[\w~}]$", said) else "")


@lru_cache(maxsize=32)
def lexicon(language: str, names: tuple[str, ...] = ()) -> Lexicon | None:
    """The phrases of a language, None where there are none."""
    return Lexicon(language, read_entries(language), names) if language in LANGUAGES else None
