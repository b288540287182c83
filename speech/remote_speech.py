"""Ears and a voice on servers that speak OpenAI's audio endpoints: /audio/transcriptions and /audio/speech."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.errors import BadInput, EngineDown
from core.remote import Remote
from core.standing import Standing
from speech.belief import Heard, believed, nothing
from speech.clip import Clip
from speech.decode import read_clip
from speech.engines import PLAIN, Manner, Synthesizer, Transcriber, Transcript
from speech.expecting import expecting
from speech.languages import spoken_language
from speech.resample import resample
from speech.sentences import split_sentences
from speech.silence import has_speech
from speech.speakable import spoken_sentences
from speech.wav import wav_bytes
from speech.whisper_options import SAMPLE_RATE

LONGER = 0.1  # seconds a server may take beyond its usual wait for each second of sound or for each ten characters of text
EVEN = -0.5  # mean log probability of words that come without one: neither sure nor doubtful
ANY_RATE = 24_000  # Hz; what voices of today give


class RemoteTranscriber:
    """A `Transcriber`. Silence is found here, before anything is sent."""

    def __init__(self, remote: Remote, language: str | None) -> None:
        self._remote = remote
        self._language = language

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        """Raises EngineDown, WrongSetting for a language that is none."""
        spoken = spoken_language(language, self._language)
        if not has_speech(clip):
            return nothing(spoken or "", clip.seconds)
        fields = {"model": self._remote.address.options.get("model", "whisper-1"), "response_format": "verbose_json", "temperature": "0"}
        fields |= {"language": spoken} if spoken else {}
        prompt = expecting(terms, spoken)
        fields |= {"prompt": prompt} if prompt else {}
        sound = wav_bytes(resample(clip, SAMPLE_RATE))
        answer = self._remote.post("/audio/transcriptions", LONGER * clip.seconds, data=fields, files={"file": ("clip.wav", sound, "audio/wav")})
        return self._read(answer, spoken, clip.seconds)

    def _read(self, answer: bytes, spoken: str | None, seconds: float) -> Transcript:
        try:
            told = json.loads(answer)
            parts = told.get("segments") or [{"text": told["text"]}]
            heard = [Heard(str(each["text"]), float(each.get("avg_logprob", EVEN)), float(each.get("no_speech_prob", 0.0))) for each in parts]
            return believed(heard, spoken or code_of(str(told.get("language", ""))), seconds)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise EngineDown(f"{self._remote.what} answered nonsense") from None


class RemoteVoice:
    """A `Synthesizer` of English. A manner's voice and pace go to the server, which knows its own names of voices."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def speaks(self, language: str) -> bool:
        return language == "en"

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        """Raises EngineDown."""
        options = self._remote.address.options
        voice = manner.voice or options.get("voice", "alloy")
        fixed = {"model": options.get("model", "tts-1"), "voice": voice, "speed": manner.rate, "response_format": "wav"}
        for sentence in spoken_sentences(text, manner.language):
            sound = self._remote.post("/audio/speech", LONGER * len(sentence) / 10, json={**fixed, "input": sentence})
            try:
                yield read_clip(sound, "the voice's answer", ANY_RATE)
            except BadInput as error:
                raise EngineDown(f"{self._remote.what} answered nonsense ({error})") from None


class StandbyTranscriber:
    """The remote ear; while it is down, the one in this process."""

    def __init__(self, remote: Transcriber, local: Transcriber) -> None:
        self._engines = {"the remote transcriber": remote, "the one here": local}
        self._standing = Standing(list(self._engines), "nothing is heard")

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        last = EngineDown("no transcriber")
        for name, engine in self._engines.items():
            try:
                heard = engine.transcribe(clip, terms, language)
            except EngineDown as error:
                self._standing.down(name, error)
                last = error
            else:
                self._standing.up(name)
                return replace(heard, seconds=clip.seconds)
        raise last


class StandbyVoice:
    """The remote voice; a sentence that it does not give whole is spoken by the one in this process."""

    def __init__(self, remote: Synthesizer, local: Synthesizer) -> None:
        self._engines = {"the remote voice": remote, "the one here": local}
        self._standing = Standing(list(self._engines), "replies are only shown")

    def speaks(self, language: str) -> bool:
        return any(each.speaks(language) for each in self._engines.values())

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        for sentence in split_sentences(text):
            yield from self._spoken(sentence, manner)

    def _spoken(self, sentence: str, manner: Manner) -> list[Clip]:
        for name, engine in self._engines.items():
            if not engine.speaks(manner.language):
                continue
            try:
                clips = list(engine.stream(sentence, manner))
            except EngineDown as error:
                self._standing.down(name, error)
            else:
                self._standing.up(name)
                return clips
        return []


def code_of(language: str) -> str:
    """ISO 639-1 of a language as servers name it: "english" or "en"."""
    from whisper.tokenizer import TO_LANGUAGE_CODE  # imports torch: only where the language is guessed

    return str(TO_LANGUAGE_CODE.get(language.lower(), language.lower()[:2]))
