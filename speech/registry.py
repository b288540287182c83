"""The engines by name. The tables are what may be chosen; an engine's library is imported when the engine is loaded, not before."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from core.settings import Settings
from speech.engines import Synthesizer, Transcriber
from speech.voice_by_language import VoiceByLanguage


def faster_whisper(settings: Settings) -> Transcriber:
    from speech.languages import spoken_language
    from speech.whisper_faster import load_faster_whisper

    return load_faster_whisper(whisper_source(settings), settings.device, settings.threads or os.cpu_count() or 1, spoken_language(settings.language))


def openai_whisper(settings: Settings) -> Transcriber:
    from speech.languages import spoken_language
    from speech.whisper_openai import load_openai_whisper

    return load_openai_whisper(whisper_source(settings), settings.device, settings.threads, spoken_language(settings.language))


def hibari(settings: Settings) -> Synthesizer:
    from speech.voice_hibari import load_hibari

    return load_hibari(settings.voice)


def coqui(settings: Settings) -> Synthesizer:
    from speech.voice_coqui import load_coqui

    return load_coqui(settings.voice, settings.device)


def espeak(settings: Settings) -> Synthesizer:
    from speech.voice_espeak import EspeakVoice

    return EspeakVoice(settings.voice)


TRANSCRIBERS: dict[str, Callable[[Settings], Transcriber]] = {"faster-whisper": faster_whisper, "openai-whisper": openai_whisper}
SYNTHESIZERS: dict[str, Callable[[Settings], Synthesizer]] = {"hibari": hibari, "coqui": coqui, "espeak-ng": espeak}


def load_transcriber(settings: Settings) -> Transcriber:
    """The ear that the settings name; behind a server that hears, the one that stands by. Raises WeightsError, MissingEngine, WrongSetting."""
    local = TRANSCRIBERS[settings.transcriber](settings)
    if not settings.transcriber_url:
        return local
    from core.remote import Remote, address
    from speech.languages import spoken_language
    from speech.remote_speech import RemoteTranscriber, StandbyTranscriber

    server = Remote("the transcriber's server", address(settings.transcriber_url, "transcriber_url"), settings.transcriber_key, settings.remote_ms / 1000)
    return StandbyTranscriber(RemoteTranscriber(server, spoken_language(settings.language)), local)


def load_synthesizer(settings: Settings) -> Synthesizer:
    """The voice that the settings name, with espeak-ng's beside it for languages it does not speak; it stands by where a server speaks.

    Raises WeightsError, MissingEngine, WrongSetting.
    """
    from speech.speakable import spoken_sentences
    from speech.voice_espeak import EspeakVoice, installed

    own = SYNTHESIZERS[settings.synthesizer](settings)
    spoken_sentences("Ready for 2 dollars.")  # compiles the rules of English now, about 0.2 s, not before the first reply
    return VoiceByLanguage(_first_remote(own, settings), EspeakVoice() if installed() else None, settings.rate)


def _first_remote(own: Synthesizer, settings: Settings) -> Synthesizer:
    if not settings.synthesizer_url:
        return own
    from core.remote import Remote, address
    from speech.remote_speech import RemoteVoice, StandbyVoice

    server = Remote("the voice's server", address(settings.synthesizer_url, "synthesizer_url"), settings.synthesizer_key, settings.remote_ms / 1000)
    return StandbyVoice(RemoteVoice(server), own)


def whisper_source(settings: Settings) -> Path | str:
    """Weights in the models folder, else a path on this machine, else a name left to the engine."""
    kept = settings.models / settings.whisper
    if kept.exists() or settings.whisper == Settings.whisper:  # the default is never a name of an engine's
        return kept
    path = Path(settings.whisper).expanduser()
    return path if path.exists() else settings.whisper
