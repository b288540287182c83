"""How English words sound, read by the grapheme-to-phoneme converter that comes with the default voice."""

from __future__ import annotations

from functools import lru_cache

from hibari.g2p import G2P

from core.later import Later

STRESS = str.maketrans({"\u02c8": None, "\u02cc": None, "\u1d4a": "\u0259", "T": "t", "\u027e": "t"})  # stress marks go; a flapped t is a t
READER: Later[G2P] = Later(G2P)  # its dictionaries take about a second and 100 MB: the voice uses the same


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """One character a phoneme, without stress: "suede" and "swayed" are both "swAd"."""
    phonemes: str = READER.get()(word)
    return phonemes.translate(STRESS).replace(" ", "")


@lru_cache(maxsize=20_000)
def is_english(word: str) -> bool:
    """Whether the pronouncing dictionary has the word or what it is an inflection of."""
    lexicon = READER.get().lexicon
    word = word.replace("\u2019", "'").removesuffix("'s").removesuffix("s'")
    stems = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("ing"))
    return any(len(stem) > 1 and (stem in lexicon.golds or stem in lexicon.silvers) for stem in stems)
