"""Words brought to one form."""

import pytest

from chat.understanding.normalise import normalise


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I need boots under one hundred and fifty dollars", "i need boots under 150 dollars"),
        ("fourty dollars", "40 dollars"),
        ("twenty five bucks", "25 bucks"),
        ("Twenty-five", "25"),
        ("one thousand two hundred fifty", "1250"),
        ("a hundred", "100"),
        ("between 50 and a hundred", "between 50 and 100"),
        ("compare two and three", "compare 2 and 3"),
        ("five six", "5 6"),
        ("the second one", "the second one"),
        ("under 1,200.", "under 1200."),
        ("I don\u2019t want leather, it's bad", "i do not want leather, it is bad"),
        ("  can't   \n stand  it ", "can not stand it"),
        ("half a kilo or less", "0.5 kilo or less"),
        ("a kilo and a half", "1.5 kilo"),
        ("two and a half hours", "2.5 hours"),
        ("three quarters of a litre", "0.75 litre"),
        ("at most an hour", "at most 1 hour"),
        ("a mug at half the price", "a mug at half the price"),
        ("80 tops, in red", "80 max, in red"),
        ("two tops", "2 tops"),
        ("ill buy it", "i will buy it"),
        ("\uff15\uff10 dollars", "50 dollars"),
    ],
)
def test_one_form(said: str, expected: str) -> None:
    assert normalise(said) == expected
