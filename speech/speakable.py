"""What shops write, turned into what a voice can read.

Two steps. `speakable` takes away what only the eye needs and puts words for signs and units; numbers stay digits, so that a reply can still be
checked against the facts, and speaking what was made speakable changes nothing. `spoken_sentences` then writes every number as words, the last step
before a voice. Rules and words live in `speech/reading`, the languages in `speech/reading/tongues`.
"""

from __future__ import annotations

import html
import unicodedata
from functools import lru_cache

from speech.reading import english
from speech.reading.in_words import in_words
from speech.reading.markup import EARLY, EMOJI, MARKUP, PAUSES, addresses
from speech.reading.measures import measures
from speech.reading.money import money
from speech.reading.rule import Rule, rule
from speech.reading.signs import signs
from speech.reading.tongues import TONGUES
from speech.sentences import split_sentences

STARS = rule("emoji stars", "⭐{2,}", lambda match: f"{len(match[0])} stars ")


@lru_cache
def rules(language: str) -> tuple[Rule, ...]:
    """All rules of a language, in order; of a language without words, those that only take away."""
    if language not in TONGUES:
        return (*EARLY, *MARKUP, *PAUSES)
    tongue = TONGUES[language]
    first, later = (english.FIRST, english.LATER) if language == "en" else ((), ())
    return (*EARLY, *MARKUP, *addresses(tongue), *first, *money(tongue), *measures(tongue), *later, *signs(tongue), *PAUSES)


def speakable(text: str, language: str = "en") -> str:
    """Plain words, digits and sentence marks. Markup, addresses and emoji are gone; prices, units and ratings are words; model codes stay."""
    text = html.unescape(text).translate(english.TO_ASCII)
    if language == "en":
        text = STARS.apply(text)
    text = unicodedata.normalize("NFC", EMOJI.sub(" ", text))
    for each in rules(language):
        text = each.apply(text)
    return text.strip()


def spoken_sentences(text: str, language: str = "en") -> list[str]:
    """The sentences a voice reads one by one, every number in words; empty for a text without words."""
    sentences = split_sentences(speakable(text, language))
    tongue = TONGUES.get(language)
    return [in_words(each, tongue) for each in sentences] if tongue and tongue.numbers else sentences
