"""The open microphone of one conversation, fed with sound whose loudness says who speaks: what is begun, told, dropped and handed over."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest

from chat.acts import Utterance
from chat.listening import ENOUGH, Listening, Told
from chat.llm import Message, ScriptedModel
from chat.parts import Parts
from chat.session import Session
from chat.understanding.by_model import ModelReader, head_for
from core.errors import WeightsError
from core.later import Later
from speech.clip import Clip
from speech.engines import Transcript
from speech.silence import FRAME, VAD_RATE
from speech.turn_taking import TurnTaker

PATIENCE_S = 20.0  # for another thread on a busy machine


def loudness(frame: np.ndarray) -> float:
    return float(np.abs(frame).max())


class Levels:
    """Hears words by the level at which they were spoken; glances at what is unfinished. `gate` holds recognition back."""

    def __init__(self, words: dict[float, str]) -> None:
        self.words = words
        self.gate = threading.Event()
        self.gate.set()
        self.fault: Exception | None = None
        self.heard: list[float] = []
        self.languages: list[str | None] = []

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        assert self.gate.wait(PATIENCE_S)
        if self.fault:
            raise self.fault
        self.heard.append(clip.seconds)
        self.languages.append(language)
        return Transcript(self.read(clip.samples), "en", 0.9, clip.seconds)

    def glance(self, samples: np.ndarray, language: str | None = None) -> str:
        return self.read(samples).split(" ")[0]

    def read(self, samples: np.ndarray) -> str:
        return " ".join(self.words[each] for each in sorted({round(float(each), 1) for each in samples if each > 0.5}))


class Microphone:
    """A listening and everything it told."""

    def __init__(self, parts: Parts, words: dict[float, str]) -> None:
        self.ears = Levels(words)
        self.parts = Parts(parts.retriever, Later(lambda: self.ears), Later(lambda: parts.synthesizer), parts.reader)
        self.session = Session("s")
        self.told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self.listening = Listening(self.parts, self.session, TurnTaker(loudness), self.told.put, "de", 1.5)

    def say(self, seconds: float, level: float = 0.0) -> None:
        self.listening.feed(np.full(int(seconds * VAD_RATE) // FRAME * FRAME, level, np.float32))

    def next(self, *wanted: str) -> Told:
        """The next thing told of those kinds; the others are passed over. Silence goes on meanwhile, as it does."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                told = self.told.get(timeout=0.01)
            except queue.Empty:
                self.say(0.032)
                continue
            if told.what in wanted:
                return told
        raise AssertionError(f"nothing of {wanted} was told")


@pytest.fixture
def open_microphone(make_parts: Callable[..., Parts]) -> Iterator[Callable[..., Microphone]]:
    made: list[Microphone] = []

    def opened(words: dict[float, str]) -> Microphone:
        made.append(Microphone(make_parts(), words))
        return made[-1]

    yield opened
    for each in made:
        each.listening.close()


def test_a_turn_is_begun_at_the_pause_and_handed_over_at_its_end(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.9: "Waterproof hiking boots."})
    microphone.say(1.0, 0.9)
    assert microphone.next("heard")
    microphone.say(0.16)
    assert microphone.next("partial").text
    told = microphone.next("turn")
    assert told.text == "Waterproof hiking boots."
    waiting = microphone.session.spoken(told.token)
    assert microphone.session.state.turns == 0, "until the page takes it, nothing has happened"
    with microphone.session.turn(waiting) as turn:
        reply = turn.take(microphone.parts, Utterance(waiting.text, recognised=True), begun=waiting.ahead)
    assert reply.suggestions
    assert microphone.ears.languages == ["de"] and waiting.ahead and waiting.ahead.said.rate == 1.5, "as the shopper chose"
    assert len(microphone.ears.heard) == 1, "what was recognised at the pause is not recognised again"


def test_words_appear_while_somebody_speaks(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.9: "Waterproof hiking boots."})
    microphone.say(0.8, 0.9)
    until = time.monotonic() + PATIENCE_S
    while microphone.told.empty() or microphone.told.get() != Told("partial", "Waterproof"):
        assert time.monotonic() < until
        time.sleep(0.01)


class Foresighted(ScriptedModel):
    """A model that tells what it was given to read ahead."""

    def __init__(self) -> None:
        super().__init__([])
        self.ahead: queue.SimpleQueue[Sequence[Message]] = queue.SimpleQueue()

    def read_ahead(self, messages: Sequence[Message]) -> None:
        self.ahead.put(messages)
        raise WeightsError("it failed, which concerns nobody until the turn itself")


def test_words_that_no_rule_explains_are_read_by_the_model_while_they_are_said(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({})
    model = Foresighted()
    microphone.parts.reader = ModelReader(model)

    def say(words: str) -> None:
        microphone.ears.glance = lambda samples, language=None: words  # type: ignore[method-assign]
        microphone.say(0.8, 0.9)
        while microphone.told.get(timeout=PATIENCE_S) != Told("partial", words):
            continue

    say("The baby will not stop pul")
    system, user = model.ahead.get(timeout=PATIENCE_S)
    assert system["content"] == head_for(microphone.parts.retriever.vocabulary.uses) and user["content"] == '"The baby will not stop'
    say("Show me waterproof hiking boots")
    say("We sleep outdoors when it fr")
    assert model.ahead.get(timeout=PATIENCE_S)[1]["content"] == '"We sleep outdoors when it', "what a rule explains was not read ahead"


def test_going_on_within_the_patience_makes_one_turn_of_it(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.8: "Hiking boots and", 0.9: "a tent."})
    microphone.say(1.0, 0.8)
    microphone.say(0.16)
    while microphone.next("partial").text != "Hiking boots and":
        continue
    microphone.say(0.5)
    microphone.say(1.0, 0.9)  # after "and" half a second of silence is no end
    told = microphone.next("turn")
    assert told.text == "Hiking boots and a tent."


