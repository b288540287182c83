"""Recorded conversations are played as turns; agreement and recall are counted as stated."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chat.evaluation.pscon import FILE, load_messages, play_recorded, record
from chat.parts import Parts
from core.errors import BadInput, NotFound

CONVERSATIONS = {
    "1": {
        "conversation": [
            {"role": "user", "content": "hello", "intent": "Chitchat", "keywords": []},
            {"role": "system", "content": "Hi", "action": "Chitchat"},
            {"role": "user", "content": "Do you sell hiking boots?", "intent": "Reveal", "keywords": ["hiking boots"]},
            {"role": "user", "content": "thanks", "intent": "Reveal", "keywords": ["hiking boots", " purple"]},
        ]
    }
}


def data(folder: Path, content: Any) -> Path:
    path = folder / FILE
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_messages_are_understood_or_not(make_parts: Callable[..., Parts], tmp_path: Path) -> None:
    counted: list[tuple[int, int]] = []
    readings = play_recorded(make_parts(), load_messages(data(tmp_path, CONVERSATIONS)), lambda done, total: counted.append((done, total)))
    assert [(each.act, each.agrees, each.recall) for each in readings] == [("chat", True, None), ("find", True, 1.0), ("chat", False, pytest.approx(2 / 3))]
    found = record(readings)
    assert (found["messages"], found["intent_agreement"], found["messages_with_keywords"]) == (3, 0.6667, 2)
    assert found["keyword_recall"] == pytest.approx(5 / 6, abs=1e-4)
    assert [each["said"] for each in found["worst"]] == ["thanks"] and "not searched for: purple" in found["worst"][0]["why"]
    assert counted == [(0, 1)]


def test_what_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="with --data"):
        load_messages(tmp_path)
    with pytest.raises(BadInput, match="does not hold conversations"):
        load_messages(data(tmp_path, {"1": {"turns": []}}))


def test_a_message_that_raises_is_counted(make_parts: Callable[..., Parts], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("chat.evaluation.pscon.take_turn", broken)
    found = record(play_recorded(make_parts(), load_messages(data(tmp_path, CONVERSATIONS)), lambda done, total: None))
    assert (found["crashed"], found["intent_agreement"], found["keyword_recall"]) == (3, 0.0, 0.0)
