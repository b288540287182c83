"""How far two sounds lie apart."""

from __future__ import annotations

import pytest

from speech.sounding import apart


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("bOt", "bOt", 0.0),
        ("bOt", "bAt", 0.5),  # another vowel
        ("bOt", "pOt", 0.5),  # voicing
        ("bOt", "sOt", 1.0),
        ("bOt", "Ot", 1.0),
        ("kɑɹt", "kɑt", 0.5),  # noqa: RUF001 - an accent drops it
        ("məɹɹ", "məɹ", 0.0),  # one sound written twice
        ("", "bO", 2.0),
    ],
)
def test_what_is_easily_misheard_counts_half(one: str, other: str, distance: float) -> None:
    assert apart(one, other) == apart(other, one) == distance
