"""French."""

from __future__ import annotations

import re

from speech.reading.tongue import Forms, Tongue

FEMININE = {"livre", "once", "heure", "minute", "seconde", "semaine", "couronne", "roupie", "pièce"}


def form(value: float) -> int:
    """Below two is singular: 1,5 litre."""
    return 0 if abs(value) < 2 else 1


def agree(words: str, noun: str) -> str:
    return re.sub(r"\bun$", "une", words) if noun.rstrip("s") in FEMININE else words


def regular(**names: str) -> dict[str, Forms]:
    """Units whose plural is an s on the first word."""
    return {key: (name, re.sub(r"^(\w+)", r"\1s", name)) for key, name in names.items()}


FRENCH = Tongue(
    "fr",
    {
        "USD": (("dollar", "dollars"), ("cent", "cents")),
        "EUR": (("euro", "euros"), ("centime", "centimes")),
        "GBP": (("livre", "livres"), ("penny", "pence")),
        "CHF": (("franc", "francs"), ("centime", "centimes")),
        "CAD": (("dollar canadien", "dollars canadiens"), ("cent", "cents")),
        "JPY": (("yen", "yens"), ()),
        "CNY": (("yuan", "yuans"), ()),
        "PLN": (("zloty", "zlotys"), ()),
        "kr": (("couronne", "couronnes"), ()),
        "INR": (("roupie", "roupies"), ()),
    },
    {
        **regular(millimeter="millimètre", centimeter="centimètre", meter="mètre", kilometer="kilomètre", liter="litre", milliliter="millilitre"),
        **regular(centiliter="centilitre", milligram="milligramme", gram="gramme", kilogram="kilogramme", ounce="once", pound="livre", inch="pouce"),
        **regular(foot="pied", watt="watt", kilowatt="kilowatt", volt="volt", amp="ampère", gsm="gramme par mètre carré", celsius="degré Celsius"),
        **regular(fahrenheit="degré Fahrenheit", degree="degré", second="seconde", minute="minute", hour="heure", week="semaine", year="an", piece="pièce"),
        **regular(lumen="lumen", decibel="décibel", megapixel="mégapixel", pixel="pixel", bar="bar", kilocalorie="kilocalorie"),
        "square_meter": ("mètre carré", "mètres carrés"),
        "square_centimeter": ("centimètre carré", "centimètres carrés"),
        "cubic_meter": ("mètre cube", "mètres cubes"),
        "milliamp_hour": ("milliampère-heure", "milliampères-heures"),
        "watt_hour": ("wattheure", "wattheures"),
        "kilowatt_hour": ("kilowattheure", "kilowattheures"),
        "hertz": ("hertz", "hertz"),
        "gigahertz": ("gigahertz", "gigahertz"),
        "megabyte": ("mégaoctet", "mégaoctets"),
        "gigabyte": ("gigaoctet", "gigaoctets"),
        "terabyte": ("téraoctet", "téraoctets"),
        "month": ("mois", "mois"),
        "rpm": ("tour par minute", "tours par minute"),
    },
    (
        (r"env\.(?!\w)", "environ"),
        (r"p\.\s?ex\.", "par exemple"),
        (r"etc\.", "et cetera"),
        (r"max\.(?=\s)", "maximum"),
        (r"min\.(?=\s)", "minimum"),
        (r"dim\.(?=\s)", "dimensions"),
        (r"n°\s?(?=\d)", "numéro "),
        (r"TTC\b", "toutes taxes comprises"),
    ),
    to="à", by="sur", times="fois", out_of="sur", stars=("étoile", "étoiles"), percent="pour cent", minus="moins", plus="plus",
    per="par", coins="et", joined="et",
    number="numéro", at="arobase", dot="point", point="virgule", form=form, agree=agree,
)  # fmt: skip
