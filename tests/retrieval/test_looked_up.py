"""The words full-text search looks for: neither the frame of the sentence nor a count."""

from __future__ import annotations

import pytest

from retrieval.matching import looked_up


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("boots with a lugged sole", ("boot", "lugged", "sole")),
        ("a present for my niece, she turns 3 on saturday", ()),
        ("something with three pockets", ("pocket",)),
        ("the model 400", ("model", "400")),
    ],
)
def test_what_is_looked_up(text: str, words: tuple[str, ...]) -> None:
    assert looked_up(text) == words
