"""Every prompt can be rendered: a stray dollar sign in an example would only show when that prompt is first needed."""

from __future__ import annotations

import re

import pytest

from chat.prompts import FOLDER, render

FILLED = {"needs": {"things": "mugs, tents", "examples": "a mug"}, "understand_alone": {"slots": "price"}}


@pytest.mark.parametrize("name", sorted(each.stem for each in FOLDER.glob("*.md")))
def test_every_prompt_renders(name: str) -> None:
    text = render(name, **FILLED.get(name, {}))
    assert text
    assert not re.search(r"\$[a-z]", text)


def test_prices_in_examples_are_prices() -> None:
    assert "$249" in render("phrase")


def test_names_are_filled_strictly() -> None:
    with pytest.raises(ValueError, match="wants"):
        render("phrase", extra="x")
