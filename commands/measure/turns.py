"""`bench turn`: how long a turn takes, what it needs, and how much of what is said is heard.

Ours and the baseline are taken in turns (A, B, A, B, ...), so that a busy machine slows both.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import psutil

from chat.acts import Utterance
from chat.parts import Parts, open_parts
from chat.state import DialogueState
from chat.turn import take_turn
from commands.measure.asked import counted, enough
from commands.measure.fresh import clone_to_first_turn
from commands.measure.heard import word_error_rate
from commands.measure.row import Row, median_row
from core.errors import StorageError
from core.progress import Progress
from core.settings import Settings
from speech.clip import Clip
from speech.resample import resample
from speech.wav import joined

REPEATS = 10
STARTS = 10
ROOT = Path(__file__).parents[2]
T = TypeVar("T")
FIRST = "I need waterproof hiking boots under 150 dollars"
BY_MODEL = (  # neither a rule nor an example explains these: the model is asked
    "we sleep outdoors when it freezes", "our toddler can't reach the sink to wash her hands", "it gets dark before I am home from my run",
    "the baby will not stop pulling the cables", "I'm flying to Japan for two weeks and need a suitcase", "my son breaks every pair of glasses",
    "my back is soaked after cycling to the office", "it's my husband's birthday next week and I'd like to get him a watch",
    "I want to look less tired in meetings", "I'm starting yoga next month, which mat would you suggest?",
)  # fmt: skip
BY_RULE = (
    "something cheaper than 120 dollars",
    "in black",
    "not leather",
    "the first one",
    "is it waterproof?",
    "go back",
    "for women",
    "any color is fine",
    "show me more",
    "compare 1 and 2",
)
SPOKEN = "I need waterproof hiking boots under one hundred and fifty dollars"  # about three seconds


def measure_turns(settings: Settings, fresh: bool) -> Iterator[Row]:
    """The rows, each as soon as it is measured; the fresh set-up last, it takes minutes."""
    parts = open_parts(settings)
    parts.load_all()
    yield from typed(parts)
    yield from spoken(parts)
    memory = psutil.Process().memory_info().rss / 2**30
    yield Row("resident memory of one process, all engines loaded", round(memory, 2), "GiB", 1)
    yield word_error_rate(parts.transcriber, parts.synthesizer)
    yield from starts(settings)
    if fresh:
        yield clone_to_first_turn()


def typed(parts: Parts) -> list[Row]:
    """Typed turns the model reads, and follow-ups a rule reads beside the same follow-ups with the model asked as well."""
    by_model, by_rule, asked_too, bare = [], [], [], []
    model = counted(parts)
    for text in shown(BY_MODEL, "typed turns"):
        alone = milliseconds(lambda text=text: ask_model(parts, f"please, {text}"))  # type: ignore[misc]
        before = model.calls
        took = milliseconds(lambda text=text: take_turn(parts, DialogueState(), Utterance(text), aloud=False))  # type: ignore[misc]
        if model.calls > before:
            by_model.append(took)
            bare.append(alone)
    enough(by_model, len(BY_MODEL))
    state, _ = take_turn(parts, DialogueState(), Utterance(FIRST), aloud=False)
    for text in shown(BY_RULE, "follow-ups"):
        took = milliseconds(lambda text=text: take_turn(parts, state, Utterance(text), aloud=False))  # type: ignore[misc]
        by_rule.append(took)
        asked_too.append(took + milliseconds(lambda text=text: ask_model(parts, text)))  # type: ignore[misc]
    return [
        median_row("typed turn, read by the model", by_model, "ms", bare, "the bare model call"),
        median_row("typed follow-up, read by a rule", by_rule, "ms", asked_too, "the same with the model asked on every turn"),
    ]


def ask_model(parts: Parts, text: str) -> None:
    """The call a turn makes: one label and, for a need, what of the shop would help."""
    if parts.reader is not None:
        parts.reader.label(text, parts.retriever.vocabulary.uses)


def spoken(parts: Parts) -> list[Row]:
    """From the end of a spoken request to the first sound of the reply, beside the naive order: whole reply, then whole speech."""
    clip = utter(parts, SPOKEN)
    ours, naive = [], []
    for _ in shown(range(REPEATS), "spoken turns"):
        start = time.perf_counter()
        _, reply = take_turn(parts, DialogueState(), Utterance(clip=clip))
        next(reply.audio)
        ours.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        _, reply = take_turn(parts, DialogueState(), Utterance(clip=clip))
        list(reply.audio)
        naive.append((time.perf_counter() - start) * 1000)
    return [median_row(f"end of a {clip.seconds:.1f} s clip to first audio", ours, "ms", naive, "the whole reply spoken before any of it plays")]


def utter(parts: Parts, text: str) -> Clip:
    """The text as a 16 kHz clip, the way a microphone would bring it."""
    return resample(joined(parts.synthesizer.stream(text)), 16_000)


def starts(settings: Settings) -> list[Row]:
    """Starts of the page from the command line until it answers, and until every engine is loaded, by its own clock."""
    usable, warm = [], []
    for _ in shown(range(STARTS), "starts"):
        first, second = start_once(settings)
        usable.append(first)
        warm.append(second)
    return [median_row("second start to a page that answers", usable, "s", warm, "until every engine is loaded too")]


def start_once(settings: Settings) -> tuple[float, float]:
    """Seconds until the page answers and until all engines are loaded. The server is stopped again. Raises StorageError if it ends early."""
    command = [sys.executable, str(ROOT / "launch.py"), "--home", str(settings.home), "--catalog", settings.catalog, "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            seconds: list[float] = []
            for line in server.stdout:
                found = re.search(r"([\d.]+) s\b", line)
                seconds += [float(found.group(1))] if found else []
                if len(seconds) == 2:
                    return seconds[0], seconds[1]
        finally:
            server.terminate()
    raise StorageError("the page ended before it was ready: start `python launch.py` to see why")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def shown(what: Sequence[T], name: str) -> Iterator[T]:
    """The members of `what` one after another, with the progress on standard error."""
    progress = Progress(f"measuring {name}")
    for done, each in enumerate(what, start=1):
        progress.show(f"{done} of {len(what)}")
        yield each
    progress.end(f"{len(what)} done")
