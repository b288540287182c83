"""Whole clauses, frames around other words, German compounds and numbers written as words."""

from __future__ import annotations

import pytest

from chat.languages.clauses import LONGEST, Clauses
from chat.languages.entry import Entry
from chat.languages.lexicon import lexicon
from chat.languages.number_words import digits_for_words


def english(language: str, text: str) -> str:
    words = lexicon(language)
    assert words is not None
    gloss = words.gloss(text)
    assert not gloss.unknown, gloss.unknown
    return gloss.english


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Was kostet denn der dritte?", "how much is the third one?"),
        ("de", "Ist die zweite lieferbar?", "is the second one in stock?"),
        ("de", "Woraus ist der letzte?", "what is the last one made of?"),
        ("fr", "Combien pèse la deuxième ?", "how heavy is the second one?"),
        ("fr", "je vais prendre le troisième", "I will take the third one"),
        ("es", "¿de qué color es la primera?", "what color is the first one?"),
        ("es", "¿cuántas lámparas tienen?", "how many lamp do you have?"),
        ("zh", "第三个多少钱", "how much is the third one?"),
        ("zh", "第一个和第二个有什么区别", "what is the difference between the first one and the second one?"),
    ],
)
def test_a_frame_is_put_around_what_is_asked_about(language: str, text: str, wanted: str) -> None:
    assert english(language, text).replace("??", "?") == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "nichts aus Leder und auch keine Seide", "no leather and no silk"),
        ("de", "Danke dir und schönen Abend noch", "thanks and goodbye"),
        ("fr", "rien en jaune et pas de cuir non plus", "no yellow and no leather"),
        ("es", "nada de verde y tampoco seda", "no green and no silk"),
    ],
)
def test_clauses_joined_by_and_keep_their_own_meaning(language: str, text: str, wanted: str) -> None:
    assert english(language, text) == wanted


def test_a_limit_with_a_negation_refuses_nothing() -> None:
    assert english("fr", "pas plus de 70 dollars") == "at most 70 dollars"
    assert english("de", "nicht mehr als 35 Euro") == "at most 35 euros"


def test_a_turn_may_have_a_comma_within() -> None:
    assert english("fr", "la marque, peu importe") == "I don't care about the brand"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Ledertasche", "leather bag"),
        ("Seidenkleid", "silk dress"),
        ("Kinderrucksack", "backpack for kids"),
        ("Damenjacke", "jacket for women"),
        ("Holztische", "wood table"),
    ],
)
def test_german_compounds(said: str, wanted: str) -> None:
    assert english("de", said) == wanted


@pytest.mark.parametrize("word", ["Handwerk", "Regenbogen", "Bluetooth", "Kinderei", "Lederhosenträger"])
def test_words_that_are_no_compound_of_known_ones(word: str) -> None:
    words = lexicon("de")
    assert words is not None
    assert words.gloss(word).unknown


@pytest.mark.parametrize(
    ("language", "said", "digits"),
    [
        ("de", "zwischen dreissig und fuenfundvierzig", "zwischen 30 und 45"),
        ("de", "zweihundertachtzig dollar", "280 dollar"),
        ("de", "tausendfuenfhundert", "1500"),
        ("de", "eine schachtel", "eine schachtel"),
        ("fr", "soixante-dix-huit euros", "78 euros"),
        ("fr", "entre cent et deux cents", "entre 100 et 200"),
        ("fr", "vingt et un", "21"),
        ("fr", "un velo neuf", "un velo neuf"),
        ("es", "ciento treinta y dos", "132"),
        ("es", "entre cuarenta y sesenta", "entre 40 y 60"),
        ("es", "una bolsa", "una bolsa"),
        ("zh", "三十", "三十"),
    ],
)
def test_number_words(language: str, said: str, digits: str) -> None:
    assert digits_for_words(said, language) == digits


def test_empty_words_around_a_clause_are_left_out_and_long_text_is_not_looked_at() -> None:
    entries = [Entry("-", "bitte", "words"), Entry("thanks", "danke", "turns"), Entry("how much is {x}?", "was kostet {x}", "frames")]
    clauses = Clauses(entries, "", " ")
    assert clauses.turn("bitte danke bitte") == "thanks"
    assert list(clauses.frames("bitte was kostet das")) == [(("das",), "how much is {x}?")]
    assert clauses.turn("danke " * LONGEST) == "" and not list(clauses.frames("was kostet " + "x" * LONGEST))
