"""Whole clauses as shoppers say them: "ich nehme ihn", and frames around something else, "was kostet {x}", "gibt es {x} auch in {y}"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chat.languages.entry import Entry

LONGEST = 120  # characters: no clause that is known as a whole is longer
STRIPPED = 3  # words without an English of their own that may stand before a clause, and after it
JOINTS = ("and", "but")  # "und wie schwer ist sie" begins with one
PLACES = ("{x}", "{y}")


class Clauses:
    """The turns and frames of a language. `endings` are what a "~" stands for, `gap` is what stands between two words."""

    def __init__(self, entries: Iterable[Entry], endings: str, gap: str) -> None:
        forms = ("", *re.findall(r"\w+", endings))
        known = list(entries)
        self._gap = gap
        self._fillers = tuple(sorted((each.said for each in known if each.english == "-"), key=lambda each: -len(each)))
        self._openers = (*self._fillers, *(each.said for each in known if each.english in JOINTS))
        self._turns = {each.said.replace("~", form): each.english for each in reversed(known) if each.section == "turns" for form in forms}
        frames = sorted((each for each in known if each.section == "frames"), key=lambda each: -len(each.said))
        self._frames = [(re.compile(_pattern(each.said)), each.english) for each in frames]

    def turn(self, clause: str) -> str:
        """The clause in English; "" where it is no turn."""
        return next((self._turns[core] for core in self._cores(clause) if core in self._turns), "")

    def frames(self, clause: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """Every frame that fits, the longest first: the words in its places, and its English."""
        cores = list(self._cores(clause))
        for pattern, english in self._frames:
            for core in cores:
                found = pattern.fullmatch(core)
                if found:
                    yield tuple(each.strip() for each in found.groups()), english

    def _cores(self, clause: str) -> Iterator[str]:
        """The clause, and what is left of it without the empty words around it."""
        if len(clause) > LONGEST:
            return
        start = clause
        for _ in range(STRIPPED + 1):
            end = start
            for _ in range(STRIPPED + 1):
                yield end
                last = next((each for each in self._fillers if end.endswith(self._gap + each)), None)
                if last is None:
                    break
                end = end.removesuffix(self._gap + last).rstrip()
            first = next((each for each in self._openers if start.startswith(each + self._gap)), None)
            if first is None:
                return
            start = start.removeprefix(first + self._gap).lstrip()


def _pattern(said: str) -> str:
    """The frame as an expression with a group for each place."""
    escaped = re.escape(said)
    for place in PLACES:
        escaped = escaped.replace(re.escape(place), "(.+?)")
    return escaped
