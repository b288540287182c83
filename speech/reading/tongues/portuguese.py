"""Portuguese: words as in Portugal, prices of Brazil as well."""

from __future__ import annotations

import re

from speech.reading.tongue import Forms, Tongue

FEMININE = {"libra", "onça", "hora", "semana", "polegada", "coroa", "rupia", "peça"}


def agree(words: str, noun: str) -> str:
    """'um' and 'dois' agree: 'uma hora', 'duas libras'."""
    if noun.rstrip("s") not in FEMININE:
        return words
    return re.sub(r"\bdois$", "duas", re.sub(r"\bum$", "uma", words)).replace("entos", "entas")


def regular(**names: str) -> dict[str, Forms]:
    """Units whose plural is an s on the first word."""
    return {key: (name, re.sub(r"^(\w+)", r"\1s", name)) for key, name in names.items()}


PORTUGUESE = Tongue(
    "pt",
    {
        "USD": (("dólar", "dólares"), ("cêntimo", "cêntimos")),
        "EUR": (("euro", "euros"), ("cêntimo", "cêntimos")),
        "BRL": (("real", "reais"), ("centavo", "centavos")),
        "GBP": (("libra", "libras"), ("péni", "pence")),
        "CHF": (("franco", "francos"), ("cêntimo", "cêntimos")),
        "JPY": (("iene", "ienes"), ()),
        "CNY": (("yuan", "yuans"), ()),
        "PLN": (("zlóti", "zlótis"), ()),
        "kr": (("coroa", "coroas"), ()),
        "INR": (("rupia", "rupias"), ()),
    },
    {
        **regular(millimeter="milímetro", centimeter="centímetro", meter="metro", kilometer="quilómetro", liter="litro", milliliter="mililitro"),
        **regular(centiliter="centilitro", milligram="miligrama", gram="grama", kilogram="quilograma", ounce="onça", pound="libra", inch="polegada"),
        **regular(foot="pé", gsm="grama por metro quadrado", celsius="grau Celsius", fahrenheit="grau Fahrenheit", degree="grau", second="segundo"),
        **regular(minute="minuto", hour="hora", week="semana", year="ano", piece="peça", watt="watt", kilowatt="quilowatt", decibel="decibel"),
        **regular(milliamp_hour="miliampere-hora", amp="ampere", megabyte="megabyte", gigabyte="gigabyte", terabyte="terabyte", volt="volt"),
        "square_meter": ("metro quadrado", "metros quadrados"),
        "cubic_meter": ("metro cúbico", "metros cúbicos"),
        "month": ("mês", "meses"),
        "hertz": ("hertz", "hertz"),
        "gigahertz": ("gigahertz", "gigahertz"),
        "lumen": ("lúmen", "lúmenes"),
        "pixel": ("píxel", "píxeis"),
        "megapixel": ("megapíxel", "megapíxeis"),
        "bar": ("bar", "bares"),
    },
    (
        (r"aprox\.(?!\w)", "aproximadamente"),
        (r"p\.\s?ex\.", "por exemplo"),
        (r"etc\.", "et cetera"),
        (r"máx\.(?=\s)", "máximo"),
        (r"mín\.(?=\s)", "mínimo"),
        (r"incl\.(?!\w)", "incluído"),
        (r"n\.?º\s?(?=\d)", "número "),
    ),
    to="a", by="por", times="vezes", out_of="de", stars=("estrela", "estrelas"), percent="por cento", minus="menos", plus="mais",
    per="por", coins="e", joined="e",
    number="número", at="arroba", dot="ponto", point="vírgula", agree=agree,
)  # fmt: skip
