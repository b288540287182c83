"""`bench tts`: how soon the voice is heard, how fast it speaks, how well it reads what shops write, and whether a machine hears it right.

Ours and the bare engine are taken in turns, so that a busy machine slows both. Ours is what a reply goes through: made speakable, its first clause
ahead, one clip a sentence. The bare engine gets the same text as the shop wrote it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from hibari import Hibari

from commands.measure.numbers_heard import heard_right
from commands.measure.row import Row, median_row, p95_row
from commands.measure.turns import shown
from core.settings import Settings
from speech.clip import Clip
from speech.engines import Synthesizer
from speech.pauses import QUIET
from speech.reading.table import pass_rate, read_table
from speech.registry import load_synthesizer
from speech.sentences import first_clause_first, split_sentences
from speech.speakable import speakable
from speech.voice_hibari import SEED, open_hibari

REPEATS = 3  # of each reply
REPLIES = (
    "I have four waterproof hiking boots up to $150, and my first pick is the Trailhead Everyday at $79. The Ridgeline is $129. It is rated 4.5 by 75.",
    "The Ridgeline Waterproof Hiking Boots: weight 960 g. They cost $129, which is under your limit.",
    "I have just one match for teal hiking boots up to $150. It is the Larkspur at $119: under $150, waterproof and teal.",
    "I have no boots for women up to $20. Up to $48 there is one. Shall I show it?",
    "I have 21 outdoor items; these 6 fit best. My first pick is the Nightjar Down Sleeping Bag at $329: winter and rated 4.4 by 631.",
    "The first one holds 45 L and weighs 1.2 kg, the second one holds 30 L and weighs 900 g. The first is $40 dearer.",
    "Yes, it is machine washable at 30 °C. It is 87% cotton and 13% elastane.",
    "Here are six lamps from $19.99 to $249. The cheapest is the Reading Lamp, rated 4.6/5 by 1,204.",
    "I found two rugs of 2x1.5 m, both made of wool. My first pick is the Meadow at $189: it is soft, thick and rated 4.8.",
    "Nothing in green fits size 42, but there are three pairs in blue. The nearest is the Harbor at $95.",
)
LENGTHS = ("I have boots,", "I have four boots for hiking,", "I have four waterproof boots for hiking in winter,",
           "I have four waterproof boots for hiking in the snow and in the rain,",
           "I have four waterproof boots for hiking in the snow and in the rain that are all below one hundred and fifty dollars this week.")  # fmt: skip


def measure_speaking(settings: Settings) -> Iterator[Row]:
    """The rows, each as soon as it is measured."""
    voice, bare = load_synthesizer(settings), open_hibari(settings.voice if settings.synthesizer == "hibari" else "")
    yield from first_audio(voice, bare)
    for name, what in (("open", "that the rules were made with"), ("held", "held back")):
        readings = read_table(name)
        yield Row(f"shops' strings {what}, read right", round(pass_rate(readings) * 100, 1), "%", len(readings))
    yield from heard_right(settings, voice, bare)


def first_audio(voice: Synthesizer, bare: Hibari) -> Iterator[Row]:
    """Until a clip can be played, until something is heard of it, seconds of work a second of speech, and the first by a clause's length."""
    ours: list[Spoken] = []
    whole: list[Spoken] = []
    by_sentence: list[Spoken] = []
    for reply in shown(REPLIES * REPEATS, "replies spoken"):
        ours.append(timed(lambda reply=reply: pieces(voice, reply)))  # type: ignore[misc]
        whole.append(timed(lambda reply=reply: iter((bare_clip(bare, reply),))))  # type: ignore[misc]
        by_sentence.append(timed(lambda reply=reply: (Clip(each, bare.sample_rate) for each in bare.stream(reply, seed=SEED))))  # type: ignore[misc]
    for baseline, name in ((whole, "the bare engine on the whole reply"), (by_sentence, "the bare engine's own sentence by sentence")):
        for row in (median_row, p95_row):
            yield row("reply to first audio", [each.first_ms for each in ours], "ms", [each.first_ms for each in baseline], name)
            yield row("reply to first sound", [each.heard_ms for each in ours], "ms", [each.heard_ms for each in baseline], name)
    yield median_row("whole reply made", [each.made_ms for each in ours], "ms", [each.made_ms for each in whole], "the bare engine on the whole reply")
    factors = [[1000 * each.factor for each in kind] for kind in (ours, whole)]
    yield median_row("real-time factor", factors[0], "ms a second of speech", factors[1], "the bare engine on the whole reply")
    for clause in LENGTHS:
        took = [timed(lambda clause=clause: voice.stream(clause)).first_ms for _ in range(10)]  # type: ignore[misc]
        yield median_row(f"first audio of a clause of {len(clause.split())} words", took, "ms")


@dataclass(frozen=True)
class Spoken:
    """One reply as sound: milliseconds to the first clip, to the first sound in it and to the last clip; `seconds` of speech, its pauses included."""

    first_ms: float
    heard_ms: float
    made_ms: float
    seconds: float

    @property
    def factor(self) -> float:
        """Seconds of work a second of speech."""
        return self.made_ms / 1000 / self.seconds


def timed(speak: Callable[[], Iterator[Clip]]) -> Spoken:
    start = time.perf_counter()
    clips = speak()
    first = next(clips)
    first_ms = (time.perf_counter() - start) * 1000
    seconds = first.seconds + sum(each.seconds for each in clips)
    return Spoken(first_ms, first_ms + silent_ms(first), (time.perf_counter() - start) * 1000, seconds)


def silent_ms(clip: Clip) -> float:
    """Milliseconds of silence before anything is heard."""
    return float(np.flatnonzero(np.abs(clip.samples) > QUIET)[0]) / clip.sample_rate * 1000


def pieces(voice: Synthesizer, reply: str) -> Iterator[Clip]:
    """What a turn does with a reply: speakable, the first clause ahead, sentence by sentence."""
    first, *others = split_sentences(speakable(reply))
    for piece in (*first_clause_first(first), *others):
        yield from voice.stream(piece)


def bare_clip(bare: Hibari, text: str) -> Clip:
    return Clip(np.asarray(bare(text, seed=SEED), dtype=np.float32), bare.sample_rate)
