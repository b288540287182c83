"""Dutch."""

from __future__ import annotations

from speech.reading.tongue import Forms, Tongue

CENT: Forms = ("cent", "cent")


def same(**names: str) -> dict[str, Forms]:
    """Units that look the same however many there are."""
    return {key: (name, name) for key, name in names.items()}


DUTCH = Tongue(
    "nl",
    {
        "USD": (("dollar", "dollar"), CENT),
        "EUR": (("euro", "euro"), CENT),
        "GBP": (("pond", "pond"), ("penny", "pence")),
        "CHF": (("frank", "frank"), ("rappen", "rappen")),
        "JPY": (("yen", "yen"), ()),
        "CNY": (("yuan", "yuan"), ()),
        "PLN": (("zloty", "zloty"), ()),
        "kr": (("kroon", "kronen"), ()),
        "INR": (("roepie", "roepie"), ()),
    },
    {
        **same(millimeter="millimeter", centimeter="centimeter", meter="meter", kilometer="kilometer", inch="inch", foot="voet", liter="liter"),
        **same(milliliter="milliliter", centiliter="centiliter", milligram="milligram", gram="gram", kilogram="kilogram", pound="pond"),
        **same(square_meter="vierkante meter", square_centimeter="vierkante centimeter", cubic_meter="kubieke meter", watt="watt", kilowatt="kilowatt"),
        **same(watt_hour="wattuur", kilowatt_hour="kilowattuur", volt="volt", amp="ampère", milliamp_hour="milliampère-uur", hertz="hertz"),
        **same(gigahertz="gigahertz", megabyte="megabyte", gigabyte="gigabyte", terabyte="terabyte", megapixel="megapixel", pixel="pixel"),
        **same(decibel="decibel", lumen="lumen", lux="lux", bar="bar", hour="uur", year="jaar", celsius="graden Celsius", fahrenheit="graden Fahrenheit"),
        **same(degree="graden", gsm="gram per vierkante meter", ounce="ounce"),
        "second": ("seconde", "seconden"),
        "minute": ("minuut", "minuten"),
        "week": ("week", "weken"),
        "month": ("maand", "maanden"),
        "piece": ("stuk", "stuks"),
    },
    (
        (r"ca\.(?!\w)", "circa"),
        (r"incl\.(?!\w)", "inclusief"),
        (r"excl\.(?!\w)", "exclusief"),
        (r"bijv\.", "bijvoorbeeld"),
        (r"enz\.", "enzovoort"),
        (r"max\.(?=\s)", "maximaal"),
        (r"min\.(?=\s)", "minimaal"),
        (r"btw\b", "B T W"),
        (r"nr\.(?=\s?\d)", "nummer"),
    ),
    {"st.": "piece", "st": "piece", "u": "hour"},
    to="tot", by="bij", times="keer", out_of="van", stars=("ster", "sterren"), percent="procent", minus="min", plus="plus", per="per", coins="en", joined="en",
    number="nummer", at="apenstaartje", dot="punt", point="komma",
)  # fmt: skip
