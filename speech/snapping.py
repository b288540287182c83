"""Words that were misheard, put back to the shop's own where they sound like them: "plane folk" is Plainfolk, a "garden pose" a garden hose.

Precision before reach: what the shop knows stays, and a word that is good English gives way only to one that sounds the same,
to an invented name, or where the rest of the phrase is the shop's. Measured on 480 clips of the starter shop's words, three voices, clean and at
10 dB: 306 are heard wrong, 188 after snapping; of 240 of a clothes shop it was not made on, 154 and 133. No sentence is made worse,
and of 308 everyday ones none is changed. What speech/recalling.py adds is told there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from speech.phonemes import is_english, sound_of
from speech.recalling import Recollection
from speech.sounding import apart
from speech.terms import LONGEST, WORD, Term, numbers_of, term_of

SLIP_EVERY = 5  # phonemes for which one may be wrong in a word that is no English
INVENTED_FROM = 8  # phonemes from which an invented name is known with one wrong
NEARLY_FROM = 6  # phonemes from which it is known in words that are nearly its sound
NEARLY = 0.17  # of its phonemes
ALMOST = 0.1  # of the phonemes of a phrase that is English, from ...
ALMOST_FROM = 7  # ... this many on, written in several words
NAMED = 0.34  # of the phonemes of a name, where a name is expected: after "by"
SPELLED_FROM = 5  # letters of it from which one may be another there
SPLIT_FROM = 5  # phonemes from which the same sound may be written in other words ("rain cote")
JOINED_FROM = 6  # letters from which the same letters may be written in other words ("ridge line")
PART_FROM = 3  # phonemes of a word in a phrase from which one may be wrong ("garden pose")
ANCHOR_FROM = 4  # letters of the word in a phrase that vouches for its neighbour
INTRODUCE = frozenset(("by", "from"))  # the maker of a thing
LITTLE = frozenset(
    """a an the and or but not no yes so if as is are was were be been am do does did have has had can could would should will may might must
    i you he she it we they me him her us them my your his its our their this that these those one ones two three some any all both each
    of in on at to for from by with without under over up down off out about than then what which who where when why how much many more
    very too just only also through into onto around across along before after""".split()  # noqa: SIM905 - a word list reads best as words
)  # what sentences are made of: never a part of a misheard phrase's edge
BREAK = re.compile(r"[^\s-]")  # between two words of one phrase only blanks and hyphens stand


class Snapper:
    """Made for one shop. `knows` tells whether a word, in lower case, means something in it; `names` are who makes its things."""

    def __init__(self, phrases: Iterable[str], knows: Callable[[str], bool], names: Iterable[str] = ()) -> None:
        makers = dict.fromkeys(names)
        self._terms = [term_of(form) for phrase in dict.fromkeys(phrases) if phrase not in makers for form in numbers_of(phrase)]
        self._names = [term_of(name) for name in makers if numbers_of(name)]
        self._terms += self._names
        self.recollection = Recollection(self._terms)
        self._sounds = [term.sound for term in self._terms]
        self._farthest = np.array([farthest(len(sound)) for sound in self._sounds])
        self._known = frozenset(term.words for term in self._terms)
        self._joined = {"".join(term.words): term for term in self._terms}
        self._words = frozenset(word for term in self._terms for word in term.words)
        self._alone = frozenset(term.words[0] for term in self._terms if len(term.words) == 1)
        self._knows = lambda word: word in self._words or knows(word)

    def snap(self, text: str) -> str:
        """The text with its misheard phrases replaced, the longest first; everything else stays as it was written."""
        words = list(WORD.finditer(text))
        out, last, at = "", 0, 0
        while at < len(words):
            size, term = self._at(text, words, at)
            if term is not None:
                out, last = out + text[last : words[at].start()] + term.written, words[at + size - 1].end()
            at += size
        return out + text[last:]

    def _at(self, text: str, found: Sequence[re.Match[str]], at: int) -> tuple[int, Term | None]:
        for size in range(min(LONGEST, len(found) - at), 0, -1):
            window = found[at : at + size]
            if any(BREAK.search(text[left.end() : right.start()]) for left, right in pairwise(window)):
                continue
            words = tuple(each.group().lower() for each in window)
            following = found[at + size].group().lower() if at + size < len(found) else ""
            joined = self._joined.get("".join(words))
            if joined and len(joined.words) < size and len("".join(words)) >= JOINED_FROM:
                return size, joined
            introduced = at > 0 and found[at - 1].group().lower() in INTRODUCE and not BREAK.search(text[found[at - 1].end() : window[0].start()])
            if term := self._meant(words, following in self._alone - LITTLE, introduced):
                return size, term
        return 1, None

    def _meant(self, words: tuple[str, ...], before_a_term: bool, introduced: bool) -> Term | None:
        """The one term these words are a mishearing of; None where they mean something as they are, or where several fit."""
        if words in self._known or not LITTLE.isdisjoint((words[0], words[-1])):
            return None
        known = all(self._knows(word) for word in words)
        if known and len(words) == 1:
            return None
        sounds = tuple(sound_of(word) for word in words)
        strange = any(not is_english(word) and not self._knows(word) for word in words)
        heard = "".join(sounds)
        distances = process.cdist([heard], self._sounds, scorer=Levenshtein.distance)[0]
        near = (self._terms[place] for place in np.flatnonzero(distances <= self._farthest))  # the slow looks below are for the few
        fits = [term for term in near if as_a_whole(term, words, heard) or (not known and self._fits(term, words, sounds, strange, before_a_term))]
        if not fits and introduced and not known:
            fits = [term for term in self._names if might_be_named(term, words, heard)]
        best = min((apart(term.sound, heard) for term in fits), default=0)
        nearest = {term.words: term for term in fits if apart(term.sound, heard) == best}
        return next(iter(nearest.values())) if len(nearest) == 1 else None

    def _fits(self, term: Term, words: tuple[str, ...], sounds: tuple[str, ...], strange: bool, before_a_term: bool) -> bool:
        heard, length = "".join(sounds), len(term.sound)
        most = most_slips(length)
        wrong = Levenshtein.distance(heard, term.sound, score_cutoff=most)
        if wrong == 0:
            return before_a_term if len(words) == len(term.words) == 1 and not strange else len(heard) >= SPLIT_FROM
        if wrong > most:
            return False
        if strange:
            return wrong <= length // SLIP_EVERY or (length >= NEARLY_FROM and apart(heard, term.sound) <= length / SLIP_EVERY)
        if term.invented and ((wrong == 1 and length >= INVENTED_FROM) or (length >= NEARLY_FROM and apart(heard, term.sound) <= NEARLY * length)):
            return True
        return wrong == 1 and self._one_part_wrong(term, words, sounds)

    def _one_part_wrong(self, term: Term, words: tuple[str, ...], sounds: tuple[str, ...]) -> bool:
        """Whether the words are the term's but for one, which the shop does not know."""
        if len(words) != len(term.words) or len(words) < 2:
            return False
        parts = [place for place, word in enumerate(words) if word != term.words[place]]
        if len(parts) != 1 or self._knows(words[parts[0]]):
            return False
        vouched = any(len(word) >= ANCHOR_FROM and word not in LITTLE for place, word in enumerate(words) if place != parts[0])
        return vouched and min(len(sounds[parts[0]]), len(term.sounds[parts[0]])) >= PART_FROM


