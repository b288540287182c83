"""What a language must say to read a shop's writing: its currencies, its units and the words between numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from speech.reading.units import DENOMINATORS, SIDES, SYMBOLS

Forms = tuple[str, ...]  # one, many; Polish has one, few, many


def one_or_many(value: float) -> int:
    return 0 if value == 1 else 1


def as_counted(words: str, noun: str) -> str:
    """Number words need not agree with the noun that follows."""
    return words


@dataclass(frozen=True)
class Tongue:
    """One language. Signs of currencies and symbols of units are looked up by key: what has no words here is left as it stands."""

    code: str  # ISO 639-1
    currencies: Mapping[str, tuple[Forms, Forms]]  # key of SIGNS -> the currency, its small coin (empty: never said)
    units: Mapping[str, Forms]  # key of SYMBOLS in speech/reading/units.py
    short_forms: tuple[tuple[str, str], ...] = ()  # patterns matched at a word's start, and what is said
    symbols: Mapping[str, str] = field(default_factory=dict)  # symbols of units that only this language has, with their keys
    to: str = "to"
    by: str = "by"
    times: str = "times"
    out_of: str = "out of"
    stars: tuple[str, str] = ("star", "stars")
    percent: str = "percent"
    minus: str = "minus"
    plus: str = "plus"
    per: str = "per"
    coins: str = "and"  # between "149 dollars" and "99 cents"
    joined: str = "and"  # of "&"
    number: str = "number"
    at: str = "at"
    dot: str = "dot"
    point: str = "point"  # of a decimal
    numbers: bool = True  # are written as words before a voice; num2words has them
    comma: bool = True  # decimals are written with a comma
    dollar: str = "USD"  # the currency of a bare $
    form: Callable[[float], int] = one_or_many
    agree: Callable[[str, str], str] = as_counted  # number words before a noun

    @cached_property
    def measured(self) -> Mapping[str, Forms]:
        """Symbols that stand behind a number, with their words."""
        return self._named({**SYMBOLS, **self.symbols})

    @cached_property
    def divided(self) -> Mapping[str, Forms]:
        """Symbols that stand behind a slash."""
        return self._named({**DENOMINATORS, **self.symbols})

    @cached_property
    def sides(self) -> Mapping[str, Forms]:
        """Symbols of length that stand behind an 'x'."""
        return self._named(SIDES)

    def _named(self, symbols: Mapping[str, str]) -> Mapping[str, Forms]:
        return {symbol: self.units[key] for symbol, key in symbols.items() if key in self.units}
