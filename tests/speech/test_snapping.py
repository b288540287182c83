"""Misheard words put back to the shop's own, and good English left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from speech.snapping import Snapper

PHRASES = (
    "Brindlewick", "Oakhaven", "Plainfolk", "Larkspur", "Quillo", "rain coat", "garden hose", "coffee table", "table lamp", "sleeping bag",
    "hiking boots", "boots", "curtain", "curtains", "suede", "blue", "navy", "steel", "plain", "wool", "knife", "mug", "kettle", "backpack",
    "Ridgeline", "Aldgate", "Tidepool", "Selvedge", "smartwatch", "sheepskin", "beech and canvas",
    "two doors", "ride-on", "cable", "waist", "name tag", "One size", "teal", "sandbag",
)  # fmt: skip
MAKERS = ("Brindlewick", "Oakhaven", "Plainfolk", "Larkspur", "Quillo", "Maren", "Halden", "Hearth & Pine", "Lumora")
ALSO_KNOWN = frozenset({"fleece", "waterproof", "son", "light", "ridge", "line", "old", "gate", "pool", "tide", "hand"})
EVERYDAY = (Path(__file__).parent / "everyday.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def snapper() -> Snapper:
    return Snapper(PHRASES, ALSO_KNOWN.__contains__, MAKERS)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Anything by plane folk?", "Anything by Plainfolk?"),
        ("show me the oak haven one", "show me the Oakhaven one"),
        ("I like Brindelwick.", "I like Brindlewick."),
        ("is the lark spur waterproof", "is the Larkspur waterproof"),
        ("a rain cote, please", "a rain coat, please"),
        ("Do you have a garden pose?", "Do you have a garden hose?"),
        ("coffee fable under 200", "coffee table under 200"),
        ("a table ramp for the hall", "a table lamp for the hall"),
        ("a sleeping back", "a sleeping bag"),
        ("blew boots", "blue boots"),
        ("only swayed boots", "only suede boots"),
        ("plane curtains", "plain curtains"),
        ("the ridge line, please", "the Ridgeline, please"),
        ("a tide-pool", "a Tidepool"),
        ("smart watches under 200", "smartwatches under 200"),
        ("tell me about the old gate", "tell me about the Aldgate"),
        ("is the salvage in blue", "is the Selvedge in blue"),
        ("made of cheap skin", "made of sheepskin"),
        ("one of beach and canvas", "one of beech and canvas"),
        ("something by Marin", "something by Maren"),
        ("anything from heart and pine?", "anything from Hearth & Pine?"),
    ],
)
def test_what_sounds_like_the_shop_is_put_back(snapper: Snapper, heard: str, meant: str) -> None:
    assert snapper.snap(heard) == meant


@pytest.mark.parametrize(
    "said",
    [
        "the wind blew the last one over",
        "a plane to Boston",
        "a garden house",
        "a good life in the kitchen",
        "some money, please",
        "walking boots",
        "I have two dogs",
        "right on time",
        "such a waste",
        "a phone with a cable",
        "what size is it",
        "my mind's made up",
        "tell me about the 2nd",
        "the fleece, not the wool",
        "Rain. Coat?",
        "made by hand",
        "I need it by tomorrow",
        "something from Italy",
        "my friend Marin",
        "Ridge. Line.",
        "",
        "...",
    ],
)
def test_what_makes_sense_stays(snapper: Snapper, said: str) -> None:
    assert snapper.snap(said) == said


def test_everyday_sentences_stay(snapper: Snapper) -> None:
    assert len(EVERYDAY) >= 300
    assert [line for line in EVERYDAY if snapper.snap(line) != line] == []


def test_a_shop_without_words_changes_nothing() -> None:
    assert Snapper((), lambda word: False).snap("plane folk rain cote") == "plane folk rain cote"
