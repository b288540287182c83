"""The shop's words on the way to the ear and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from chat.acts import Utterance
from chat.expected_words import expected_words, makers, phrases
from chat.parts import Parts
from chat.state import DialogueState
from chat.turn import take_turn
from core.later import Later
from retrieval.retriever import Retriever
from speech.clip import Clip
from speech.engines import Transcript
from tests.chat.conftest import Beeps


class Ear:
    """Hears one text in one language and keeps the terms it was told to expect."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.told: Sequence[str] = ()
        self.asked: list[str | None] = []  # the shopper's choices of language

    def transcribe(self, clip: Clip, terms: Sequence[str] = (), language: str | None = None) -> Transcript:
        self.told = terms
        self.asked.append(language)
        return Transcript(self.text, self.language, 0.9, clip.seconds)


def heard(shop: Retriever, ear: Ear) -> str:
    return Parts(shop, Later(lambda: ear), Later(Beeps), None).hear(Clip(np.zeros(1600, np.float32), 16_000)).text


def test_the_ear_is_told_the_shops_words_the_things_first(shop: Retriever) -> None:
    ear = Ear("hello", "en")
    heard(shop, ear)
    assert ear.told == expected_words(shop)
    assert {"hiking boots", "backpacks"} <= set(ear.told[:5]) and "backpack" not in ear.told
    assert len(set(ear.told)) == len(ear.told)


def test_the_shopper_s_choice_of_language_reaches_the_ear(shop: Retriever) -> None:
    ear = Ear("Stiefel", "de")
    parts, clip = Parts(shop, Later(lambda: ear), Later(Beeps), None), Clip(np.zeros(1600, np.float32), 16_000)
    for language in ("de", None):
        take_turn(parts, DialogueState(), Utterance(clip=clip, language=language), aloud=False)
    assert ear.asked == ["de", None]


def test_the_makers_are_the_brands(shop: Retriever) -> None:
    assert "Plainfolk" in makers(shop) and "hiking boots" not in makers(shop)


def test_names_and_values_may_have_been_meant(shop: Retriever) -> None:
    known = phrases(shop)
    assert {"Ridgeline", "WildRunner", "sleeping bag", "navy"} <= set(known)
    assert len({phrase.lower() for phrase in known}) == len(known)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("plane folk sandals", "en", "Plainfolk sandals"),
        ("plane folk sandals", "fr", "plane folk sandals"),
        ("what about my son?", "en", "what about my son?"),
    ],
)
def test_misheard_names_are_put_back_in_english(shop: Retriever, text: str, language: str, expected: str) -> None:
    assert heard(shop, Ear(text, language)) == expected
