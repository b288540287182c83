"""The reply's sentences as sound, each synthesised when it is drawn: the first plays while the next is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chat.parts import Parts
from chat.stopwatch import Stopwatch
from speech.clip import Clip

VOICES = {"en"}  # languages the voices read; a reply in another is shown, not spoken


def speak(parts: Parts, sentences: Sequence[str], watch: Stopwatch, cancelled: Callable[[], bool]) -> Iterator[tuple[str, Clip]]:
    """(sentence, clip) pairs; ends before the next sentence once cancelled. Notes when the first clip is ready."""
    for sentence in sentences:
        for clip in parts.synthesizer.stream(sentence):
            if cancelled():
                return
            watch.mark("first_audio")
            yield sentence, clip
