"""What the model may not do to a shopper's words: bring in values of the catalog, or lose those that are known."""

from __future__ import annotations

import json

import pytest

from chat.languages.check import borne_out
from chat.languages.lexicon import lexicon
from chat.languages.translate import Translator
from chat.llm import ScriptedModel
from retrieval.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("de", "Was ist das hier für ein Krempel?", "what is this green stuff?"),  # a colour nobody said
        ("de", "keine Seide, die knittert", "no scarves that crease"),  # silk lost, a thing brought in
        ("fr", "un sac pour mon matériel de dessin", "a backpack made of leather for my drawing things"),
        ("es", "una manta que no pique", "a cushion that does not itch"),
        ("zh", "适合雕刻的黑色背包", "a white backpack for carving"),
    ],
)
def test_values_brought_in_or_lost_are_refused(language: str, text: str, written: str, vocabulary: Vocabulary) -> None:
    words = lexicon(language)
    assert words is not None
    assert not borne_out(written, text, words.gloss(text), words, vocabulary)
    found = Translator(ScriptedModel([json.dumps({"en": written})]), (), vocabulary).translate(text, language)
    assert found is None or found.by == "words"


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("de", "Ich friere immer an den Ohren, haben Sie Mützen aus Wolle?", "my ears are always cold, do you have wool beanies?"),
        ("fr", "quelque chose pour protéger mes pieds de la boue", "something to protect my feet from the mud"),
        ("es", "un artilugio para hervir agua", "a kettle"),  # a thing for words that the lexicon does not know
        ("zh", "适合雕刻的黑色背包", "a black backpack for carving"),
        ("de", "eine Stola in Beige", "a beige stole"),
    ],
)
def test_what_was_said_is_believed(language: str, text: str, written: str, vocabulary: Vocabulary) -> None:
    words = lexicon(language)
    assert words is not None
    assert borne_out(written, text, words.gloss(text), words, vocabulary)


def test_without_a_model_the_turns_and_limits_that_are_known_are_used() -> None:
    found = Translator(None).translate("Hoppla, was kostet der erste?", "de")
    assert found is not None and found.by == "words" and "how much is the first one?" in found.english
    assert Translator(None).translate("Wie geht's der Katze?", "de") is None
