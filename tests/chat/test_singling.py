"""Which of several items answer a question, and how that is told."""

from __future__ import annotations

from typing import Any

import pytest

from chat.acts import Act
from chat.singling import answering, single_out
from chat.state import DialogueState
from chat.wording.sizes import made_in
from chat.wording.which import which
from retrieval.constraints import Constraint
from retrieval.denials import denies
from retrieval.evidence import Evidence
from retrieval.item import Item
from retrieval.quantities import measure_asked
from retrieval.query import Suggestion

LOOP = Item("s1", "Loop Scarf", attributes={"kind": "scarf", "features": ("machine washable",)})
WOOL = Item("s2", "Lambswool Scarf", description="Wash it by hand.", attributes={"kind": "scarf"})
SILK = Item("s3", "Silk Square", attributes={"kind": "scarf"})
SCARVES = (LOOP, WOOL, SILK)
STATE = DialogueState(shown=("s2", "s1", "s3"))


class Told:
    """A retriever whose facts are given."""

    def __init__(self, **facts: Evidence) -> None:
        self.facts = facts

    def evidence(self, id: str, question: str) -> tuple[Evidence, ...]:
        return (self.facts[id],) if id in self.facts else ()

    def weighed_facts(self, id: str, question: str) -> list[Evidence]:
        return list(self.evidence(id, question))

    def get(self, id: str) -> Item:
        return next(item for item in SCARVES if item.id == id)

    def search(self, query: Any) -> list[Suggestion]:
        return []


WASHED = Told(s1=Evidence("features", "machine washable", 0.66), s2=Evidence("description", "Wash it by hand.", 0.55))
NONE = "None of these, as far as the catalog says."
ASK = Act("ask", text="is there one I can bung in the wash", topic="which", items=(1, 2, 3))


def test_the_ones_whose_facts_say_so() -> None:
    found = answering(SCARVES, ASK.text, WASHED)  # type: ignore[arg-type]
    assert [each.item.id for each in found.yes] == ["s1"]
    assert [each.item.id for each in found.no] == ["s2"]
    assert found.outright


def test_the_talk_goes_on_about_the_one_that_answers() -> None:
    act = single_out(ASK, STATE, WASHED)  # type: ignore[arg-type]
    assert act.items == ("s1", "s2", "s3")
    assert single_out(Act("find"), STATE, WASHED) == Act("find")  # type: ignore[arg-type]


def test_a_value_that_one_of_them_has_decides() -> None:
    act = Act("ask", text="any of them washable?", topic="which", items=(1, 2, 3), constraints=(Constraint("features", "contains", "machine washable"),))
    assert single_out(act, STATE, WASHED) == act  # type: ignore[arg-type]


def test_a_value_that_none_states_leaves_it_to_the_facts() -> None:
    act = Act("ask", text="any of them washable?", topic="which", items=(1, 2, 3), constraints=(Constraint("washable", "==", True),))
    assert single_out(act, STATE, WASHED).constraints == ()  # type: ignore[arg-type]
    assert single_out(act, STATE, Told()) == act  # type: ignore[arg-type]


def test_a_word_of_one_title_answers() -> None:
    found = answering(SCARVES, "which one is silk", Told())  # type: ignore[arg-type]
    assert [each.item.id for each in found.yes] == ["s3"]


def test_the_front_is_not_the_rear() -> None:
    facts = Told(s1=Evidence("style", "rear", 0.7), s2=Evidence("style", "front", 0.68))
    rear, front = Item("s1", "A", attributes={"style": "rear"}), Item("s2", "B", attributes={"style": "front"})
    assert [each.item.id for each in answering((front, rear), "which goes at the back", facts).yes] == ["s1"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("retriever", "text"),
    [
        (WASHED, "Yes: the Loop Scarf (“machine washable”). Not so the Lambswool Scarf (“Wash it by hand”)."),
        (Told(s1=Evidence("features", "machine washable", 0.33)), "The catalog does not say it outright. The closest is the Loop Scarf (“machine washable”)."),
        (Told(s2=Evidence("description", "Wash it by hand.", 0.5)), f"{NONE} It says of the Lambswool Scarf: “Wash it by hand”."),
        (Told(), "The catalog does not say that of any of these."),
    ],
)
def test_it_is_told_with_the_fact(retriever: Told, text: str) -> None:
    worded = which(SCARVES, ASK, STATE, retriever)  # type: ignore[arg-type]
    assert worded.text == text
    assert all(len(each.split()) <= 20 for each in worded.spoken)


@pytest.mark.parametrize(
    ("fact", "question", "against"),
    [
        ("Take it off before swimming.", "which ones are ok in the pool?", True),
        ("not waterproof", "can it get wet", True),
        ("There are no armrests.", "which have arms?", True),
        ("Indoor use only, as the felt soaks up water.", "which could I wear outside", True),
        ("It adds color more than warmth.", "which would be warmest", True),
        ("non-slip dots", "which are safe on tiles", False),
        ("warm without bulk", "which is warm", False),
        ("It does not slip on tiles.", "which are safe on tiles", False),
        ("without a strap", "which has no strap?", False),
    ],
)
def test_facts_that_say_no(fact: str, question: str, against: bool) -> None:
    assert denies(fact, question) is against


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("how much water does it take", "2.2 l"),
        ("how long does it keep flashing before I have to charge it", "20 h flashing"),
        ("which temperature is it good to", "comfort 8 C"),
        ("how wide is the case", "45 mm"),
        ("how bright is it", "600 lumens"),
    ],
)
def test_the_measure_that_answers(question: str, fact: str) -> None:
    measure = measure_asked(question)
    assert measure is not None
    assert measure.search(fact)
    assert measure_asked("is it waterproof?") is None


@pytest.mark.parametrize(
    ("item", "asked", "told"),
    [
        (Item("b1", "Boots", size="US 7-13"), "14", "No, the Boots: size US 7-13."),
        (Item("b1", "Boots", size="US 7-13"), "9", "Yes, the Boots: size US 7-13."),
        (Item("b1", "Hoodie", size="S-XL"), "medium", "Yes, the Hoodie: size S-XL."),
        (Item("b1", "Hoodie", size="S-XL"), "xxl", "No, the Hoodie: size S-XL."),
        (Item("b1", "Scarf", size="180 x 30 cm"), "9", "The Scarf: size 180 x 30 cm."),
    ],
)
def test_sizes(item: Item, asked: str, told: str) -> None:
    assert made_in(item, "size", asked) == told
