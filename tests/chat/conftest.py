"""The starter catalog's words, without weights: rules are tested on what the shop really sells."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.state import DialogueState
from retrieval.constraints import Constraint
from retrieval.importing import read_csv
from retrieval.item import Item
from retrieval.vocabulary import Vocabulary

PRODUCTS = Path(__file__).parents[2] / "retrieval" / "starter" / "products"


@pytest.fixture(scope="session")
def items() -> list[Item]:
    return list(read_csv(PRODUCTS).items)


@pytest.fixture(scope="session")
def vocabulary(items: list[Item]) -> Vocabulary:
    return Vocabulary(items)


@pytest.fixture(scope="session")
def boots(items: list[Item]) -> list[Item]:
    return [item for item in items if item.value("kind") == "hiking boots"][:6]


@pytest.fixture
def looking_at_boots(boots: list[Item]) -> DialogueState:
    """A search for hiking boots with six of them on the table."""
    return DialogueState(constraints=(Constraint("kind", "==", "hiking boots"),), shown=tuple(item.id for item in boots))
