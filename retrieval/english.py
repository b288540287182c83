"""Which words are English, and how frequent: a word of the language is no slip of a word of the catalog."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from symspellpy import SymSpell

A_WORD = 1_000_000  # occurrences in the list's trillion words: "mess" has seven millions; rarer ones may be slips that somebody once made


@lru_cache(maxsize=1)
def english() -> SymSpell:
    """The 82,000 most frequent English words (symspellpy, MIT), indexed by their one-letter deletions. Half a second and 60 MB, once."""
    words = SymSpell(max_dictionary_edit_distance=1)
    words.load_dictionary(str(files("symspellpy") / "frequency_dictionary_en_82_765.txt"), term_index=0, count_index=1)
    return words


@lru_cache(maxsize=20_000)
def is_english(word: str) -> bool:
    """Whether the word is frequent enough to be meant as it is written: "mess" is no slip of "mesh"."""
    return int(english().words.get(word, 0)) >= A_WORD
