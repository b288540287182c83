"""Things told by what they are like, the order of what is said, choices within a phrase, everyday turns in four languages."""

from __future__ import annotations

import pytest

from chat.languages.described import in_order
from chat.languages.lexicon import lexicon
from chat.languages.phrases import expanded


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Darf das silberne in die Spülmaschine?", "is the silver one dishwasher safe?"),
        ("de", "ist die schwarze dimmbar?", "is the black one dimmable?"),
        ("de", "die schwarze dimmbare Lampe", "the black dimmable lamp"),
        ("de", "gibt es die blaue auch in rot?", "does the blue one come in red?"),
        ("de", "gibt es die auch in grau?", "does it come in gray?"),
        ("es", "prefiero la de algodón", "I prefer the cotton one"),
        ("es", "me quedo con esa", "I will take it"),
        ("es", "unos auriculares baratos", "a cheap headphones"),
        ("es", "que no lleven luces LED, por favor", "no LED,"),
        ("fr", "il existe en vert ?", "does it come in green?"),
        ("fr", "elles pèsent combien ?", "how heavy is it?"),
        ("fr", "c'est pour quel âge, le premier ?", "the first one, what age is it for?"),
        ("fr", "je veux un short noir", "I need a black shorts"),
        ("zh", "绿色的那个多重", "how heavy is the green one?"),
        ("zh", "白色的那双多少钱", "how much is the white one?"),
        ("zh", "我再考虑考虑吧", "I will think about it"),
    ],
)
def test_what_is_said_in_english(language: str, text: str, wanted: str) -> None:
    words = lexicon(language)
    assert words is not None
    assert words.gloss(text).english.rstrip() == wanted


def test_what_opens_and_closes_a_wish_is_left_out() -> None:
    assert in_order(["yes,", "I will take the first one"]) == ["I will take the first one"]
    assert in_order(["no pink,", "thanks"]) == ["no pink,"]
    assert in_order(["yes,", "thanks"]) == ["yes,", "thanks"]
    assert in_order(["something cheaper,", "something cheaper?"]) == ["something cheaper?"]


def test_choices_within_a_phrase_are_phrases_of_their_own() -> None:
    assert expanded("was wiegt (er/sie/)") == ("was wiegt er", "was wiegt sie", "was wiegt")
    assert set(expanded("(l(o/a)/) prefiero")) == {"lo prefiero", "la prefiero", "prefiero"}
