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
        ("a lamp and a rug, 120 for the pair at most", "a lamp and a rug, 120 at most"),
        ("both mugs, thirty dollars altogether", "both mugs, 30 dollars"),
        ("boots for the two of us", "boots for the 2 of us"),
        ("ill buy it", "i will buy it"),
        ("\uff15\uff10 dollars", "50 dollars"),
        ("a hundred and 30 pounds", "130 pounds"),
        ("It should carry 200 and 40 kilos.", "it should carry 240 kilos."),
        ("less than 3 hundred", "less than 300"),
        ("under 2 hundred and sixty dollars", "under 260 dollars"),
        ("1 thousand 4 hundred euros", "1400 euros"),
        ("two hundred 75 dollars", "275 dollars"),
        ("below a 200, please", "below 200, please"),
        ("something around two fifty", "something around 250"),
        ("up to 3 80 dollars", "up to 380 dollars"),
    ],
)
def test_one_form(said: str, expected: str) -> None:
    assert normalise(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "between 200 and 50 dollars",
        "from 100 and 50 up",
        "$100 and $60",
        "compare 2 and 3",
        "under 100 and 4 stars",
        "number 1 20 dollars",
        "a 100 litre backpack",
        "under 1.50",
        "over 2 10 inch pans",
        "rooms 100, 50 and 20",
        "under $1.50",
        "more than 2 15 minute breaks",
    ],
)
def test_amounts_that_stand_apart_stay_apart(said: str) -> None:
    assert normalise(said) == said
