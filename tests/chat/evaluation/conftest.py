"""A shop to play dialogues in: the starter catalog with hashed words for vectors, no weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chat.evaluation.play import Player
from chat.evaluation.script import Dialogue, read_script
from chat.evaluation.shops import Shops
from chat.parts import Parts
from core.settings import Settings


@pytest.fixture
def shops(make_parts: Callable[..., Parts], settings: Settings) -> Shops:
    return Shops(settings, opened={"starter": make_parts()})


@pytest.fixture
def player(shops: Shops) -> Player:
    return Player(shops)


@pytest.fixture
def script(tmp_path: Path) -> Callable[..., Dialogue]:
    """A dialogue from the YAML of its turns."""

    def make(turns: str, name: str = "test", more: str = "") -> Dialogue:
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"name: {name}\ncatalog: starter\n{more}\nturns:\n{turns}", encoding="utf-8")
        return read_script(path)

    return make
