"""Tables of what shops write and how a careful reader says it: the rules are made with `open.tsv` and judged by `held.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from speech.speakable import spoken_sentences

TABLES = Path(__file__).with_name("tables")


@dataclass(frozen=True)
class Reading:
    """`written` by a shop in `language` (ISO 639-1), and the ways of saying it that are right."""

    language: str
    written: str
    right: tuple[str, ...]

    @property
    def spoken(self) -> str:
        """What our voices are given to say."""
        return " ".join(spoken_sentences(self.written, self.language))

    @property
    def holds(self) -> bool:
        return words_of(self.spoken) in [words_of(each) for each in self.right]


def words_of(said: str) -> list[str]:
    """Words alone: case, marks and hyphens are not compared, and capitals that stand together are letters."""
    letters = re.sub(r"\b[A-Z]{2,5}\b", lambda match: " ".join(match[0]), said)
    return re.sub(r"[^\w\s']", " ", letters).casefold().split()


def read_table(name: str) -> list[Reading]:
    """The rows of `open` or `held`."""
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [Reading(language, written, tuple(right.split(" | "))) for language, written, right in rows]


def pass_rate(readings: Iterable[Reading]) -> float:
    """Share of rows that are read as a careful reader would."""
    held = [each.holds for each in readings]
    return sum(held) / len(held)
