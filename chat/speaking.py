"""The reply's sentences as sound, each synthesised when it is drawn: the first plays while the next is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chat.parts import Parts
from chat.stopwatch import Stopwatch
from speech.clip import Clip
from speech.engines import PLAIN, Manner
from speech.sentences import first_clause_first


def speak(parts: Parts, sentences: Sequence[str], watch: Stopwatch, cancelled: Callable[[], bool], manner: Manner = PLAIN) -> Iterator[tuple[str, Clip]]:
    """(sentence, clip) pairs; the first sentence may come in two clips, its first clause ahead. Nothing for a language without a voice.

    Once cancelled nothing more is synthesised, and who stops drawing stops the synthesis as well. Notes when the first clip is ready.
    """
    for place, sentence in enumerate(sentences):
        for clause in first_clause_first(sentence) if place == 0 else (sentence,):
            clips = parts.synthesizer.stream(clause, manner)
            while not cancelled() and (clip := next(clips, None)) is not None:
                if cancelled():
                    return
                watch.mark("first_audio")
                yield sentence, clip
            if cancelled():
                return
