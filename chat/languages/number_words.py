"""Numbers that are written as words, brought to digits: "hundertfünfzig" is 150, "quatre-vingt-dix" 90, "ciento veinte" 120. "Ein", "un" stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import product


def _counted(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * place for place, word in enumerate(words.split())}


GERMAN_UNITS = {
    **_counted("zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf dreizehn vierzehn", 2),
    **_counted("fuenfzehn sechzehn siebzehn achtzehn neunzehn", 15),
}
GERMAN_TENS = _counted("zwanzig dreissig vierzig fuenfzig sechzig siebzig achtzig neunzig", 20, 10)
FRENCH = {
    **_counted("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", 2),
    **_counted("vingt trente quarante cinquante soixante septante octante nonante", 20, 10),
    **{"un": 1, "une": 1, "vingts": 20, "huitante": 80, "cent": 100, "cents": 100, "mille": 1000},
}
SPANISH = {
    **_counted("dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince", 2),
    **_counted("dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis", 16),
    **_counted("veintisiete veintiocho veintinueve", 27),
    **_counted("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10),
    **_counted("doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos", 200, 100),
    **_counted("doscientas trescientas cuatrocientas quinientas seiscientas setecientas ochocientas novecientas", 200, 100),
    **{"un": 1, "uno": 1, "una": 1, "cien": 100, "ciento": 100, "mil": 1000},
}
ALONE = {"un", "une", "uno", "una", "neuf"}  # articles, and "new"


def digits_for_words(text: str, language: str) -> str:
    """The folded text with its number words as digits."""
    return PARSERS[language](text) if language in PARSERS else text


def _german(text: str) -> str:
    return re.sub(r"(?<![\w-])[a-z]{3,}(?![\w-])", lambda found: str(german_number(found.group()) or found.group()), text)


def german_number(word: str) -> int:
    """The number that the word is, 0 for none: "zweihundertfuenfzig" is 250."""
    thousands, found, rest = word.rpartition("tausend")
    if found:
        many, few = _below_thousand(thousands) if thousands else 1, _below_thousand(rest)
        return many * 1000 + few if many and (few or not rest) else 0
    return _below_thousand(word)


def _below_thousand(word: str) -> int:
    hundreds, found, rest = word.rpartition("hundert")
    if not found:
        return _SMALL_GERMAN.get(word, 0)
    many, few = 1 if hundreds in ("", "ein") else GERMAN_UNITS.get(hundreds, 0), _SMALL_GERMAN.get(rest.removeprefix("und"), 0)
    return many * 100 + few if many and (few or not rest) else 0


_SMALL_GERMAN = {
    **GERMAN_UNITS, **GERMAN_TENS, "zwo": 2,
    **{f"{unit}und{ten}": one + many for (unit, one), (ten, many) in product({"ein": 1, **GERMAN_UNITS}.items(), GERMAN_TENS.items()) if one < 10},
}  # fmt: skip


def _sequence(words: dict[str, int], joint: str, units: Iterable[str]) -> Callable[[str], str]:
    """Reads words in a row, apart or hyphened, as one number: "quatre-vingt-dix". The joint stands between a ten and one of `units`."""
    one, unit = _either(words), _either(units)
    row = re.compile(rf"(?<![\w-])(?:{one})(?:[ -](?:{one})|(?<=nta|nte|ngt)[ -]{joint}[ -](?:{unit}))*(?![\w'-])")

    def number(found: re.Match[str]) -> str:
        parts = [each for each in re.split(r"[ -]", found.group()) if each != joint]
        if len(parts) == 1 and parts[0] in ALONE:
            return found.group()
        total = value(words, parts)
        return str(total) if total else found.group()

    return lambda text: row.sub(number, text)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda each: -len(each)))


def value(words: dict[str, int], parts: list[str]) -> int:
    """The sum of the parts, scales multiplied; 0 where they are no number in a row ("two three")."""
    total, current, last = 0, 0, 10_000
    for each in (words[part] for part in parts):
        if each in (100, 1000) or (each == 20 and current == 4):
            current = max(current, 1) * each
            total, current, last = (total + current, 0, 1000) if each == 1000 else (total, current, each)
        elif each < last or not current:
            current, last = current + each, each if each >= 10 else 1
        else:
            return 0
    return total + current


PARSERS: dict[str, Callable[[str], str]] = {
    "de": _german,
    "fr": _sequence(FRENCH, "et", ("un", "une", "onze")),
    "es": _sequence(SPANISH, "y", [each for each, number in SPANISH.items() if number < 10]),
}  # fmt: skip
