"""`bench tts`: what is measured, and when a number counts as heard."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from commands.measure.numbers_heard import Numbered, numbered
from commands.measure.row import median_row, p95_row
from commands.measure.speaking import REPLIES, first_audio, pieces, silent_ms, timed
from speech.clip import Clip
from speech.engines import PLAIN, Manner
from speech.voice_hibari import HibariVoice, open_hibari
from tests.speech.sounds import silence, tone


@pytest.mark.parametrize(
    ("expected", "heard", "right"),
    [
        ("149.99", "It costs $149.99.", True),
        ("149.99", "It costs one hundred and forty-nine dollars and ninety-nine cents.", True),
        ("149.99", "It costs $149.", False),
        ("12.99", "This book is 12 pounds and 99 pence.", True),
        ("1.5", "It holds 1.5 liters.", True),
        ("=usb3.0", "It uses USB 3.0 plugs.", True),
        ("20 30", "They are 20 to 30 euros.", True),
        ("20 30", "They are 20 euros.", False),
        ("=wh1000xm5", "This is the WH-1000 XM5.", True),
        ("=wh1000xm5", "This is the WH-1000 XM4.", False),
    ],
)
def test_a_number_counts_as_heard_only_where_it_is_the_number(expected: str, heard: str, right: bool) -> None:
    assert Numbered("", expected).arrived(heard) is right


def test_there_are_prices_sizes_ratings_and_names_enough() -> None:
    rows = numbered()
    assert len(rows) >= 60 and len({each.written for each in rows}) == len(rows)
    assert sum(each.expected.startswith("=") for each in rows) >= 15


def test_what_is_not_heard_is_counted_as_waiting() -> None:
    late = Clip(np.concatenate([silence(0.3).samples, tone(0.1).samples]), 16_000)
    assert silent_ms(late) == pytest.approx(300, abs=2)

    def speak() -> Iterator[Clip]:
        yield late
        yield tone(0.6)

    spoken = timed(speak)
    assert spoken.heard_ms == pytest.approx(spoken.first_ms + 300, abs=2)
    assert 0 < spoken.factor < 1


class Pieces:
    """A voice that remembers what it was given."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def speaks(self, language: str) -> bool:
        return True

    def stream(self, text: str, manner: Manner = PLAIN) -> Iterator[Clip]:
        self.said.append(text)
        yield tone(0.1)


def test_ours_is_what_a_turn_does_with_a_reply() -> None:
    voice = Pieces()
    list(pieces(voice, REPLIES[0]))
    assert voice.said[:2] == ["I have four waterproof hiking boots up to 150 dollars,", "and my first pick is the Trailhead Everyday at 79 dollars."]


def test_the_voice_is_heard_before_the_bare_engine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.measure.speaking.REPLIES", REPLIES[:1])
    monkeypatch.setattr("commands.measure.speaking.LENGTHS", ("I have boots,",))
    bare = open_hibari("")
    rows = {(each.what, each.baseline_name): each for each in first_audio(HibariVoice(bare), bare)}
    assert rows["reply to first sound", "the bare engine on the whole reply"].ratio < 1  # type: ignore[operator]
    assert rows["first audio of a clause of 3 words", ""].n == 10


def test_the_95th_percentile_is_by_nearest_rank() -> None:
    values = [float(each) for each in range(1, 21)]
    assert p95_row("x", values, "ms", [2 * each for each in values], "b").ours == 19.0
    assert median_row("x", values, "ms").ours == 10.5
    assert p95_row("x", values, "ms").baseline is None
