"""Polish: one, few and many have forms of their own, and a decimal takes the genitive singular."""

from __future__ import annotations

import re

from speech.reading.tongue import Forms, Tongue

FEMININE = {"godzina", "godziny", "minuta", "minuty", "sekunda", "sekundy", "korona", "korony", "rupia", "rupie", "uncja", "uncje", "sztuka", "sztuki"}


def form(value: float) -> int:
    """0 for one, 1 for few (2 to 4, but not 12 to 14), 2 for many, 3 for a broken number."""
    if value != int(value):
        return 3
    if value == 1:
        return 0
    return 1 if int(value) % 10 in (2, 3, 4) and int(value) % 100 not in (12, 13, 14) else 2


def agree(words: str, noun: str) -> str:
    """'jeden' and 'dwa' agree: 'jedna godzina', 'dwie godziny'."""
    if noun not in FEMININE:
        return words
    return re.sub(r"\bdwa$", "dwie", re.sub(r"^jeden$", "jedna", words))


def masculine(**stems: str) -> dict[str, Forms]:
    """Units such as kilogram, kilogramy, kilogramów, kilograma."""
    return {key: (stem, f"{stem}y", f"{stem}ów", f"{stem}a") for key, stem in stems.items()}


POLISH = Tongue(
    "pl",
    {
        "PLN": (("złoty", "złote", "złotych", "złotego"), ("grosz", "grosze", "groszy", "grosza")),
        "EUR": (("euro",) * 4, ("cent", "centy", "centów", "centa")),
        "USD": (("dolar", "dolary", "dolarów", "dolara"), ("cent", "centy", "centów", "centa")),
        "GBP": (("funt", "funty", "funtów", "funta"), ("pens", "pensy", "pensów", "pensa")),
        "CHF": (("frank", "franki", "franków", "franka"), ("centym", "centymy", "centymów", "centyma")),
        "JPY": (("jen", "jeny", "jenów", "jena"), ()),
        "CZK": (("korona czeska", "korony czeskie", "koron czeskich", "korony czeskiej"), ()),
        "kr": (("korona", "korony", "koron", "korony"), ()),
    },
    {
        **masculine(gram="gram", milligram="miligram", kilogram="kilogram", watt="wat", kilowatt="kilowat", volt="wolt", amp="amper", bar="bar"),
        **{
            "millimeter": ("milimetr", "milimetry", "milimetrów", "milimetra"),
            "centimeter": ("centymetr", "centymetry", "centymetrów", "centymetra"),
            "meter": ("metr", "metry", "metrów", "metra"),
            "kilometer": ("kilometr", "kilometry", "kilometrów", "kilometra"),
            "square_meter": ("metr kwadratowy", "metry kwadratowe", "metrów kwadratowych", "metra kwadratowego"),
            "liter": ("litr", "litry", "litrów", "litra"),
            "milliliter": ("mililitr", "mililitry", "mililitrów", "mililitra"),
            "inch": ("cal", "cale", "cali", "cala"),
            "ounce": ("uncja", "uncje", "uncji", "uncji"),
            "second": ("sekunda", "sekundy", "sekund", "sekundy"),
            "minute": ("minuta", "minuty", "minut", "minuty"),
            "hour": ("godzina", "godziny", "godzin", "godziny"),
            "week": ("tydzień", "tygodnie", "tygodni", "tygodnia"),
            "month": ("miesiąc", "miesiące", "miesięcy", "miesiąca"),
            "year": ("rok", "lata", "lat", "roku"),
            "piece": ("sztuka", "sztuki", "sztuk", "sztuki"),
            "celsius": ("stopień Celsjusza", "stopnie Celsjusza", "stopni Celsjusza", "stopnia Celsjusza"),
            "degree": ("stopień", "stopnie", "stopni", "stopnia"),
            "milliamp_hour": ("miliamperogodzina", "miliamperogodziny", "miliamperogodzin", "miliamperogodziny"),
            "hertz": ("herc", "herce", "herców", "herca"),
            "gigahertz": ("gigaherc", "gigaherce", "gigaherców", "gigaherca"),
            "gigabyte": ("gigabajt", "gigabajty", "gigabajtów", "gigabajta"),
            "terabyte": ("terabajt", "terabajty", "terabajtów", "terabajta"),
            "megapixel": ("megapiksel", "megapiksele", "megapikseli", "megapiksela"),
            "lumen": ("lumen", "lumeny", "lumenów", "lumena"),
            "decibel": ("decybel", "decybele", "decybeli", "decybela"),
        },
    },
    (
        (r"ok\.(?=\s?\d)", "około"),
        (r"np\.", "na przykład"),
        (r"itd\.", "i tak dalej"),
        (r"maks\.(?=\s)", "maksymalnie"),
        (r"min\.(?=\s)", "minimalnie"),
        (r"nr\b\.?(?=\s?\d)", "numer"),
    ),
    {"szt.": "piece", "szt": "piece", "godz.": "hour", "godz": "hour"},
    to="do", by="na", times="razy", out_of="na", stars=("gwiazdka", "gwiazdek"), percent="procent", minus="minus", plus="plus", per="na", coins="i", joined="i",
    number="numer", at="małpa", dot="kropka", point="przecinek", form=form, agree=agree,
)  # fmt: skip
