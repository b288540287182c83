"""Every language has the same sentences with the same places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chat.languages import texts as module
from chat.languages.texts import SECTIONS, TABLES, read, texts


def test_the_tables_hold_the_same_sentences() -> None:
    assert TABLES == ("de", "es", "fr", "zh")
    for language in TABLES:
        table = texts(language)
        assert all(text.strip() for section in (table.sentences, table.slots, table.facts, table.chips) for text in section.values() if text != ", ")


def test_a_missing_place_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for language in TABLES:
        table = read(language)
        if language == "fr":
            table["sentences"]["pick"] = "Mon premier choix : {title}."
            del table["slots"]["price"]
        (tmp_path / f"{language}.json").write_text(json.dumps(table), encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    texts.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"fr\.json differs from texts/de\.json in sentences\.pick, slots\.price"):
            texts("fr")
    finally:
        texts.cache_clear()


def test_a_table_of_another_shape_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "de.json").write_text(json.dumps({SECTIONS[0]: {}, SECTIONS[1]: {}}), encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="has the parts"):
        read("de")
