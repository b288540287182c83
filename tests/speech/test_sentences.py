"""Where one sentence ends."""

from __future__ import annotations

import pytest

from speech.sentences import FEWEST_WORDS, first_clause_first, split_sentences

CASES = [
    ("Hello there. How are you? Fine!", ["Hello there.", "How are you?", "Fine!"]),
    ("Mr. Smith paid $149.99. It weighs 2.5 kg.", ["Mr. Smith paid $149.99.", "It weighs 2.5 kg."]),
    ("Dr. Martens boots. By St. James.", ["Dr. Martens boots.", "By St. James."]),
    ("See No. 5 please. No. Not that one.", ["See No. 5 please.", "No.", "Not that one."]),
    ("It is 8 a.m. on Monday. We open at 9 a.m. Come early.", ["It is 8 a.m. on Monday.", "We open at 9 a.m.", "Come early."]),
    ("J. K. Rowling wrote it. Read it.", ["J. K. Rowling wrote it.", "Read it."]),
    ("Socks, hats, etc. are here. We sell socks, etc. They are cheap.", ["Socks, hats, etc. are here.", "We sell socks, etc.", "They are cheap."]),
    ("Wool, e.g. Merino, is warm.", ["Wool, e.g. Merino, is warm."]),
    ("Wait... what? OK... Next one.", ["Wait... what?", "OK...", "Next one."]),
    ("One\nTwo\n\nThree", ["One", "Two", "Three"]),
    ("Really?! Yes!!", ["Really?!", "Yes!!"]),
    ('"Nice." She said so.', ['"Nice."', "She said so."]),
    ("He said (really.) Then left.", ["He said (really.)", "Then left."]),
    ("1. First thing. 2. Second thing.", ["1. First thing.", "2. Second thing."]),
    ("It costs 60 dollars. 5 are left.", ["It costs 60 dollars.", "5 are left."]),
    ("Size 9. Color red.", ["Size 9.", "Color red."]),
    ("Version 2.0.1 is out at example.com today.", ["Version 2.0.1 is out at example.com today."]),
    ("第一句。第二句。", ["第一句。", "第二句。"]),
    ("No mark at all", ["No mark at all"]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


CLAUSES = [
    ("I have four pairs of boots, and my first pick is the Ridge.", ("I have four pairs of boots,", "and my first pick is the Ridge.")),
    ("I found nothing: there are no boots for women up to 20 dollars.", ("I found nothing:", "there are no boots for women up to 20 dollars.")),
    ("Sure, I have six red boots, all of them waterproof and light.", ("Sure, I have six red boots,", "all of them waterproof and light.")),  # not "Sure,"
    ("The Ridge boot is waterproof, light and warm, too.", ("The Ridge boot is waterproof,", "light and warm, too.")),
    ("They cost 1,299 dollars and come in black or brown only.", ("They cost 1,299 dollars and come in black or brown only.",)),
    ("They are warm, and light.", ("They are warm, and light.",)),
    ("I have two jackets for you to look at now, sir.", ("I have two jackets for you to look at now, sir.",)),
    ("", ("",)),
]


@pytest.mark.parametrize(("sentence", "pieces"), CLAUSES)
def test_the_first_clause_is_cut_off_where_that_does_not_sound_chopped(sentence: str, pieces: tuple[str, ...]) -> None:
    assert first_clause_first(sentence) == pieces
    assert " ".join(pieces) == sentence
    assert len(pieces) == 1 or all(len(each.split()) >= FEWEST_WORDS for each in pieces)
