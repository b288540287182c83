"""Which language a shopper writes: by the script, and for Latin letters by the small words of a language. In doubt it stays what it was."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from chat.languages.lexicon import ENDINGS, lexicon
from chat.languages.phrases import LANGUAGES, SOLD, folded, read_entries
from retrieval.english import english as english_list
from retrieval.mentions import common_words

FOLDER = Path(__file__).parent / "words"
LATIN = ("de", "es", "fr", "it", "nl", "pt")
SCRIPTS = (  # the first whose letters occur; Japanese before Chinese, which shares its characters
    ("ja", "\u3040-\u30ff\uff66-\uff9f"), ("ko", "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f"), ("zh", "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002a6df"),
    ("uk", "\u0454\u0456\u0457\u0491\u0404\u0406\u0407\u0490"), ("ru", "\u0400-\u04ff"), ("el", "\u0370-\u03ff\u1f00-\u1fff"), ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff\u0750-\u077f"), ("hi", "\u0900-\u097f"), ("bn", "\u0980-\u09ff"), ("ta", "\u0b80-\u0bff"), ("th", "\u0e00-\u0e7f"),
    ("ka", "\u10a0-\u10ff"), ("hy", "\u0530-\u058f"),
)  # fmt: skip
ANYWHERE = {"ok", "okay", "super", "wow", "no", "hm", "top", "stop", "bravo", "mm", "ah", "oh", "cool"}  # said in every language
LETTERS = {"de": (("ß", 1),), "es": (("ñ", 1), ("¿¡", 2)), "pt": (("ãõ", 1),)}  # signs of one language alone, and how many words they are worth
BORROWED = re.compile(r"\b[àa] la (?:carte|mode)\b|\ben suite\b|\bdéjà vu\b|\bcaf[eé](?: noir)?\b", re.IGNORECASE)  # English has them too
LONG = 4  # letters
ALONE = 3  # words of a text that one small word can decide
READ_AS_ENGLISH = 300_000  # occurrences in the English list's trillion words: "hoodies" has 766,000, "bye" 6 millions, "danke" and "schuhe" none
MIXED = 2  # English small words from which a foreign name within is only quoted


def language_of(text: str, before: str = "en") -> str:
    """The language of a message, ISO 639-1; `before` is the conversation's, kept for numbers, emoji, brand names and other words of no language."""
    text = BORROWED.sub("", unicodedata.normalize("NFC", text))
    words = re.findall(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*['\u2019]?", text.lower())
    latin = [each for each in words if re.match(r"[a-z\u00c0-\u024f]", each)]
    english = sum(each in _words("en") and each not in ANYWHERE for each in latin)
    script = next((name for name, letters in SCRIPTS if re.search(f"[{letters}]", text)), "")
    if script and not (english >= MIXED and len(latin) > len(words) / 2):
        return script
    return _latin(text, latin, english, before)


def _latin(text: str, words: list[str], english: int, before: str) -> str:
    """The language with the most small words where they outnumber the English ones; else one whose lexicon knows every word."""
    telling = [each for each in words if each not in ANYWHERE]
    if not telling:
        return before
    parts = [piece for each in telling for piece in _pieces(each)]
    found = [_evidence(each, parts, text) for each in sorted(LATIN, key=lambda each: each != before)]  # in doubt the conversation's
    best = max(found, key=lambda each: each.hits)
    if best.hits > (best.english if best.language == before else max(english, best.against)) and best.enough(len(parts)):
        return best.language
    for language in sorted(set(LATIN) & set(LANGUAGES), key=lambda each: each != before):
        if not english and _all_known(language, telling) and (language == before or not all(_is_english(each) for each in parts)):
            return language
    spoken = next(each for each in found if each.language == before) if before in LATIN else None
    if not english and ((spoken and spoken.hits) or not any(each in english_words() for each in parts)):
        return before
    return "en"


@dataclass(frozen=True)
class _Evidence:
    """Small words of one language in a text: `own` are those that are no English words as well, `against` English words that it has not."""

    language: str
    hits: int
    own: int
    against: int
    english: int  # small English words that the language has not
    long: bool  # "danke" may decide alone, "die", "la" and "mi" stand in too many names

    def enough(self, words: int) -> bool:
        if self.hits >= 2:
            return self.own > 0 or self.hits > words / 2
        return self.own > 0 and self.long and not self.against and words <= ALONE


def _evidence(language: str, parts: list[str], text: str) -> _Evidence:
    small = [each for each in parts if each in _words(language) or folded(each, language) in _sold(language)]
    letters = sum(worth for signs, worth in LETTERS.get(language, ()) if any(each in text.lower() for each in signs))
    own = sum(each in _words(language) - english_words() or not _is_english(each) for each in small) + letters
    against = sum(each in english_words() and each not in small for each in parts)
    english = sum(each in _words("en") and each not in _shared(language) for each in parts)
    return _Evidence(language, len(small) + letters, own, against, english, any(len(each) >= LONG for each in small))


def _all_known(language: str, words: list[str]) -> bool:
    known = lexicon(language)
    return known is not None and all(known.knows(each) for each in words)


def _is_english(word: str) -> bool:
    """Whether the word may be English as well: a shopper who writes only "hoodies" or "bye" has changed no language."""
    return word in english_words() or int(english_list().words.get(word, 0)) >= READ_AS_ENGLISH


def _pieces(word: str) -> list[str]:
    """ "l'imperméable" is l' and imperméable, "avez-vous" avez and vous."""
    return [each for each in re.split(r"(?<=['\u2019])|-", word.replace("\u2019", "'")) if each] if re.search(r"['\u2019-]", word) else [word]


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Common English and the English of what shops sell."""
    sold = {word for language in LANGUAGES for each in read_entries(language) for word in re.findall(r"[a-z]+", each.english)}
    return common_words() | sold


@lru_cache(maxsize=16)
def _words(language: str) -> frozenset[str]:
    """The small words of a language, without those that are English too."""
    words = frozenset((FOLDER / f"{language}.txt").read_text(encoding="utf-8").split())
    return words if language == "en" else words - _words("en")


@lru_cache(maxsize=16)
def _shared(language: str) -> frozenset[str]:
    """The small words of a language that are English too."""
    return frozenset((FOLDER / f"{language}.txt").read_text(encoding="utf-8").split()) & _words("en")


@lru_cache(maxsize=16)
def _sold(language: str) -> frozenset[str]:
    """The longer words of a language's lexicon that are no English ones: in doubt they tell it from its neighbours."""
    if language not in LANGUAGES:
        return frozenset()
    endings = re.findall(r"\w+", ENDINGS.get(language, ""))
    telling = (each for each in read_entries(language) if each.section not in ("units", *SOLD) or " " not in each.said)  # a "casa" within is no word of its own
    said = (each.said.replace("~", ending) for each in telling for ending in ("", *endings))
    return frozenset(word for each in said for word in re.findall(r"[^\W\d_]{4,}", each)) - english_words()
