"""What shops write, and what a voice is given to read."""

from __future__ import annotations

import time

import pytest

from speech.speakable import rules, speakable, spoken_sentences

MONEY = [
    ("$149.99", "149 dollars and 99 cents"),
    ("$60", "60 dollars"),
    ("$1", "1 dollar"),
    ("$0.99", "99 cents"),
    ("$1.01", "1 dollar and 1 cent"),
    ("$1,299.00", "1299 dollars"),
    ("US$45", "45 dollars"),
    ("USD 60", "60 dollars"),
    ("60 USD", "60 dollars"),
    ("€60", "60 euros"),
    ("60,50 €", "60 euros and 50 cents"),
    ("1.299,00 €", "1299 euros"),
    ("€ 1.299", "1299 euros"),
    ("£1.50", "1 pound and 50 pence"),
    ("GBP 9.99", "9 pounds and 99 pence"),
    ("¥1200", "1200 yen"),
    ("JPY 1,200", "1200 yen"),
    ("CN¥88.50", "88.5 yuan"),
    ("88元", "88 yuan"),
    ("RMB 120", "120 yuan"),
    ("-$20", "minus 20 dollars"),
    ("$60-$90", "60 to 90 dollars"),
    ("60-90 EUR", "60 to 90 euros"),
    ("$19.99 - $24.99", "19 dollars and 99 cents to 24 dollars and 99 cents"),
    ("from $5,000 to $6,000", "from 5000 to 6000 dollars"),
    ("$1.5 million", "1.5 million dollars"),
    ("$9.99/month", "9 dollars and 99 cents per month"),
    ("€9.99/kg", "9 euros and 99 cents per kilogram"),
    ("$20 (was $30)", "20 dollars, was 30 dollars"),
    ("Only $5!", "Only 5 dollars!"),
]
MEASURES = [
    ("20% off", "20 percent off"),
    ("-20%", "minus 20 percent"),
    ("10-20%", "10 to 20 percent"),
    ("45 L", "45 liters"),
    ("1 L", "1 liter"),
    ("1.5 L", "1.5 liters"),
    ("a 45 L pack", "a 45 liter pack"),
    ("Ridge 45L Backpack", "Ridge 45 liter Backpack"),
    ("45-L pack", "45 liter pack"),
    ("The pack holds 45 L.", "The pack holds 45 liters."),
    ("320 g", "320 grams"),
    ("1.5 kg", "1.5 kilograms"),
    ("Weighs 1 lb. It is blue.", "Weighs 1 pound. It is blue."),
    ("8 oz. mug", "8 ounce mug"),
    ("16 fl oz", "16 fluid ounces"),
    ("2 x 1.5 m", "2 by 1.5 meters"),
    ("120 x 60 cm", "120 by 60 centimeters"),
    ("120x60x75cm", "120 by 60 by 75 centimeters"),
    ("120 cm x 60 cm", "120 by 60 centimeters"),
    ("60 x 90 cm (24 x 35 in)", "60 by 90 centimeters, 24 by 35 inches"),
    ("10' x 12'", "10 by 12 feet"),
    ("2 x 500 ml", "2 times 500 milliliters"),
    ("2 x AA batteries", "2 AA batteries"),
    ("3x zoom", "3 times zoom"),
    ("4x4", "4 by 4"),
    ('13" screen', "13 inch screen"),
    ("6'2\"", "6 feet 2 inches"),
    ('the "Summit 45" pack', 'the "Summit 45" pack'),
    ("15.6-inch laptop", "15.6-inch laptop"),
    ("2 in stock, 3-in-1", "2 in stock, 3-in-1"),
    ("Ø 30 cm", "diameter 30 centimeters"),
    ("-20 °C", "minus 20 degrees Celsius"),
    ("-5 to 30 °C", "minus 5 to 30 degrees Celsius"),
    ("350°F", "350 degrees Fahrenheit"),
    ("5-7 kg", "5 to 7 kilograms"),
    ("7-9 days", "7 to 9 days"),
    ("10,000 mAh", "10000 milliamp hours"),
    ("12V/5A", "12 volts, 5 amps"),
    ("100 km/h", "100 kilometers per hour"),
    ("5 L/min", "5 liters per minute"),
    ("2h 30min", "2 hours 30 minutes"),
    ("30 s, since the 1990s", "30 seconds, since the 1990s"),
    ("4.6/5", "4.6 out of 5"),
    ("4.6 / 5 (1,204 reviews)", "4.6 out of 5, 1204 reviews"),
    ("★★★★☆", "4 out of 5 stars"),
    ("4.6★", "4.6 stars"),
    ("1½ cups", "1 and a half cups"),
    ("3 1/2 cups", "3 and a half cups"),
    ("SPF 50+", "SPF 50 plus"),
]
WORDS = [
    ("Black & Decker", "Black and Decker"),
    ("salt&pepper", "salt and pepper"),
    ("S/M/L", "S, M, L"),
    ("C++", "C plus plus"),
    ("w/o lid, w/ handle", "without lid, with handle"),
    ("approx. 30 cm, incl. VAT", "approximately 30 centimeters, including VAT"),
    ("cotton vs. wool", "cotton versus wool"),
    ("e.g. socks, hats, etc. and more", "for example socks, hats, et cetera and more"),
    ("No. 5 and #3", "number 5 and number 3"),
    ("≥ 4 stars", "at least 4 stars"),
    ("~ 2 h", "about 2 hours"),
    ("boots — light", "boots, light"),
    ("boots (leather) and more", "boots, leather, and more"),
    ("wow!!! really??", "wow! really?"),
]
MARKUP = [
    ("**Bold** and _italic_ and `code`", "Bold and italic and code"),
    ("## Top picks\n- Boots\n* Socks\n• Hats", "Top picks\nBoots\nSocks\nHats"),
    ("[Trail boot](https://x.example/a?b=1) is nice", "Trail boot is nice"),
    ("More at https://shop.example/p/1.", "More."),
    ("<b>Sale</b> now<br>today", "Sale now\ntoday"),
    ("Tom&apos;s &amp; Co", "Tom's and Co"),
    ("<script>alert(1)</script>Boots", "Boots"),
    ("```\nx = 1\n```\nBoots", "Boots"),
    ("| Name | Price |\n|---|---|\n| Boot | $60 |", "Name, Price\nBoot, 60 dollars"),
    ("Nice! 😀👍🏽🇺🇸", "Nice!"),
    ("AirLite™ boots®", "AirLite boots"),
    ("#boots", "boots"),
    ("...", ""),
    ("🙂", ""),
    ("", ""),
]
KEPT = [
    *("WH-1000XM5", "RTX 4090", "i7-13700K", "A4-2000", "4K TV", "5G", "3M tape", "IP67", "USB-C 3.2", "Wi-Fi 6E", "B07XYZ123", "3D"),
    *("size 10.5", "EU 42", "2026-11-21", "1-800-555-1234", "2-person tent", "Model X 2", "600D nylon", "don't", "lights turn on", "Only 2 left!"),
]
CASES = [*MONEY, *MEASURES, *WORDS, *MARKUP, *((kept, kept) for kept in KEPT)]


