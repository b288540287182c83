"""Which of an item's own facts bear on a question."""

from __future__ import annotations

import pytest

from core.errors import NotFound
from core.settings import Settings
from retrieval.evidence import DESCRIPTION, EvidenceFinder, facts_of
from retrieval.item import Item
from retrieval.opening import open_encoders
from retrieval.retriever import Retriever

TENT = Item(
    "t1",
    "Heath Two-Person Tent",
    description="The poles click together without reading anything. Bring a footprint for stony ground.",
    brand="Alpenglow",
    color="green",
    price=199.0,
    attributes={"kind": "tent", "waterproof": True, "dimmable": False, "weight_g": 2400, "features": ("mesh pockets", "repair kit", "packs to 45 cm")},
)
ANSWERED = [  # in words that the facts do not use
    ("will I stay dry in a storm?", "waterproof"),
    ("can it stay out in the rain", "waterproof"),
    ("how small does it get once it is packed", "packs to 45 cm"),
    ("are the poles hard to join?", "The poles click together without reading anything."),
    ("is there anything to mend a hole with, some kit?", "repair kit"),
]
UNANSWERED = ["is there a discount for teachers?", "does it run on batteries?", "which country was it sewn in?", "can I watch films on it?"]


def test_each_fact_stands_alone() -> None:
    facts = {(each.slot, each.text) for each in facts_of(TENT)}
    assert {("features", "repair kit"), ("waterproof", "waterproof"), ("dimmable", "not dimmable"), ("weight_g", "2400 g"), ("color", "green")} <= facts
    assert (DESCRIPTION, "Bring a footprint for stony ground.") in facts
    assert not any(slot == "kind" for slot, _ in facts)


def test_only_facts_of_the_item_come_back(retriever: Retriever) -> None:
    """With hashed words: a question in the item's own words finds them, and an item nobody knows is told."""
    item = next(each for each in retriever.items if each.description)
    found = retriever.evidence(item.id, item.description)
    assert found and found[0].slot == DESCRIPTION
    assert all(each.text in item.description or each in facts_of(item) for each in found)
    assert retriever.evidence(item.id, "  ") == ()
    with pytest.raises(NotFound):
        retriever.evidence("nobody-has-this", "is it blue?")


@pytest.mark.slow
def test_questions_in_other_words_find_their_fact(home: Settings) -> None:
    finder = EvidenceFinder(open_encoders(home).text, {"t1": TENT}.__getitem__)
    told = {question: [each.text for each in finder.bearing_on("t1", question)] for question, _ in ANSWERED}
    right = [fact in told[question] for question, fact in ANSWERED]
    outright = [question for question in UNANSWERED if (found := finder.bearing_on("t1", question)) and found[0].outright]
    print(f"\nquestions in other words: {sum(right)} of {len(right)} find their fact, {len(outright)} of {len(UNANSWERED)} without one are answered", told)
    assert sum(right) >= len(right) - 1
    assert not outright
