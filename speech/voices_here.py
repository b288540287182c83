"""Which voices this machine offers to choose from, told without loading an engine: a page is drawn before any is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from speech.voice_espeak import named

ENGLISH = "en"  # every engine speaks it


@dataclass(frozen=True)
class VoicesHere:
    """`names` of voices by language (ISO 639-1), each with a name for a person; replies in a language of `silent` can only be shown."""

    names: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()


def voices_here(synthesizer: str, languages: Iterable[str]) -> VoicesHere:
    """For an engine of the registry. What a Coqui model speaks is known once it is loaded: it is taken to speak everything."""
    found = {language: named(language) for language in languages}
    silent = {language for language, names in found.items() if language != ENGLISH and not names and synthesizer != "coqui"}
    return VoicesHere({language: names for language, names in found.items() if names}, frozenset(silent))
