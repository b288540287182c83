"""German."""

from __future__ import annotations

import re

from speech.reading.tongue import Forms, Tongue

CENT: Forms = ("Cent", "Cent")
FEMININE = {"Krone", "Rupie", "Lira", "Stunde", "Minute", "Sekunde", "Unze", "Woche", "Milliamperestunde", "Wattstunde", "Kilowattstunde", "Meile"}


def agree(words: str, noun: str) -> str:
    """'eins' before a noun is 'ein Euro', 'eine Stunde', 'einhundertein Euro'."""
    return re.sub(r"eins$", "eine" if noun in FEMININE else "ein", words)


def same(**names: str) -> dict[str, Forms]:
    """Units that look the same however many there are."""
    return {key: (name, name) for key, name in names.items()}


GERMAN = Tongue(
    "de",
    {
        "USD": (("Dollar", "Dollar"), CENT),
        "EUR": (("Euro", "Euro"), CENT),
        "GBP": (("Pfund", "Pfund"), ("Penny", "Pence")),
        "CHF": (("Franken", "Franken"), ("Rappen", "Rappen")),
        "JPY": (("Yen", "Yen"), ()),
        "CNY": (("Yuan", "Yuan"), ()),
        "PLN": (("Zloty", "Zloty"), ("Groschen", "Groschen")),
        "CZK": (("tschechische Krone", "tschechische Kronen"), ()),
        "kr": (("Krone", "Kronen"), ("Öre", "Öre")),
        "SEK": (("schwedische Krone", "schwedische Kronen"), ("Öre", "Öre")),
        "NOK": (("norwegische Krone", "norwegische Kronen"), ("Öre", "Öre")),
        "DKK": (("dänische Krone", "dänische Kronen"), ("Öre", "Öre")),
        "INR": (("Rupie", "Rupien"), ()),
    },
    {
        **same(millimeter="Millimeter", centimeter="Zentimeter", meter="Meter", kilometer="Kilometer", inch="Zoll", foot="Fuß", square_meter="Quadratmeter"),
        **same(square_centimeter="Quadratzentimeter", cubic_meter="Kubikmeter", cubic_centimeter="Kubikzentimeter", liter="Liter", milliliter="Milliliter"),
        **same(centiliter="Zentiliter", milligram="Milligramm", gram="Gramm", kilogram="Kilogramm", pound="Pfund", watt="Watt", kilowatt="Kilowatt"),
        **same(volt="Volt", amp="Ampere", hertz="Hertz", kilohertz="Kilohertz", megahertz="Megahertz", gigahertz="Gigahertz", megabyte="Megabyte"),
        **same(gigabyte="Gigabyte", terabyte="Terabyte", megapixel="Megapixel", pixel="Pixel", decibel="Dezibel", lumen="Lumen", lux="Lux", bar="Bar"),
        **same(pascal="Pascal", newton_meter="Newtonmeter", kilocalorie="Kilokalorien", celsius="Grad Celsius", fahrenheit="Grad Fahrenheit", degree="Grad"),
        **same(piece="Stück", gsm="Gramm pro Quadratmeter", denier="Denier", rpm="Umdrehungen pro Minute"),
        "milliamp_hour": ("Milliamperestunde", "Milliamperestunden"),
        "watt_hour": ("Wattstunde", "Wattstunden"),
        "kilowatt_hour": ("Kilowattstunde", "Kilowattstunden"),
        "ounce": ("Unze", "Unzen"),
        "mile": ("Meile", "Meilen"),
        "second": ("Sekunde", "Sekunden"),
        "minute": ("Minute", "Minuten"),
        "hour": ("Stunde", "Stunden"),
        "week": ("Woche", "Wochen"),
        "month": ("Monat", "Monate"),
        "year": ("Jahr", "Jahre"),
    },
    (
        (r"ca\.(?!\w)", "circa"),
        (r"inkl\.(?!\w)", "inklusive"),
        (r"exkl\.(?!\w)", "exklusive"),
        (r"zzgl\.(?!\w)", "zuzüglich"),
        (r"MwSt\.?(?!\w)", "Mehrwertsteuer"),
        (r"z\.\s?B\.", "zum Beispiel"),
        (r"d\.\s?h\.", "das heißt"),
        (r"u\.\s?a\.", "unter anderem"),
        (r"usw\.", "und so weiter"),
        (r"bzw\.", "beziehungsweise"),
        (r"max\.(?=\s)", "maximal"),
        (r"min\.(?=\s)", "mindestens"),
        (r"Gr\.(?=\s)", "Größe"),
        (r"Nr\.(?=\s?\d)", "Nummer"),
    ),
    {"Stk": "piece", "Stk.": "piece", "Std": "hour", "Std.": "hour", "Min.": "minute", "Sek.": "second", "qm": "square_meter"},
    to="bis", by="mal", times="mal", out_of="von", stars=("Stern", "Sterne"), percent="Prozent", minus="minus", plus="plus",
    per="pro", coins="und", joined="und",
    number="Nummer", at="at", dot="Punkt", point="Komma", agree=agree,
)  # fmt: skip