def test_what_was_begun_at_a_pause_is_dropped_when_the_shopper_goes_on(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.8: "Hiking boots.", 0.9: "In black."})
    microphone.ears.gate.clear()
    microphone.say(1.0, 0.8)
    microphone.say(0.2)
    microphone.say(1.0, 0.9)
    microphone.ears.gate.set()
    assert microphone.next("turn").text == "Hiking boots. In black."
    with pytest.raises(queue.Empty):
        while microphone.told.get(timeout=0.2).what != "turn":
            continue


def test_sound_without_words_is_no_turn(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.9: ""})
    microphone.say(1.0, 0.9)
    assert microphone.next("nothing", "turn").what == "nothing"
    assert microphone.session.lines == ()


def test_talking_into_the_voice_stops_it_and_remembers_what_was_heard(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.9: "How heavy is that one?"})
    with microphone.session.turn() as speaking:
        reply = speaking.take(microphone.parts, Utterance("I need waterproof hiking boots under 150 dollars"))
        for words in reply.spoken:
            assert microphone.session.playing
            microphone.session.playing.handed(words, 2.0)
        microphone.listening.over_voice = True
        microphone.say(0.1, 0.9)
        assert microphone.next("hold", "interrupted").what == "hold"
        assert not speaking.cancelled()
        microphone.say(0.3, 0.9)
        assert microphone.next("interrupted")
        assert speaking.cancelled()
        microphone.session.played(microphone.session.playing_turn, 1.7)  # the opening and most of the first item
    microphone.say(0.5, 0.9)
    told = microphone.next("turn")
    waiting = microphone.session.spoken(told.token)
    with microphone.session.turn(waiting) as turn:
        found = turn.take(microphone.parts, Utterance(waiting.text, recognised=True), begun=waiting.ahead)
    assert microphone.parts.retriever.get(reply.of[1]).title in found.text


def test_a_cough_over_the_voice_lets_it_go_on(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.9: "cough"})
    microphone.listening.over_voice = True
    microphone.say(0.13, 0.9)
    microphone.say(0.3)
    assert microphone.next("hold").what == "hold"
    assert microphone.next("go_on", "interrupted").what == "go_on"


def test_talking_on_before_the_answer_makes_one_turn_of_both(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.8: "Hiking boots.", 0.9: "Under a hundred dollars."})
    microphone.say(1.0, 0.8)
    first = microphone.next("turn")
    with microphone.session.turn(microphone.session.spoken(first.token)) as thinking:
        microphone.say(1.0, 0.9)
        assert microphone.next("interrupted")
        assert thinking.cancelled()
    assert microphone.next("turn").text == "Hiking boots. Under a hundred dollars."


def test_stop_is_obeyed_and_not_answered(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.9: "Okay, stop."})
    microphone.say(0.6, 0.9)
    assert microphone.next("enough", "turn").what == "enough"


@pytest.mark.parametrize("text", ["stop", "please stop", "stop talking", "be quiet please", "genug", "basta"])
def test_words_that_only_end_the_voice(text: str) -> None:
    assert ENOUGH.fullmatch(text)


@pytest.mark.parametrize("text", ["a door stop", "stop showing me boots", "quiet headphones", "no"])
def test_words_that_want_more_than_silence(text: str) -> None:
    assert not ENOUGH.fullmatch(text)


def test_a_turn_without_a_pause_is_answered_and_the_microphone_hears_no_more(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.9: "Boots boots boots."})
    microphone.say(31.0, 0.9)
    assert microphone.next("turn").text == "Boots boots boots."
    assert microphone.next("cut")
    microphone.say(2.0, 0.9)
    microphone.say(1.0)
    assert len(microphone.ears.heard) == 1


def test_recognition_that_fails_is_told_and_the_next_turn_is_heard(open_microphone: Callable[..., Microphone]) -> None:
    microphone = open_microphone({0.9: "Hiking boots."})
    microphone.ears.fault = WeightsError("the ear is broken: mend it")
    microphone.say(0.45, 0.9)
    assert microphone.next("failed").text == "the ear is broken: mend it"
    microphone.ears.fault = None
    microphone.say(0.45, 0.9)
    assert microphone.next("turn").text == "Hiking boots."


def test_a_closed_microphone_leaves_no_thread(open_microphone: Callable[..., Microphone]) -> None:
    before = threading.active_count()
    microphone = open_microphone({0.9: "Hiking boots."})
    microphone.say(0.45, 0.9)
    microphone.next("turn")
    microphone.listening.close()
    until = time.monotonic() + PATIENCE_S
    while threading.active_count() > before:
        assert time.monotonic() < until, [each.name for each in threading.enumerate()]
        time.sleep(0.01)
