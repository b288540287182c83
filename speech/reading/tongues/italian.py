"""Italian."""

from __future__ import annotations

import re

from speech.reading.tongue import Forms, Tongue

FEMININE = {"libbra", "libbre", "oncia", "once", "ora", "ore", "settimana", "settimane", "sterlina", "sterline", "corona", "corone", "rupia", "rupie"}
ENDINGS = {"o": "i", "a": "e", "e": "i"}


def agree(words: str, noun: str) -> str:
    """'uno' before a noun is 'un euro', 'una sterlina', 'ventun euro'."""
    return re.sub(r"uno$", "una" if noun in FEMININE and words == "uno" else "un", words)


def regular(**names: str) -> dict[str, Forms]:
    return {key: (name, re.sub(r"^(\w+)(\w)", lambda found: found[1] + ENDINGS[found[2]], name)) for key, name in names.items()}


ITALIAN = Tongue(
    "it",
    {
        "USD": (("dollaro", "dollari"), ("centesimo", "centesimi")),
        "EUR": (("euro", "euro"), ("centesimo", "centesimi")),
        "GBP": (("sterlina", "sterline"), ("penny", "pence")),
        "CHF": (("franco", "franchi"), ("centesimo", "centesimi")),
        "JPY": (("yen", "yen"), ()),
        "CNY": (("yuan", "yuan"), ()),
        "PLN": (("zloty", "zloty"), ()),
        "kr": (("corona", "corone"), ()),
        "INR": (("rupia", "rupie"), ()),
    },
    {
        **regular(millimeter="millimetro", centimeter="centimetro", meter="metro", kilometer="chilometro", liter="litro", milliliter="millilitro"),
        **regular(centiliter="centilitro", milligram="milligrammo", gram="grammo", kilogram="chilogrammo", inch="pollice", foot="piede"),
        **regular(pound="libbra", gsm="grammo per metro quadro", celsius="grado Celsius", fahrenheit="grado Fahrenheit", degree="grado"),
        **regular(second="secondo", minute="minuto", week="settimana", month="mese", year="anno", piece="pezzo", kilocalorie="chilocaloria"),
        "square_meter": ("metro quadro", "metri quadri"),
        "square_centimeter": ("centimetro quadro", "centimetri quadri"),
        "cubic_meter": ("metro cubo", "metri cubi"),
        "ounce": ("oncia", "once"),
        "hour": ("ora", "ore"),
        "milliamp_hour": ("milliampere ora", "milliampere ora"),
        "watt_hour": ("wattora", "wattora"),
        "kilowatt_hour": ("chilowattora", "chilowattora"),
        **{name: (name, name) for name in ("watt", "volt", "hertz", "lumen", "lux", "bar", "pixel", "megapixel")},
        **{name: (name, name) for name in ("megabyte", "gigabyte", "terabyte", "decibel")},
        "kilowatt": ("chilowatt", "chilowatt"),
        "amp": ("ampere", "ampere"),
    },
    (
        (r"ca\.(?!\w)", "circa"),
        (r"p\.\s?es\.", "per esempio"),
        (r"ecc\.", "eccetera"),
        (r"max\.?(?=\s)", "massimo"),
        (r"min\.(?=\s)", "minimo"),
        (r"incl\.(?!\w)", "incluso"),
        (r"n\.?º\s?(?=\d)|n\.\s?(?=\d)", "numero "),
    ),
    {"pz": "piece", "pz.": "piece", "mq": "square_meter"},
    to="a", by="per", times="per", out_of="su", stars=("stella", "stelle"), percent="per cento", minus="meno", plus="più",
    per="al", coins="e", joined="e",
    number="numero", at="chiocciola", dot="punto", point="virgola", agree=agree,
)  # fmt: skip
