"""Signs of currencies and symbols of units, with the keys under which each language has words for them."""

from __future__ import annotations

SIGNS: dict[str, str] = {
    **{sign: "USD" for sign in ("$", "US$", "USD", "US $")},
    **{"€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "JPY", "￥": "JPY", "JP¥": "JPY", "JPY": "JPY", "円": "JPY"},
    **{"CN¥": "CNY", "CNY": "CNY", "RMB": "CNY", "元": "CNY", "CHF": "CHF", "Fr.": "CHF", "SFr.": "CHF"},
    **{"CA$": "CAD", "C$": "CAD", "CAD": "CAD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD", "NZ$": "NZD", "NZD": "NZD"},
    **{"HK$": "HKD", "HKD": "HKD", "S$": "SGD", "SGD": "SGD", "MX$": "MXN", "MXN": "MXN", "R$": "BRL", "BRL": "BRL"},
    **{"₹": "INR", "INR": "INR", "Rs.": "INR", "Rs": "INR", "₩": "KRW", "KRW": "KRW", "₺": "TRY", "TRY": "TRY", "₽": "RUB", "RUB": "RUB"},
    **{"₪": "ILS", "ILS": "ILS", "₫": "VND", "VND": "VND", "฿": "THB", "THB": "THB", "₱": "PHP", "PHP": "PHP", "₴": "UAH", "UAH": "UAH"},
    **{"zł": "PLN", "zl": "PLN", "PLN": "PLN", "Kč": "CZK", "CZK": "CZK", "Ft": "HUF", "HUF": "HUF", "lei": "RON", "RON": "RON"},
    **{"kr": "kr", "kr.": "kr", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "AED": "AED", "SAR": "SAR", "ZAR": "ZAR"},
}

LENGTHS: dict[str, str] = {
    **{"mm": "millimeter", "cm": "centimeter", "dm": "decimeter", "m": "meter", "km": "kilometer", "µm": "micrometer", "μm": "micrometer"},
    **{"ft": "foot", "yd": "yard", "yds": "yard", "″": "inch", "px": "pixel"},
}
SIDES: dict[str, str] = {  # the added ones are units after an 'x' only, see "2 in stock" and 'size 5'
    **LENGTHS,
    **{"in": "inch", "inch": "inch", "inches": "inch", '"': "inch", "”": "inch", "'": "foot", "′": "foot"},  # noqa: RUF001
}
SYMBOLS: dict[str, str] = {
    **LENGTHS,
    **{"mi": "mile", "m²": "square_meter", "m2": "square_meter", "cm²": "square_centimeter", "m³": "cubic_meter", "m3": "cubic_meter"},
    **{"cm³": "cubic_centimeter", "sq ft": "square_foot", "sq. ft": "square_foot", "ft²": "square_foot", "cu ft": "cubic_foot"},
    **{"l": "liter", "L": "liter", "ltr": "liter", "ml": "milliliter", "mL": "milliliter", "cl": "centiliter", "dl": "deciliter"},
    **{"fl oz": "fluid_ounce", "fl. oz": "fluid_ounce", "gal": "gallon", "qt": "quart", "tbsp": "tablespoon", "tsp": "teaspoon"},
    **{"mg": "milligram", "µg": "microgram", "g": "gram", "gr": "gram", "kg": "kilogram", "Kg": "kilogram", "oz": "ounce"},
    **{"lb": "pound", "lbs": "pound", "gsm": "gsm", "den": "denier", "dtex": "decitex", "W": "watt", "kW": "kilowatt", "Wh": "watt_hour"},
    **{"kWh": "kilowatt_hour", "V": "volt", "mV": "millivolt", "A": "amp", "mA": "milliamp", "mAh": "milliamp_hour", "Ah": "amp_hour"},
    **{"Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz", "KB": "kilobyte", "kB": "kilobyte", "MB": "megabyte"},
    **{"GB": "gigabyte", "TB": "terabyte", "Mbps": "megabit_per_second", "Mbit/s": "megabit_per_second", "Gbps": "gigabit_per_second"},
    **{"MP": "megapixel", "dpi": "dot_per_inch", "dB": "decibel", "lm": "lumen", "lx": "lux", "cd": "candela", "nits": "nit", "Ω": "ohm"},
    **{"rpm": "rpm", "RPM": "rpm", "psi": "psi", "Pa": "pascal", "kPa": "kilopascal", "hPa": "hectopascal", "bar": "bar", "N": "newton"},
    **{"Nm": "newton_meter", "kJ": "kilojoule", "kcal": "kilocalorie", "BTU": "btu", "mph": "mile_per_hour", "fps": "frame_per_second"},
    **{"°C": "celsius", "° C": "celsius", "ºC": "celsius", "℃": "celsius", "°F": "fahrenheit", "° F": "fahrenheit", "℉": "fahrenheit"},
    **{"°": "degree", "ms": "millisecond", "sec": "second", "secs": "second", "min": "minute", "mins": "minute", "h": "hour"},
    **{"hr": "hour", "hrs": "hour", "wk": "week", "wks": "week", "mos": "month", "yrs": "year", "yr": "year"},
    **{"pcs": "piece", "pc": "piece", "pk": "pack", "ct": "count"},
}
DENOMINATORS: dict[str, str] = {  # what also stands after a slash
    **SYMBOLS,
    **{"s": "second", "month": "month", "mo": "month", "year": "year", "week": "week", "day": "day", "night": "night", "hour": "hour"},
    **{"each": "piece", "piece": "piece", "pair": "pair", "person": "person", "set": "set", "unit": "unit", "pack": "pack", "in": "inch"},
}