@pytest.mark.parametrize(("written", "spoken"), CASES)
def test_spoken(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize("written", [case[0] for case in CASES])
def test_speaking_what_is_speakable_changes_nothing(written: str) -> None:
    assert speakable(speakable(written)) == speakable(written)


def test_every_case_is_its_own() -> None:
    assert len({written for written, _ in CASES}) == len(CASES) >= 60


def test_a_description_as_a_shop_writes_it() -> None:
    written = "The **Ridge 45L** (45 L, 1.2 kg) costs $149.99 & ships in 2-3 days. Rated 4.6/5 by Dr. Hill! 🎒"
    assert spoken_sentences(written) == [
        "The Ridge forty-five liters, forty-five liters, one point two kilograms, costs one hundred forty-nine dollars and ninety-nine cents"
        " and ships in two to three days.",
        "Rated four point six out of five by Dr. Hill!",
    ]
    assert spoken_sentences("🎒 …") == []


PIECES = ["(", "( ", "*a ", "1,", "1 x ", "| ", "-", "[a](", "<a ", " ", "9", "$", "1.1.", "a/", "1 - ", "\n", "http://", "★", "., ", "<script", "_ _"]


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_makes_a_rule_run_away(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    start = time.perf_counter()
    for each in rules("en"):
        text = each.apply(text)
    assert time.perf_counter() - start < 5  # the slowest takes a few tenths of a second; a runaway would take years
