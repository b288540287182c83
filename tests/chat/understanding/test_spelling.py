"""Slips in ordinary words are mended; what is a word, a name or a value stays."""

from __future__ import annotations

import pytest

from chat.understanding.normalise import normalise
from chat.understanding.spelling import mended
from retrieval.vocabulary import Vocabulary

SLIPS = [
    ("wich temprature is it good for", "which temperature is it good for"),
    ("is it rechargable", "is it rechargeable"),
    ("whats teh diffrence betwen them", "what is the difference between them"),
    ("has it a naem tag", "has it a name tag"),
    ("anyting cheeper", "anything cheaper"),
    ("a brigther hedlamp", "a brighter headlamp"),
    ("i tak the secnd", "i take the second"),
    ("delivry and waranty", "delivery and warranty"),
    ("somthing for hikng in the rian", "something for hiking in the rain"),
    ("how meny gears", "how many gears"),
]
WORDS = [
    "the thickest of these",
    "a brolly for my nan",
    "is the predawn in stock",
    "a wildrunner jacket by alpenglow",
    "quillo headphones",
    "does it have gps or a usb port",
    "merino, jacquard or seersucker",
    "a cagoule and a duffel",
    "oat, ecru and taupe",
    "the led lights",
    "xxl",
    "a pvc-free mat",
]


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_slips_are_mended(typed: str, meant: str, vocabulary: Vocabulary) -> None:
    assert mended(normalise(typed), vocabulary) == meant


@pytest.mark.parametrize("text", WORDS)
def test_words_stay_as_they_are(text: str, vocabulary: Vocabulary) -> None:
    assert mended(normalise(text), vocabulary) == text
