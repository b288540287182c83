"""English: American words, as the voice speaks it."""

from __future__ import annotations

from speech.reading.tongue import Forms, Tongue

CENTS: Forms = ("cent", "cents")


def dollars(whose: str) -> tuple[Forms, Forms]:
    return (f"{whose} dollar", f"{whose} dollars"), CENTS


CURRENCIES: dict[str, tuple[Forms, Forms]] = {
    "USD": (("dollar", "dollars"), CENTS),
    "EUR": (("euro", "euros"), CENTS),
    "GBP": (("pound", "pounds"), ("penny", "pence")),
    "JPY": (("yen", "yen"), ()),
    "CNY": (("yuan", "yuan"), ()),
    "CHF": (("franc", "francs"), ("centime", "centimes")),
    "CAD": dollars("Canadian"),
    "AUD": dollars("Australian"),
    "NZD": dollars("New Zealand"),
    "HKD": dollars("Hong Kong"),
    "SGD": dollars("Singapore"),
    "MXN": (("Mexican peso", "Mexican pesos"), ("centavo", "centavos")),
    "BRL": (("real", "reais"), ("centavo", "centavos")),
    "INR": (("rupee", "rupees"), ("paisa", "paise")),
    "KRW": (("won", "won"), ()),
    "TRY": (("lira", "lira"), ("kurush", "kurush")),
    "RUB": (("ruble", "rubles"), ("kopeck", "kopecks")),
    "ILS": (("shekel", "shekels"), ("agora", "agorot")),
    "VND": (("dong", "dong"), ()),
    "THB": (("baht", "baht"), ("satang", "satang")),
    "PHP": (("peso", "pesos"), ("centavo", "centavos")),
    "UAH": (("hryvnia", "hryvnias"), ("kopeck", "kopecks")),
    "PLN": (("zloty", "zlotys"), ("grosz", "groszy")),
    "CZK": (("koruna", "korunas"), ("haler", "halers")),
    "HUF": (("forint", "forints"), ()),
    "RON": (("leu", "lei"), ("ban", "bani")),
    "kr": (("krona", "kronor"), ("ore", "ore")),
    "SEK": (("Swedish krona", "Swedish kronor"), ("ore", "ore")),
    "NOK": (("Norwegian krone", "Norwegian kroner"), ("ore", "ore")),
    "DKK": (("Danish krone", "Danish kroner"), ("ore", "ore")),
    "AED": (("dirham", "dirhams"), ("fils", "fils")),
    "SAR": (("riyal", "riyals"), ("halala", "halalas")),
    "ZAR": (("rand", "rand"), CENTS),
}


def regular(names: str) -> dict[str, Forms]:
    """Units whose plural is an s; their key is their name."""
    return {name: (name.replace("_", " "), f"{name.replace('_', ' ')}s") for name in names.split()}


UNITS: dict[str, Forms] = {
    **regular("micrometer millimeter centimeter decimeter meter kilometer yard mile pixel square_meter square_centimeter cubic_meter cubic_centimeter"),
    **regular("milliliter centiliter deciliter liter fluid_ounce gallon quart tablespoon teaspoon microgram milligram gram kilogram ounce pound"),
    **regular("watt kilowatt watt_hour kilowatt_hour millivolt volt milliamp amp milliamp_hour amp_hour kilobyte megabyte gigabyte terabyte"),
    **regular("megapixel decibel lumen candela nit ohm pascal kilopascal hectopascal newton newton_meter kilojoule kilocalorie degree"),
    **regular("millisecond second minute hour day night week month year piece pair pack set unit count"),
    "inch": ("inch", "inches"),
    "foot": ("foot", "feet"),
    "square_foot": ("square foot", "square feet"),
    "cubic_foot": ("cubic foot", "cubic feet"),
    "gsm": ("gram per square meter", "grams per square meter"),
    "denier": ("denier", "denier"),
    "decitex": ("decitex", "decitex"),
    "lux": ("lux", "lux"),
    "bar": ("bar", "bar"),
    "hertz": ("hertz", "hertz"),
    "kilohertz": ("kilohertz", "kilohertz"),
    "megahertz": ("megahertz", "megahertz"),
    "gigahertz": ("gigahertz", "gigahertz"),
    "megabit_per_second": ("megabit per second", "megabits per second"),
    "gigabit_per_second": ("gigabit per second", "gigabits per second"),
    "dot_per_inch": ("dot per inch", "dots per inch"),
    "frame_per_second": ("frame per second", "frames per second"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "psi": ("pound per square inch", "pounds per square inch"),
    "btu": ("B T U", "B T U"),
    "mile_per_hour": ("mile per hour", "miles per hour"),
    "celsius": ("degree Celsius", "degrees Celsius"),
    "fahrenheit": ("degree Fahrenheit", "degrees Fahrenheit"),
    "person": ("person", "people"),
}

SHORT_FORMS = (
    (r"w/o\b", "without"),
    (r"w/(?=\s|\w)\s?", "with "),
    (r"c/o\b", "care of"),
    (r"approx\.(?!\w)", "approximately"),
    (r"ca\.(?=\s?\d)", "about"),
    (r"incl\.(?!\w)", "including"),
    (r"excl\.(?!\w)", "excluding"),
    (r"assort\.(?!\w)", "assorted"),
    (r"avg\.(?!\w)", "average"),
    (r"temp\.(?=\s[a-z])", "temperature"),
    (r"est\.(?=\s\d{4})", "established"),
    (r"vs\.?(?!\w)", "versus"),
    (r"e\.g\.,?(?!\w)", "for example"),
    (r"i\.e\.,?(?!\w)", "that is"),
    (r"etc\.(?=\s+[a-z,])", "et cetera"),
    (r"etc(?!\w|\.\s+[a-z])", "et cetera"),
    (r"max\.(?=\s)", "maximum"),
    (r"min\.(?=\s)", "minimum"),
    (r"dia\.(?=\s)", "diameter"),
    (r"qty\b\.?(?=:|\s)", "quantity"),
    (r"pkg\.?(?=\s)", "package"),
    (r"24/7\b", "24 7"),
    (r"and/or\b", "and or"),
    (r"hwy\.(?=\s)", "highway"),
    (r"dept\.(?=\s)", "department"),
    (r"ext\.(?=\s\d)", "extension"),
    (r"mfr\.(?=\s)", "manufacturer"),
    (r"gen\.(?=\s\d)", "generation"),
)

ENGLISH = Tongue("en", CURRENCIES, UNITS, SHORT_FORMS, comma=False)
