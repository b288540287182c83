"""Words of the frame of a sentence."""

from __future__ import annotations

import pytest

from retrieval.frame_words import telling_words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("father's day is coming up and my dad loves fishing", ("fishing",)),
        ("her birthday is on Saturday", ()),
        ("which would you trust", ("which",)),
        ("she enjoys gardening every weekend in March", ("gardening", "every")),
        ("keeps drinks cold", ("drink", "cold")),
    ],
)
def test_the_frame_says_nothing_of_the_thing(said: str, words: tuple[str, ...]) -> None:
    assert telling_words(said) == words
