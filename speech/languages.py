"""Which language Whisper is told that a clip is in: the shopper's choice, else the settings'."""

from __future__ import annotations

from whisper.tokenizer import LANGUAGES, TO_LANGUAGE_CODE

from core.errors import WrongSetting

GUESSED = "auto"


def spoken_language(chosen: str | None, usual: str | None = None) -> str | None:
    """The code of a language given by code or English name, None for "auto": Whisper guesses. Without a choice, the usual one. Raises WrongSetting."""
    if chosen is None:
        return usual
    name = chosen.strip().lower()
    if name == GUESSED:
        return None
    if name in LANGUAGES:
        return name
    if name in TO_LANGUAGE_CODE:
        return TO_LANGUAGE_CODE[name]
    raise WrongSetting(f"language is {chosen!r}, which Whisper does not know: choose 'auto', or a code such as en, de, fr or es")
