"""What Whisper is told before a clip, as if it had just been said: words that belong to a shop, in sentences as short as a shopper's.

It leans towards them where the sound leaves a choice ("hot boots", "black man"); what is clearly said stays. Measured on Whisper base: the shop's
words alone help little and long sentences of a shopper not at all; the words followed by short commands take a third of the errors away.
"""

from __future__ import annotations

from collections.abc import Sequence

COMMANDS = "Show me something waterproof under 150 dollars. The second one, please. Not that one. Do you have it in black? Which one is cheaper?"
TERM_CHARACTERS = 240  # about 60 tokens; 320 take a tenth more time and help no more. Whisper takes at most 223 tokens, and long lists come back as words
SPOKEN = "en"  # in another language the English words would pull it into English


def expecting(terms: Sequence[str], language: str | None) -> str:
    """The sentences for a clip in `language`, "" where there are none. The terms are taken in order as far as there is room."""
    if language != SPOKEN:
        return ""
    listed = ""
    for term in dict.fromkeys(terms):
        longer = f"{listed}, {term}" if listed else term
        if len(longer) > TERM_CHARACTERS:
            break
        listed = longer
    return f"{listed}. {COMMANDS}" if listed else COMMANDS
