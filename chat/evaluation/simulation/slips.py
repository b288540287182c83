"""A slip of the tongue or the fingers: one letter of one word goes wrong."""

from __future__ import annotations

import re
from random import Random

from chat.evaluation.simulation.templates import Line
from retrieval.mentions import common_words

WORD = re.compile(r"[A-Za-z]+")
LONG_ENOUGH = 6  # letters; a slip in a shorter word often gives another word


def misspelt(line: Line, random: Random) -> Line:
    """The line with a slip in one of the words that carry a wish; unchanged where all are short."""
    words = sorted({word for each in line.keep for word in WORD.findall(each) if len(word) >= LONG_ENOUGH})
    places = [found for word in words for found in re.finditer(rf"\b{word}\w*", line.text, re.IGNORECASE)]
    if not places:
        return line
    found = random.choice(places)
    slips = [each for each in _slips(found.group()) if each.casefold() not in common_words()]  # "shots" for shorts is another wish
    if not slips:
        return line
    return Line(line.text[: found.start()] + random.choice(slips) + line.text[found.end() :], line.keep, free=False)


def can_slip(text: str) -> bool:
    """Whether the words of a wish are long enough for a slip."""
    return any(len(word) >= LONG_ENOUGH for word in WORD.findall(text))


def _slips(word: str) -> list[str]:
    """The word with two neighbours swapped, a letter lost or one doubled; never the first or the last letter."""
    inner = range(1, len(word) - 2)
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inner}
    lost = {word[:at] + word[at + 1 :] for at in inner}
    doubled = {word[:at] + word[at] + word[at:] for at in inner}
    return sorted((swapped | lost | doubled) - {word})
