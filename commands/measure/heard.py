"""How many words of spoken shop requests are heard wrong."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from commands.measure.row import Row
from speech.engines import Synthesizer, Transcriber
from speech.voice_espeak import speak_with_espeak
from speech.wav import joined
from speech.wer import REQUESTS, Speak, measure_word_errors


def word_error_rate(transcriber: Transcriber, synthesizer: Synthesizer) -> Row:
    """Word error rate in percent over all requests, spoken by the page's own voice and, where it is installed, by espeak-ng."""
    voices: Mapping[str, Speak] = {"own voice": lambda text: joined(synthesizer.stream(text))}
    if shutil.which("espeak-ng"):
        voices = {**voices, "espeak-ng": speak_with_espeak}
    errors = measure_word_errors(transcriber, voices, REQUESTS)
    by_voice = ", ".join(f"{voice} {rate * 100:.1f}" for voice, rate in errors.by_voice.items())
    return Row(f"word error rate ({by_voice})", round(errors.rate * 100, 2), "%", len(errors.hearings))
