"""A need told within a search stays in it where the search meets it about as well as the whole shop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest

from chat.acts import Act
from chat.state import DialogueState
from chat.staying import stay
from retrieval.constraints import Constraint
from retrieval.retriever import Retriever

LOOKING_AT_TOYS = DialogueState(constraints=(Constraint("category", "==", "toys"),))


class Near:
    """A shop that is so close to any words, within the wishes and as a whole."""

    def __init__(self, inside: float, anywhere: float) -> None:
        self.inside, self.anywhere = inside, anywhere

    def closeness(self, text: str, constraints: Sequence[Constraint] = ()) -> float:
        return self.inside if constraints else self.anywhere


@pytest.mark.parametrize(("inside", "anywhere", "name"), [(0.45, 0.45, "refine"), (0.4, 0.45, "refine"), (0.2, 0.6, "find"), (0.15, 0.15, "find")])
def test_closeness_within_the_search_decides(inside: float, anywhere: float, name: str) -> None:
    shop = cast(Retriever, Near(inside, anywhere))
    assert stay(Act("find", text="cuddle"), "something to cuddle", LOOKING_AT_TOYS, shop).name == name


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (Act("find", text="cuddle"), DialogueState()),
        (Act("find", text="cuddle"), DialogueState(need="present")),
        (Act("find", constraints=(Constraint("kind", "==", "rug"),)), LOOKING_AT_TOYS),
        (Act("chat", text="cuddle"), LOOKING_AT_TOYS),
    ],
)
def test_other_acts_stay_as_they_are(act: Act, state: DialogueState) -> None:
    assert stay(act, "something to cuddle", state, cast(Retriever, Near(1.0, 1.0))) == act
