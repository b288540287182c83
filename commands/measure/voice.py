"""`bench voice`: how long a shopper who talks waits for the shop's voice, and how fast it gives way.

Ours is fed in real time, as a microphone would; from the last sample of speech to the first clip of the reply, in the server: the browser and its
connection add what they add to every system. What it stands beside hears the same clips in between, waits the usual fixed silence, and does one thing
after another.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from queue import SimpleQueue

import numpy as np

from chat.acts import Utterance
from chat.listening import Listening, Told
from chat.llm import LanguageModel
from chat.parts import Parts, open_parts
from chat.reply import Reply
from chat.session import Session
from chat.state import DialogueState
from chat.turn import take_turn
from commands.measure.asked import counted, enough
from commands.measure.row import Row, median_row
from commands.measure.turns import BY_MODEL, BY_RULE, FIRST, REPEATS, ask_model, shown, utter
from core.errors import StorageError
from core.settings import Settings
from speech.clip import Clip
from speech.silence import FRAME, VAD_RATE
from speech.turn_taking import TurnTaker
from speech.voice_activity import VoiceActivity
from speech.whisper_faster import FasterWhisper

SILENCE_S = 0.5  # after which a fixed rule takes a turn for ended: OpenAI's realtime server says 500 ms, Pipecat's analyzer 800 ms
COLLECTED = 3  # sentences that voice frameworks collect before they speak
LEAD_S = 0.3  # of silence before the speech
LONGEST_S = 30.0  # to wait for an answer
SPEECH = 0.01  # amplitude from which a sample belongs to the speech: -40 dB
TOKENS = 60
CHATS = (
    "hello there", "thank you very much", "good morning", "how are you today", "what can you do",
    "who are you", "thanks, that was helpful", "goodbye", "nice to meet you", "can you help me",
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """Another order of doing the same: how it hears, and how many sentences it makes before it speaks (None: all)."""

    name: str
    hear: Callable[[Clip], str]
    sentences: int | None


def measure_voice(settings: Settings) -> Iterator[Row]:
    """The rows, each as soon as it is measured."""
    parts = open_parts(settings)
    parts.load_all()
    after, _ = take_turn(parts, DialogueState(), Utterance(FIRST), aloud=False)
    for kind, texts, state in (("chat", CHATS, DialogueState()), ("rule-understood", BY_RULE, after)):
        yield from first_audio(parts, kind, texts, state)
    if parts.reader is not None:
        yield from first_audio(parts, "model-understood", BY_MODEL, DialogueState(), by_model=True)
    yield from giving_way(parts, after)
    if parts.reader is not None:
        yield core_free(parts.reader.model)


def ways(parts: Parts) -> tuple[Way, ...]:
    """The naive sequence with recognition as the library calls it, the same with ours, and the frameworks' order."""

    def ours(clip: Clip) -> str:
        return parts.hear(clip).text

    found = [Way("the naive sequence with the same engines", ours, None), Way(f"{COLLECTED} sentences collected before speaking", ours, COLLECTED)]
    if isinstance(ear := parts.transcriber, FasterWhisper):
        model = ear.model

        def stock(clip: Clip) -> str:
            return " ".join(part.text for part in model.transcribe(clip.samples, language="en", beam_size=1)[0])

        return Way("the naive sequence: stock recognition at beam 1, whole reply, whole speech", stock, None), *found
    return tuple(found)


def first_audio(parts: Parts, kind: str, texts: Sequence[str], state: DialogueState, *, by_model: bool = False) -> Iterator[Row]:
    """From the end of speech to the first clip, ours and each other way by turns over the same clips; with `by_model` of those turns that ask the model."""
    others = ways(parts)
    ours: list[float] = []
    theirs: dict[str, list[float]] = {way.name: [] for way in others}
    clips = [trimmed(utter(parts, text)) for text in texts]
    talked(parts, state, clips[0])  # the first of its kind is never measured
    model = counted(parts) if by_model else None
    for clip in shown(clips, f"{kind} turns"):
        forget(parts, by_model)
        before = model.calls if model else 0
        took = talked(parts, state, clip)
        if model and model.calls == before:  # heard as something that rules and examples read
            continue
        ours.append(took)
        for way in others:
            forget(parts, by_model)
            theirs[way.name].append(in_sequence(parts, state, clip, way))
    if by_model:
        enough(ours, len(texts))
    what = f"end of speech to first audio, {kind}"
    for way in others:
        yield median_row(what, ours, "s", theirs[way.name], way.name)
        yield Row(f"{what}, 95th percentile", p95(ours), "s", len(ours), p95(theirs[way.name]), way.name)


def forget(parts: Parts, by_model: bool) -> None:
    """Has the model read something else: words that it has just read for another way it would read in no time."""
    if by_model:
        ask_model(parts, "please wait a moment")


