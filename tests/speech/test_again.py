"""A doubtful clip is heard a second time, slower, and only then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from speech.again import SLOWER, heard_again
from speech.clip import Clip
from speech.engines import Transcript
from tests.speech.sounds import tone


class Listener:
    """Hears its texts in turn, each with the confidence beside it, and keeps the clips."""

    def __init__(self, *heard: tuple[str, float]) -> None:
        self.heard = iter(heard)
        self.clips: list[Clip] = []

    def __call__(self, clip: Clip) -> Transcript:
        self.clips.append(clip)
        text, confidence = next(self.heard)
        return Transcript(text, "en", confidence, clip.seconds)


def test_a_doubtful_clip_is_heard_again_slower_and_the_likelier_words_stand() -> None:
    listen = Listener(("a pear of boots", 0.5), ("a pair of boots", 0.8))
    assert heard_again(listen, tone(2.0), 30.0).text == "a pair of boots"
    assert listen.clips[1].seconds == pytest.approx(2.0 * SLOWER, rel=1e-3)


def test_the_first_words_stand_where_the_second_are_no_likelier() -> None:
    assert heard_again(Listener(("a pair of boots", 0.6), ("a pear", 0.4)), tone(2.0), 30.0).text == "a pair of boots"


@pytest.mark.parametrize("listen", [lambda: Listener(("boots", 0.9)), lambda: Listener(("", 0.0))])
def test_sure_words_and_silence_are_heard_once(listen: Callable[[], Listener]) -> None:
    once = listen()
    heard_again(once, tone(2.0), 30.0)
    assert len(once.clips) == 1


def test_what_slowed_down_would_outlast_the_window_is_heard_once() -> None:
    once = Listener(("boots", 0.3))
    heard_again(once, tone(2.9), 3.0)
    assert len(once.clips) == 1
