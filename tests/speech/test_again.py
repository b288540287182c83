"""A doubtful clip is heard again, slower, and only then."""

from __future__ import annotations

import pytest

from speech.again import PACES, SURE, surest
from speech.clip import Clip
from speech.engines import Transcript
from tests.speech.sounds import tone


class Listener:
    """Hears its texts in turn, each with the confidence beside it, None where the text is None, and keeps the clips."""

    def __init__(self, *heard: tuple[str | None, float]) -> None:
        self.heard = iter(heard)
        self.clips: list[Clip] = []
        self.told: list[tuple[str, ...]] = []

    def __call__(self, clip: Clip, before: tuple[str, ...]) -> Transcript | None:
        self.clips.append(clip)
        self.told.append(before)
        text, confidence = next(self.heard)
        return None if text is None else Transcript(text, "en", confidence, clip.seconds, (f"or {text}",))


def words(glimpse: Listener, *padded: tuple[str, float]) -> str:
    """What `surest` makes of a clip; the padded run that is not provided for fails."""
    return surest(glimpse, Listener(*padded), tone(2.0)).text


def test_a_sure_clip_is_heard_once() -> None:
    glimpse = Listener(("boots", SURE))
    assert words(glimpse) == "boots" and len(glimpse.clips) == 1


def test_a_doubtful_clip_is_heard_slower() -> None:
    glimpse = Listener(("a pear of boots", 0.5), ("a pair of boots", 0.8))
    assert words(glimpse) == "a pair of boots"
    assert [clip.seconds for clip in glimpse.clips] == [pytest.approx(2.0 * pace, rel=1e-3) for pace in PACES]


def test_the_second_hearing_is_told_the_readings_of_the_first() -> None:
    glimpse, listen = Listener(("a pear", 0.3), ("a pair", 0.4)), Listener(("a pair", 0.5))
    surest(glimpse, listen, tone(2.0))
    assert glimpse.told == [(), ("a pear", "or a pear")] and listen.told == [("a pear", "or a pear")]


@pytest.mark.parametrize(
    ("glimpses", "stands"),
    [
        ([("a", 0.6), ("b", 0.5)], "a"),
        ([("a", 0.5), ("b", 0.6)], "b"),
        ([(None, 0.0), ("b", 0.5)], "b"),
        ([("a", 0.5), (None, 0.0)], "a"),
        ([("", 0.0), ("b", 0.5)], "b"),
        ([("", 0.0), ("", 0.0)], ""),
        ([("", 0.0), (None, 0.0)], ""),
    ],
)
def test_the_likeliest_words_stand_where_none_are_sure(glimpses: list[tuple[str | None, float]], stands: str) -> None:
    assert words(Listener(*glimpses)) == stands


@pytest.mark.parametrize(
    ("glimpses", "padded", "stands"),
    [
        ([(None, 0.0), (None, 0.0)], ("padded", 0.1), "padded"),
        ([("a", 0.3), ("b", 0.4)], ("padded", 0.5), "padded"),
        ([("a", 0.3), ("b", 0.4)], ("padded", 0.35), "b"),
        ([("a", 0.3), ("b", 0.4)], ("", 0.0), "b"),
    ],
)
def test_the_padded_run_is_for_what_no_window_gives_or_all_doubt(glimpses: list[tuple[str | None, float]], padded: tuple[str, float], stands: str) -> None:
    assert words(Listener(*glimpses), padded) == stands
