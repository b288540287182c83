"""One voice for each language: the chosen engine's where it speaks it, else espeak-ng's where that is installed, else none."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

from speech.clip import Clip
from speech.engines import PLAIN, Manner, Named, Synthesizer

log = logging.getLogger(__name__)


class VoiceByLanguage:
    """A `Synthesizer` over two. `rate` is times the voices' own pace, and each call's own is on top of it."""

    def __init__(self, own: Synthesizer, other: Synthesizer | None = None, rate: float = 1.0) -> None:
        self.own = own
        self.other = other
        self.rate = rate
        self._missed: set[str] = set()

    def speaks(self, language: str) -> bool:
        return self._voice(language) is not None

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        """Nothing for a language without a voice: the reply stands as text, and the log says why, once.

        A voice that is asked for by name speaks the languages it has; others, and one that nobody has, are spoken as if none had been named.
        """
        voice = self._named(manner.voice, manner.language)
        manner = manner if voice else replace(manner, voice="")
        voice = voice or self._voice(manner.language)
        if voice is None:
            self._note(manner.language)
            return
        yield from voice.stream(text, replace(manner, rate=self.rate * manner.rate))

    def _voice(self, language: str) -> Synthesizer | None:
        return next((each for each in (self.own, self.other) if each is not None and each.speaks(language)), None)

    def _named(self, name: str, language: str) -> Synthesizer | None:
        return next((each for each in (self.own, self.other) if name and isinstance(each, Named) and name in each.names(language)), None)

    def _note(self, language: str) -> None:
        if language not in self._missed:
            self._missed.add(language)
            log.warning("no voice here speaks %r, replies in it are only shown: `apt install espeak-ng` gives it one", language)
