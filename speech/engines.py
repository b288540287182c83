"""What hears and what speaks, as two narrow protocols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from speech.clip import Clip


@dataclass(frozen=True)
class Transcript:
    """What was heard. `text` is empty when nothing was said; `confidence` is 0 to 1; `language` is ISO 639-1.

    `others` are less likely readings of the same sound, as far as the engine tells.
    """

    text: str
    language: str
    confidence: float
    seconds: float  # length of the clip
    others: tuple[str, ...] = ()


class Transcriber(Protocol):
    """Speech to text. Never invents: a clip without speech gives an empty text.

    `terms` are words to expect, the likeliest first; `ShopTerms` know more of them for a clip that is heard twice. `language` is what
    the shopper says they speak, as ISO 639-1, or "auto" to let the engine guess; None leaves it to the settings.
    """

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript: ...


@runtime_checkable
class Glancer(Protocol):
    """Hears an unfinished clip, quickly: (n,) float32 at 16 kHz to the words so far, "" where there are none to be believed. Both ears can.

    `language` is as `Transcriber.transcribe` takes it.
    """

    def glance(self, samples: np.ndarray, language: str | None = None) -> str: ...


@dataclass(frozen=True)
class Manner:
    """How something is said: `language` is ISO 639-1, `rate` is times the voice's own pace, `voice` is a name of the engine's.

    Without a name it is the voice that the engine was loaded with.
    """

    language: str = "en"
    rate: float = 1.0
    voice: str = ""


PLAIN = Manner()


class Synthesizer(Protocol):
    """Text to speech, one clip a sentence, each made when it is drawn: who stops drawing stops the synthesis."""

    def speaks(self, language: str) -> bool:
        """Whether it has a voice of this language (ISO 639-1)."""
        ...

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        """Clips of `text`, a text of `manner.language`. Raises WrongSetting for a voice that the engine does not have."""
        ...


@runtime_checkable
class Named(Protocol):
    """A `Synthesizer` with several voices of a language, by the names that `Manner.voice` takes."""

    def names(self, language: str) -> Sequence[str]: ...
