"""Tables for `speech/speakable.py`: signs, units and short forms, each with the words that are said."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Currency:
    """Words for one and many, and for the small coin; `small` is empty where prices have none."""

    one: str
    many: str
    small: str = ""
    smalls: str = ""


@dataclass(frozen=True)
class Unit:
    one: str
    many: str


DOLLAR = Currency("dollar", "dollars", "cent", "cents")
EURO = Currency("euro", "euros", "cent", "cents")
POUND = Currency("pound", "pounds", "penny", "pence")
YEN = Currency("yen", "yen")
YUAN = Currency("yuan", "yuan")
FRANC = Currency("franc", "francs", "centime", "centimes")
RUPEE = Currency("rupee", "rupees", "paisa", "paise")

CURRENCIES: dict[str, Currency] = {
    "$": DOLLAR,
    "US$": DOLLAR,
    "USD": DOLLAR,
    "CA$": Currency("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "CAD": Currency("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "A$": Currency("Australian dollar", "Australian dollars", "cent", "cents"),
    "AUD": Currency("Australian dollar", "Australian dollars", "cent", "cents"),
    "€": EURO,
    "EUR": EURO,
    "£": POUND,
    "GBP": POUND,
    "CHF": FRANC,
    "₹": RUPEE,
    "INR": RUPEE,
    "CN¥": YUAN,
    "CNY": YUAN,
    "RMB": YUAN,
    "元": YUAN,
    "¥": YEN,
    "￥": YEN,
    "JP¥": YEN,
    "JPY": YEN,
    "円": YEN,
}

MINUS = "-−–"  # noqa: RUF001

LENGTHS = {
    "mm": Unit("millimeter", "millimeters"),
    "cm": Unit("centimeter", "centimeters"),
    "m": Unit("meter", "meters"),
    "km": Unit("kilometer", "kilometers"),
    "ft": Unit("foot", "feet"),
    "yd": Unit("yard", "yards"),
    "″": Unit("inch", "inches"),
    "px": Unit("pixel", "pixels"),
}
INCH = Unit("inch", "inches")
DIMENSION_UNITS = {  # the added ones are units after an 'x' only, see "2 in stock" and 'size 5'
    **LENGTHS,
    "in": INCH,
    "inch": INCH,
    "inches": INCH,
    '"': INCH,
    "”": INCH,
    "'": Unit("foot", "feet"),
}

UNITS: dict[str, Unit] = {
    **LENGTHS,
    "mi": Unit("mile", "miles"),
    "m²": Unit("square meter", "square meters"),
    "m2": Unit("square meter", "square meters"),
    "cm²": Unit("square centimeter", "square centimeters"),
    "m³": Unit("cubic meter", "cubic meters"),
    "cm³": Unit("cubic centimeter", "cubic centimeters"),
    "sq ft": Unit("square foot", "square feet"),
    "l": Unit("liter", "liters"),
    "L": Unit("liter", "liters"),
    "ltr": Unit("liter", "liters"),
    "ml": Unit("milliliter", "milliliters"),
    "mL": Unit("milliliter", "milliliters"),
    "cl": Unit("centiliter", "centiliters"),
    "fl oz": Unit("fluid ounce", "fluid ounces"),
    "fl. oz": Unit("fluid ounce", "fluid ounces"),
    "gal": Unit("gallon", "gallons"),
    "mg": Unit("milligram", "milligrams"),
    "g": Unit("gram", "grams"),
    "kg": Unit("kilogram", "kilograms"),
    "oz": Unit("ounce", "ounces"),
    "lb": Unit("pound", "pounds"),
    "lbs": Unit("pound", "pounds"),
    "W": Unit("watt", "watts"),
    "kW": Unit("kilowatt", "kilowatts"),
    "Wh": Unit("watt hour", "watt hours"),
    "kWh": Unit("kilowatt hour", "kilowatt hours"),
    "V": Unit("volt", "volts"),
    "A": Unit("amp", "amps"),
    "mAh": Unit("milliamp hour", "milliamp hours"),
    "Hz": Unit("hertz", "hertz"),
    "kHz": Unit("kilohertz", "kilohertz"),
    "MHz": Unit("megahertz", "megahertz"),
    "GHz": Unit("gigahertz", "gigahertz"),
    "KB": Unit("kilobyte", "kilobytes"),
    "MB": Unit("megabyte", "megabytes"),
    "GB": Unit("gigabyte", "gigabytes"),
    "TB": Unit("terabyte", "terabytes"),
    "Mbps": Unit("megabit per second", "megabits per second"),
    "Gbps": Unit("gigabit per second", "gigabits per second"),
    "MP": Unit("megapixel", "megapixels"),
    "dB": Unit("decibel", "decibels"),
    "lm": Unit("lumen", "lumens"),
    "rpm": Unit("revolution per minute", "revolutions per minute"),
    "RPM": Unit("revolution per minute", "revolutions per minute"),
    "psi": Unit("pound per square inch", "pounds per square inch"),
    "km/h": Unit("kilometer per hour", "kilometers per hour"),
    "mph": Unit("mile per hour", "miles per hour"),
    "m/s": Unit("meter per second", "meters per second"),
    "°C": Unit("degree Celsius", "degrees Celsius"),
    "° C": Unit("degree Celsius", "degrees Celsius"),
    "℃": Unit("degree Celsius", "degrees Celsius"),
    "°F": Unit("degree Fahrenheit", "degrees Fahrenheit"),
    "℉": Unit("degree Fahrenheit", "degrees Fahrenheit"),
    "°": Unit("degree", "degrees"),
    "ms": Unit("millisecond", "milliseconds"),
    "sec": Unit("second", "seconds"),
    "min": Unit("minute", "minutes"),
    "mins": Unit("minute", "minutes"),
    "h": Unit("hour", "hours"),
    "hr": Unit("hour", "hours"),
    "hrs": Unit("hour", "hours"),
    "pcs": Unit("piece", "pieces"),
    "pc": Unit("piece", "pieces"),
    "pk": Unit("pack", "packs"),
    "yrs": Unit("year", "years"),
    "yr": Unit("year", "years"),
}

PER_UNITS = {  # after a slash; km/h and m/s are units of their own
    "month": "month",
    "mo": "month",
    "year": "year",
    "yr": "year",
    "week": "week",
    "day": "day",
    "night": "night",
    "hour": "hour",
    "min": "minute",
    "kg": "kilogram",
    "each": "piece",
    "piece": "piece",
    "pair": "pair",
    "person": "person",
}

SHORT_FORMS = (  # patterns, matched at a word's start
    (r"w/o\b", "without"),
    (r"w/(?=\s|\w)\s?", "with "),
    (r"approx\.(?!\w)", "approximately"),
    (r"incl\.(?!\w)", "including"),
    (r"excl\.(?!\w)", "excluding"),
    (r"vs\.?(?!\w)", "versus"),
    (r"e\.g\.,?(?!\w)", "for example"),
    (r"i\.e\.,?(?!\w)", "that is"),
    (r"etc\.(?=\s+[a-z,])", "et cetera"),
    (r"etc(?!\w|\.\s+[a-z])", "et cetera"),
    (r"max\.(?=\s)", "maximum"),
    (r"min\.(?=\s)", "minimum"),
    (r"qty\b\.?:?", "quantity"),
    (r"24/7\b", "24 7"),
    (r"and/or\b", "and or"),
)

SYMBOLS = (
    ("≥", " at least "),
    (">=", " at least "),
    ("≤", " at most "),
    ("<=", " at most "),
    ("±", " plus or minus "),
    ("≈", " about "),
    ("~", " about "),
    ("&", " and "),
    ("@", " at "),
    ("…", "..."),
)

FRACTIONS = (
    ("1/2", "½", "a half"),
    ("1/4", "¼", "a quarter"),
    ("3/4", "¾", "three quarters"),
    ("1/3", "⅓", "a third"),
    ("2/3", "⅔", "two thirds"),
)

EMOJI = re.compile(
    "[\U0001f000-\U0001faff\U0001f1e6-\U0001f1ff\U00002600-\U00002604\U00002607-\U000026ff\U00002700-\U000027bf\U00002b00-\U00002bff"
    "\U0000fe00-\U0000fe0f\U0000200b-\U0000200d\U00002060\U0000feff\U000020e3\U000e0020-\U000e007f\U00002122®©℠\U000023e9-\U000023fa\U00002b50]+"
)
