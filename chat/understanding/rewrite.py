"""The language model puts unusual words into usual ones, which the rules then read: "line up the fox and the bear" is "compare the fox and the bear".

Nothing the model writes is believed by itself. A rewriting counts only where all its words are the shopper's own or the plain
commands the prompt teaches, its numbers are the same, it denies nothing the shopper did not deny, and the rules then explain all of it.
"""

from __future__ import annotations

import re

from retrieval.words import plain_words

COMMANDS = frozenset(
    plain_words(
        "show me only without under over dollars cheaper lighter heavier bigger smaller forget the how much is it what which compare and tell about "
        "i take not others go back to start over hello thanks bye yes no a an one of for in with than are they that this item ones does do you have "
        "waterproof price weight size color material brand battery washable more less better rated best first last number"
    )
)
DENIES = (
    r"\b(?:not|no|without|never|none|nor|neither|forget|drop|leave|skip|ignore|except|instead|lose|knock|remove|rid|"
    r"enough|out|off|hate|dislike|matter|rather)\b|n't\b"
)
AT_LEAST = r"\b(?:over|above|more|least|from|minimum|min|up|higher|bigger|larger|longer|heavier|exceed\w*|upwards?|starting)\b"


def plain_enough(rewritten: str, said: str) -> bool:
    """Whether a rewriting says nothing but what was said. Both as normalised text."""
    own = set(plain_words(said))
    words = plain_words(rewritten)
    if not words or any(word not in own and word not in COMMANDS for word in words):
        return False
    if sorted(re.findall(r"\d+(?:\.\d+)?", rewritten)) != sorted(re.findall(r"\d+(?:\.\d+)?", said)):
        return False
    return not re.search(DENIES, rewritten) or bool(re.search(DENIES, said))
