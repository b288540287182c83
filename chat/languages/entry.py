"""One phrase of a lexicon."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One phrase as it is said, and its English; `section` is its place in the file."""

    english: str
    said: str
    section: str
