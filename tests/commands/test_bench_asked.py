"""A row about turns that the model reads counts no others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chat.parts import Parts
from commands.measure import turns
from commands.measure.asked import counted, enough
from commands.measure.turns import BY_MODEL, typed
from core.errors import StorageError
from tests.chat.conftest import make_parts, shop  # noqa: F401 - fixtures


def test_only_turns_that_ask_the_model_are_measured(make_parts: Callable[..., Parts], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(turns, "BY_MODEL", (*BY_MODEL[:6], "tents under 100", "hello"))
    row = typed(make_parts(labels=["need"] * 40))[0]
    assert row.n == 6


def test_turns_that_are_read_without_it_measure_nothing(make_parts: Callable[..., Parts], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(turns, "BY_MODEL", ("tents under 100", "hello"))
    with pytest.raises(StorageError, match="only 0 of 2 turns asked the model"):
        typed(make_parts(labels=["need"] * 40))


def test_without_a_model_there_is_nothing_to_count(make_parts: Callable[..., Parts]) -> None:  # noqa: F811
    with pytest.raises(StorageError, match="no language model"):
        counted(make_parts())


def test_a_model_is_counted_once(make_parts: Callable[..., Parts]) -> None:  # noqa: F811
    parts = make_parts(labels=["need"])
    assert counted(parts) is counted(parts)
    enough([1.0] * 5, 10)
