"""One small rewriting of a text; the readings of prices, measures and markup are lists of these, applied in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """Replace every match of `pattern`; `purpose` is for the reader and for messages of a failing test."""

    purpose: str
    pattern: re.Pattern[str]
    replace: str | Callable[[re.Match[str]], str]

    def apply(self, text: str) -> str:
        return self.pattern.sub(self.replace, text)


def rule(purpose: str, pattern: str, replace: str | Callable[[re.Match[str]], str], flags: int = 0) -> Rule:
    return Rule(purpose, re.compile(pattern, flags), replace)


def one_of(written: Iterable[str]) -> str:
    """A pattern of alternatives, the longest first."""
    return "|".join(sorted((re.escape(each) for each in written), key=len, reverse=True))