def talked(parts: Parts, state: DialogueState, clip: Clip) -> float:
    """Seconds from the last sample of speech to the first clip of the reply, hands-free."""
    session = Session("measured")
    session.state = state
    told: SimpleQueue[Told] = SimpleQueue()
    listening = Listening(parts, session, TurnTaker(VoiceActivity()), told.put)
    try:
        began = time.perf_counter()
        end = began + LEAD_S + clip.seconds
        for frame in paced(with_silence(clip), began):
            listening.feed(frame)
            while not told.empty():
                if (event := told.get()).what == "turn":
                    spoken = session.spoken(event.token)
                    with session.turn(spoken) as turn:
                        reply = turn.take(parts, Utterance(spoken.text, recognised=True), begun=spoken.ahead)
                        first_clip(reply)
                        return time.perf_counter() - end
    finally:
        listening.close()
    raise StorageError(f"nothing was answered within {LONGEST_S:.0f} seconds: run `python launch.py doctor`")


def in_sequence(parts: Parts, state: DialogueState, clip: Clip, way: Way) -> float:
    """The same turn one thing after another, once the fixed silence is over. The silence is counted, not waited for."""
    heard = Clip(np.concatenate([clip.samples, np.zeros(int(SILENCE_S * clip.sample_rate), np.float32)]), clip.sample_rate)
    began = time.perf_counter()
    words = way.hear(heard).strip() or "hello"
    _, reply = take_turn(parts, state, Utterance(words))
    list(islice(reply.audio, way.sentences))
    return SILENCE_S + time.perf_counter() - began


def giving_way(parts: Parts, state: DialogueState) -> list[Row]:
    """From the first sample of somebody who cuts in until the voice is silent, and until the turn is stopped; most of it is making sure that it is speech."""
    clip = trimmed(utter(parts, "no, wait, I would rather have something else"))
    held, stopped = [], []
    for _ in shown(range(REPEATS), "interruptions"):
        session = Session("measured")
        session.state = state
        told: SimpleQueue[Told] = SimpleQueue()
        listening = Listening(parts, session, TurnTaker(VoiceActivity()), told.put)
        try:
            listening.over_voice = True
            with session.turn() as speaking:
                began = time.perf_counter()
                onset = began + LEAD_S
                for frame in paced(with_silence(clip), began):
                    listening.feed(frame)
                    while not told.empty():
                        if told.get().what == "hold":
                            held.append((time.perf_counter() - onset) * 1000)
                    if speaking.cancelled():
                        stopped.append((time.perf_counter() - onset) * 1000)
                        break
        finally:
            listening.close()
    rows = (("interruption to a silent voice", held), ("interruption to a stopped turn", stopped))
    return [row for what, times in rows for row in (median_row(what, times, "ms"), Row(f"{what}, 95th percentile", p95(times), "ms", len(times)))]


def core_free(model: LanguageModel) -> Row:
    """From the cancelling of a model that writes until it writes no more, beside the time one token takes it."""
    freed, tokens = [], []
    for _ in shown(range(REPEATS), "cancelled answers"):
        stop = threading.Event()
        at: list[float] = []
        for _piece in model.stream(({"role": "user", "content": "Tell a long story about a shop."},), None, TOKENS, stop.is_set):
            at.append(time.perf_counter())
            if len(at) == TOKENS // 3:
                stop.set()
        freed.append((time.perf_counter() - at[TOKENS // 3 - 1]) * 1000)
        tokens += [(after - before) * 1000 for before, after in pairwise(at)]
    return median_row("cancelling to a free core", freed, "ms", tokens, "one token")


def first_clip(reply: Reply) -> None:
    next(reply.audio)


def trimmed(clip: Clip) -> Clip:
    """Without what is not speech at its ends."""
    loud = np.flatnonzero(np.abs(clip.samples) > SPEECH)
    return Clip(clip.samples[loud[0] : loud[-1] + 1], clip.sample_rate)


def with_silence(clip: Clip) -> np.ndarray:
    """As a microphone brings it: faint noise before, under and after the words."""
    rest = [np.zeros(int(seconds * VAD_RATE), np.float32) for seconds in (LEAD_S, LONGEST_S)]
    whole = np.concatenate([rest[0], clip.samples, rest[1]])
    return whole + np.random.default_rng(0).normal(0, 0.0005, len(whole)).astype(np.float32)


def paced(samples: np.ndarray, began: float) -> Iterator[np.ndarray]:
    """Frames, each when a microphone that was opened at `began` would have it whole."""
    for at in range(0, len(samples) - FRAME, FRAME):
        wait = began + (at + FRAME) / VAD_RATE - time.perf_counter()
        if wait > 0:
            time.sleep(wait)
        yield samples[at : at + FRAME]


def p95(values: Sequence[float]) -> float:
    return round(statistics.quantiles(values, n=20, method="inclusive")[-1], 3)