def might_be_named(term: Term, words: tuple[str, ...], heard: str) -> bool:
    """Whether words where a name is expected sound like this one, or are written like it: an invented name is read in more ways than one."""
    spelled = "".join(term.words)
    alike = len(spelled) >= SPELLED_FROM and Levenshtein.distance("".join(words), spelled, score_cutoff=1) <= 1
    return alike or apart(term.sound, heard) <= NAMED * len(term.sound)


def as_a_whole(term: Term, words: tuple[str, ...], heard: str) -> bool:
    """Whether several words, whatever each may mean, sound nearly like one invented name or almost like one phrase."""
    length = len(term.sound)
    share = NEARLY if term.invented and length >= NEARLY_FROM else ALMOST if length >= ALMOST_FROM else 0.0
    return len(words) >= 2 and Levenshtein.distance(heard, term.sound) <= most_apart(length, share) and apart(heard, term.sound) <= share * length


def most_slips(length: int) -> int:
    return max(2, length // SLIP_EVERY)


def most_apart(length: int, share: float) -> int:
    """Phonemes in which what lies this share of them apart can differ: each counts half at the least."""
    return int(2 * share * length)


def farthest(length: int) -> int:
    """Phonemes in which what is heard may differ from a term of so many, for whatever reason it is then taken for it."""
    return max(most_slips(length), most_apart(length, NEARLY))
