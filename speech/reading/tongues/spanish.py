"""Spanish."""

from __future__ import annotations

import re

from speech.reading.tongue import Forms, Tongue

FEMININE = {"libra", "onza", "hora", "semana", "pulgada", "corona", "rupia", "pieza", "milla"}


def agree(words: str, noun: str) -> str:
    """'uno' before a noun is 'un euro', 'una hora', 'veintiún euros'; hundreds agree as well: 'doscientas horas'."""
    if noun.rstrip("s") in FEMININE:
        return re.sub(r"uno$", "una", words.replace("cientos", "cientas").replace("quinientos", "quinientas"))
    return re.sub(r"veintiuno$", "veintiún", words) if words.endswith("veintiuno") else re.sub(r"\buno$", "un", words)


def regular(**names: str) -> dict[str, Forms]:
    return {key: (name, re.sub(r"^(\w+)", lambda found: found[1] + ("s" if found[1][-1] in "aeiou" else "es"), name)) for key, name in names.items()}


SPANISH = Tongue(
    "es",
    {
        "USD": (("dólar", "dólares"), ("centavo", "centavos")),
        "EUR": (("euro", "euros"), ("céntimo", "céntimos")),
        "GBP": (("libra", "libras"), ("penique", "peniques")),
        "CHF": (("franco", "francos"), ("céntimo", "céntimos")),
        "MXN": (("peso mexicano", "pesos mexicanos"), ("centavo", "centavos")),
        "JPY": (("yen", "yenes"), ()),
        "CNY": (("yuan", "yuanes"), ()),
        "PLN": (("esloti", "eslotis"), ()),
        "kr": (("corona", "coronas"), ()),
        "INR": (("rupia", "rupias"), ()),
    },
    {
        **regular(millimeter="milímetro", centimeter="centímetro", meter="metro", kilometer="kilómetro", liter="litro", milliliter="mililitro"),
        **regular(centiliter="centilitro", milligram="miligramo", gram="gramo", kilogram="kilogramo", ounce="onza", pound="libra", inch="pulgada"),
        **regular(foot="pie", mile="milla", gsm="gramo por metro cuadrado", celsius="grado Celsius", fahrenheit="grado Fahrenheit", degree="grado"),
        **regular(second="segundo", minute="minuto", hour="hora", week="semana", year="año", piece="pieza", month="mes", kilocalorie="kilocaloría"),
        **regular(decibel="decibelio", amp="amperio", milliamp_hour="miliamperio hora", megabyte="megabyte", gigabyte="gigabyte", terabyte="terabyte"),
        "square_meter": ("metro cuadrado", "metros cuadrados"),
        "square_centimeter": ("centímetro cuadrado", "centímetros cuadrados"),
        "cubic_meter": ("metro cúbico", "metros cúbicos"),
        "watt": ("vatio", "vatios"),
        "kilowatt": ("kilovatio", "kilovatios"),
        "watt_hour": ("vatio hora", "vatios hora"),
        "kilowatt_hour": ("kilovatio hora", "kilovatios hora"),
        "volt": ("voltio", "voltios"),
        "lumen": ("lumen", "lúmenes"),
        "hertz": ("hercio", "hercios"),
        "gigahertz": ("gigahercio", "gigahercios"),
        "megapixel": ("megapíxel", "megapíxeles"),
        "pixel": ("píxel", "píxeles"),
        "bar": ("bar", "bares"),
        "unit": ("unidad", "unidades"),
    },
    (
        (r"aprox\.(?!\w)", "aproximadamente"),
        (r"p\.\s?ej\.", "por ejemplo"),
        (r"etc\.", "etcétera"),
        (r"máx\.(?=\s)", "máximo"),
        (r"mín\.(?=\s)", "mínimo"),
        (r"incl\.(?!\w)", "incluido"),
        (r"n\.?º\s?(?=\d)", "número "),
    ),
    {"ud.": "unit", "uds.": "unit"},
    to="a", by="por", times="por", out_of="de", stars=("estrella", "estrellas"), percent="por ciento", minus="menos", plus="más",
    per="por", coins="con", joined="y",
    number="número", at="arroba", dot="punto", point="coma", agree=agree,
)  # fmt: skip
