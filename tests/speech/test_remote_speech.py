"""Ears and a voice on servers: the same as here where they answer, and nothing lost where they do not."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest

from core.errors import EngineDown
from core.remote import Remote, address
from core.settings import Settings
from speech.clip import Clip
from speech.engines import PLAIN, Manner, Synthesizer, Transcriber, Transcript
from speech.registry import load_synthesizer, load_transcriber
from speech.remote_speech import RemoteTranscriber, RemoteVoice, StandbyTranscriber, StandbyVoice
from speech.silence import has_speech
from speech.voice_hibari import HibariVoice, load_hibari
from speech.wav import joined, wav_bytes
from tests.core.test_remote import FAILOVER_S, WAIT_S, unused
from tests.faulty import FAULTS, faulty, taking_at_most
from tests.speech.loopback import audio_app, served
from tests.speech.sounds import silence

TEXT = "The Ridge boot costs $149.99. It is waterproof!"
HEARD = json.dumps({"text": " Show me hiking boots.", "language": "english", "segments": [
    {"text": " Show me hiking boots.", "avg_logprob": -0.2, "no_speech_prob": 0.0}, {"text": " Thank you." * 8, "avg_logprob": -0.1, "no_speech_prob": 0.0},
]}).encode()  # fmt: skip


class CannedEar:
    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        return Transcript("heard here", "en", 0.9, clip.seconds)


class CannedVoice:
    def speaks(self, language: str) -> bool:
        return True

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        yield Clip(np.full(1600, 0.1, np.float32), 16_000)


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return load_hibari()


@pytest.fixture(scope="module")
def spoken(voice: HibariVoice) -> Clip:
    return joined(voice.stream("Show me hiking boots."))


def at(url: str) -> Remote:
    return Remote("the audio server", address(url, "transcriber_url"), "", WAIT_S)


def test_words_come_back_and_what_whisper_made_up_does_not(spoken: Clip) -> None:
    with faulty("ok", answer=HEARD) as server:
        found = RemoteTranscriber(at(f"{server.url}?model=large"), None).transcribe(spoken, ("Ridge boots",))
        assert (found.text, found.language, found.seconds) == ("Show me hiking boots.", "en", spoken.seconds)
        assert b'name="model"\r\n\r\nlarge' in server.bodies[0] and b"RIFF" in server.bodies[0]
        assert server.paths == ["/v1/audio/transcriptions"]


def test_silence_is_not_sent_anywhere() -> None:
    with faulty("ok", answer=HEARD) as server:
        assert RemoteTranscriber(at(server.url), "en").transcribe(silence(1)).text == ""
        assert server.paths == []


def test_the_voice_is_asked_sentence_by_sentence(voice: HibariVoice) -> None:
    with faulty("ok", answer=wav_bytes(next(voice.stream("Hello.")))) as server:
        stream = RemoteVoice(at(f"{server.url}?model=kokoro&voice=heart")).stream(TEXT)
        assert next(stream).sample_rate == 24_000
        assert len(server.bodies) == 1, "the second sentence is not asked for before the first is taken"
        assert len(list(stream)) == 1
        asked = json.loads(server.bodies[0])
        assert (asked["model"], asked["voice"], asked["response_format"]) == ("kokoro", "heart", "wav")
        assert "dollars" in asked["input"] and "$" not in asked["input"]
        list(RemoteVoice(at(server.url)).stream("Hello.", Manner(rate=1.5, voice="bella")))
        assert (json.loads(server.bodies[-1])["voice"], json.loads(server.bodies[-1])["speed"]) == ("bella", 1.5)


def test_another_language_than_the_server_speaks_is_spoken_here() -> None:
    mouth = StandbyVoice(RemoteVoice(at(unused())), CannedVoice())
    with taking_at_most(0.5):
        assert [len(clip.samples) for clip in mouth.stream("Guten Tag.", Manner(language="de"))] == [1600]


@pytest.mark.parametrize("word", [*FAULTS, "refused"])
def test_where_the_server_fails_the_engine_here_goes_on(word: str, spoken: Clip, caplog: pytest.LogCaptureFixture) -> None:
    with faulty("500" if word == "refused" else word, answer=HEARD) as server, caplog.at_level(logging.WARNING):
        service = at(unused() if word == "refused" else server.url)
        ear = StandbyTranscriber(RemoteTranscriber(service, "en"), CannedEar())
        mouth = StandbyVoice(RemoteVoice(service), CannedVoice())
        for _ in range(2):
            with taking_at_most(FAILOVER_S):
                assert ear.transcribe(spoken).text == "heard here"
        with taking_at_most(2 * FAILOVER_S):
            assert [len(clip.samples) for clip in mouth.stream(TEXT)] == [1600, 1600]
    assert [each.message.split(" is down")[0] for each in caplog.records] == ["the remote transcriber", "the remote voice"]


def test_a_voice_that_fails_in_the_middle_loses_no_sentence(voice: HibariVoice) -> None:
    with faulty("ok", "cut", answer=wav_bytes(next(voice.stream("Hello.")))) as server:
        clips = list(StandbyVoice(RemoteVoice(at(server.url)), CannedVoice()).stream(TEXT))
        assert [clip.sample_rate for clip in clips] == [24_000, 16_000]


def test_with_nothing_left_hearing_is_an_error_and_speaking_is_silent(spoken: Clip) -> None:
    down = at(unused())
    with pytest.raises(EngineDown):
        StandbyTranscriber(RemoteTranscriber(down, "en"), RemoteTranscriber(down, "en")).transcribe(spoken)
    assert list(StandbyVoice(RemoteVoice(down), RemoteVoice(down)).stream(TEXT)) == []


def voices(voice: HibariVoice, url: str) -> dict[str, Synthesizer]:
    return {"here": voice, "remote": RemoteVoice(at(url))}


def test_the_voice_of_a_server_keeps_the_contract_of_the_one_here(voice: HibariVoice) -> None:
    with served(audio_app(CannedEar(), voice)) as url:
        for name, each in voices(voice, url).items():
            clips = list(each.stream(TEXT))
            assert len(clips) == 2, name
            assert all(clip.sample_rate == 24_000 and clip.seconds > 0.5 and has_speech(clip) for clip in clips), name
            assert list(each.stream("🙂 ... \n")) == [], name


@pytest.mark.slow
def test_the_ear_of_a_server_keeps_the_contract_of_the_one_here(home: Settings, voice: HibariVoice, spoken: Clip) -> None:
    ear = load_transcriber(home)
    with served(audio_app(ear, voice)) as url:
        patient = replace(home, transcriber_url=url, synthesizer_url=url, remote_ms=20_000)
        remote = RemoteTranscriber(Remote("the audio server", address(url, "transcriber_url"), "", 20.0), "en")
        engines: dict[str, Transcriber] = {"here": ear, "remote": remote, "by the setting": load_transcriber(patient)}
        for name, each in engines.items():
            found = each.transcribe(spoken, ("hiking boots",))
            assert found.text.lower().strip(" .!") == "show me hiking boots", name
            assert (found.language, found.seconds) == ("en", spoken.seconds)
            assert 0.3 < found.confidence <= 1
            assert each.transcribe(silence(1)).text == "", name
        assert len(list(load_synthesizer(patient).stream(TEXT))) == 2
