"""Where one sentence ends."""

from __future__ import annotations

import pytest

from speech.sentences import split_sentences

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
