"""The language Whisper is told: the shopper's choice before the settings'."""

from __future__ import annotations

import pytest

from core.errors import WrongSetting
from speech.languages import spoken_language


@pytest.mark.parametrize(
    ("chosen", "usual", "told"), [(None, "en", "en"), (None, None, None), ("de", "en", "de"), (" German", "en", "de"), ("auto", "en", None)]
)
def test_the_shopper_s_choice_comes_first(chosen: str | None, usual: str | None, told: str | None) -> None:
    assert spoken_language(chosen, usual) == told


@pytest.mark.parametrize("chosen", ["", "klingon", "xx"])
def test_a_language_whisper_does_not_know_is_refused_with_a_way_out(chosen: str) -> None:
    with pytest.raises(WrongSetting, match=f"language is '{chosen}'.*choose 'auto'"):
        spoken_language(chosen)
