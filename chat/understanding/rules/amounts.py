"""Limits in money and in units: "under 150 dollars", "between 50 and 80", "at least 40 litres", "around 30"."""

from __future__ import annotations

import re

from chat.acts import NEED_SLOTS, things
from chat.understanding.reading import Reading
from chat.understanding.rules.softness import SOFTENERS, soft_spans
from retrieval.constraints import Constraint, Operator
from retrieval.slots import label_of
from retrieval.words import plain_words

AROUND = 0.2  # "around 50" is 40 to 60: a fifth each way, about what shoppers accept as the same price class

MONEY = r"dollars?|bucks?|usd|euros?|eur|pounds?|gbp|quid|yuan|rmb|yen"
UNITS: dict[str, tuple[str, float]] = {  # word -> unit suffix of a slot, factor
    "g": ("g", 1), "gram": ("g", 1), "grams": ("g", 1), "kg": ("g", 1000), "kilo": ("g", 1000), "kilos": ("g", 1000),
    "kilograms": ("g", 1000), "kilogram": ("g", 1000),
    "lb": ("g", 453.6), "lbs": ("g", 453.6), "oz": ("g", 28.35), "ounces": ("g", 28.35),
    "l": ("l", 1), "liter": ("l", 1), "liters": ("l", 1), "litre": ("l", 1), "litres": ("l", 1), "ml": ("l", 0.001),
    "cm": ("cm", 1), "centimeters": ("cm", 1), "centimetres": ("cm", 1), "mm": ("cm", 0.1), "m": ("cm", 100),
    "meters": ("cm", 100), "metres": ("cm", 100), "meter": ("cm", 100),
    "metre": ("cm", 100), "millimeters": ("cm", 0.1), "millimetres": ("cm", 0.1), "inch": ("cm", 2.54),
    "inches": ("cm", 2.54), "in": ("cm", 2.54), "hrs": ("h", 1),
    "minutes": ("h", 1 / 60), "mins": ("h", 1 / 60), "h": ("h", 1), "hour": ("h", 1), "hours": ("h", 1), "w": ("w", 1),
    "watt": ("w", 1), "watts": ("w", 1), "lumens": ("lm", 1), "lumen": ("lm", 1),
    "mah": ("mah", 1), "stars": ("rating", 1), "star": ("rating", 1), "reviews": ("reviews", 1),
}  # fmt: skip
FAMILIES = {"g": ("g", "kg"), "cm": ("cm", "mm", "m", "in"), "l": ("l", "ml"), "h": ("h", "min")}
SUFFIX_FACTOR = {"kg": 0.001, "mm": 10.0, "m": 0.01, "ml": 1000.0, "min": 60.0, "in": 1 / 2.54}
BARE_UNITS = r"kg|kilos?|kilograms?|litres?|liters?|inch(?:es)?|lumens?"  # "a 15 inch laptop": a number of these means at least that much

CURRENCY = r"(?:us)?[$€£¥]\s*"
UNIT_WORDS = "|".join(sorted(UNITS, key=len, reverse=True))
AMOUNT = rf"({CURRENCY})?(\d+(?:\.\d+)?)\s*({MONEY}|[$€£¥]|{UNIT_WORDS}|k)?"

I_HAVE = rf"i (?:only )?have(?! \d+ (?!(?:to|for|left|max|maximum|at|only|and|but|so|please|{MONEY})\b)[a-z])"  # "i have 2 kids" is no budget
BELOW = (
    r"(?:(?:part with|pay|spend|go over) (?:no )?more than|(?:can not|could not|will not|would not|do not want to|"
    r"not) (?:go|pay|spend|get) (?:past|beyond|above|over)|"
    r"(?:nothing|none|not?) (?:heavier|bigger|larger|longer|taller|wider|thicker|deeper|higher|pricier|dearer|costlier|more expensive) than|"
    r"(?<!no )(?<!not )(?<!nothing )(?:no more than|"
    r"not more than|not over|not above|no higher than|at most|up to|under|below|less than|lower than|"
    r"cheaper than|lighter than|smaller than|shorter than|thinner than|narrower than|beneath|(?:the )?south of|within|maximum of|maximum|max of|max|<=?|inside|"
    r"not exceeding|(?:ceiling|cap|limit|maximum|most) (?:is|of|at|would be)|capped at|(?:bring|lower|cut|drop|take|"
    r"get|push|raise|lift|increase|move|reduce)(?: (?!up\b|"
    r"down\b)\w+){0,4} (?:down |up )?to|budget(?: is| of|:)?|stay under|" + I_HAVE + r"|can spend|spend|nothing (?:over|"
    r"above|more than|"
    r"beyond)|(?:stretch|go|pay|spend|raise it|raise that)(?: up)? to|"
    r"as (?:high|much) as|keep it (?:under|below)|(?:make|call) (?:it|that)(?: under| below)?))(?: about| around)?"
)
ABOVE = (
    r"(?:(?:nothing|none|not?) (?:lighter|smaller|shorter|lower|thinner|narrower|cheaper) than|"
    r"(?<!no )(?<!not )(?<!nothing )(?:no less than|(?:the )?north of|not less than|not under|not below|at least|over|above|more than|higher than|heavier than|"
    r"longer than|bigger than|larger than|minimum of|minimum|min|>=?|starting at|starting from|upwards of|"
    r"nothing (?:under|below|less than)|wider than|taller than|thicker than))"
)
ABOUT = r"(?:around|about|roughly|approximately|approx\.?|circa|near|close to|some|~)"


TOO_MUCH = (
    rf"(?<![\w.])(?:{CURRENCY})?\d+(?:\.\d+)?\s*(?:{MONEY})? is (?:a lot|too much|too expensive|(?:a bit |too |"
    rf"way too )?(?:steep|pricey|dear|high)|more than i)(?: \w+)?"
)


def amounts(sheet: Reading) -> None:
    """Takes every limit; a number with no unit and no currency is money only behind a word of limit."""
    sheet.take(TOO_MUCH)
    while (
        _answered(sheet)
        or _relative(sheet)
        or _between(sheet)
        or _trailing(sheet)
        or _limited(sheet)
        or _around(sheet)
        or _bare_money(sheet)
        or _bare_unit(sheet)
    ):
        continue


FACTORS = (  # of the price talked about last
    (
        (
            r"(?:about |around |at most |for |under |max(?:imum)? )?(?:half (?:of )?(?:that|it|this|the price|as much|"
            r"the budget|what (?:that|it) costs?)|half (?:the )?(?:price|budget))"
        ),
        0.5,
    ),
    (r"(?:about |around |at most |up to )?(?:twice (?:that|as much|the price)|double (?:that|it|the price|the budget))", 2.0),
    (r"(?:cut|chop|slash) (?:that|it|the (?:price|budget|limit)) in half|halve (?:that|it|the (?:price|budget|limit))", 0.5),
    (r"(?:a )?third of (?:that|the price|it)", 1 / 3),
)
STRICTLY = r"(?:heavier|longer|bigger|larger|wider|taller|thicker|lighter|smaller|shorter|thinner|narrower) than\b"  # 4 mm is not thicker than 4 mm
STEP = rf"(?P<n>\d+(?:\.\d+)?)\s*(?:{MONEY}|[$€£¥])?\s*(?P<way>more|less|cheaper|higher|lower)(?= *(?:$|[,.!?]|than (?:that|this|it)|please|ok))"
A_BIT_MORE = (
    r"(?:i can |we can |could |can )?(?:spend|pay|go|stretch)(?: to)? (?:a )?(?:bit|little|touch|tad) (?:more|higher|"
    r"over)|(?:raise|increase|stretch|up) (?:the|my) (?:budget|limit|price)(?: a (?:bit|little))?"
)
STRETCH = 1.25  # "a bit more" than the limit


def _relative(sheet: Reading) -> bool:
    """ "half that", "twice that", "20 dollars more", "I can go a bit higher": relative to the limit, or to the item talked about."""
    base = base_price(sheet)
    if base is None:
        return False
    for words, factor in FACTORS:
        if sheet.take(rf"\b{words}(?!\w)"):
            sheet.add(Constraint("price", "<=", round(base * factor, 2)))
            return True
    if found := sheet.take(rf"(?<![\w.])(?:[$€£¥])?{STEP}"):
        step = float(found["n"]) * (1 if found["way"] in ("more", "higher") else -1)
        if base + step > 0:
            sheet.add(Constraint("price", "<=", round(base + step, 2)))
            return True
    if sheet.take(rf"\b(?:{A_BIT_MORE})\b"):
        sheet.add(Constraint("price", "<=", round(base * STRETCH, 2)))
        return True
    return False


def _answered(sheet: Reading) -> bool:
    """ "90 then", "ok, 30 to 60", "150": a bare number where a limit is being talked about."""
    if not sheet.searching or sheet.constraints:
        return False
    opener = (
        r"(?:[\s,.]|ok(?:ay)?|alright|all right|well|hmm+|um|then|so|and|let us say|say|maybe|make (?:it|that)|call it|"
        r"fine|actually|no|rather|what about|how about|now)*"
    )
    found = re.fullmatch(
        (
            rf"{opener}(?:[$€£¥])?(\d+(?:\.\d+)?)(?:\s*(?:to|-|and)\s*(?:[$€£¥])?(\d+(?:\.\d+)?))?\s*(?:{MONEY}|"
            rf"[$€£¥])?(?: then| please| instead| max(?:imum)?| or so| tops)*[.!?]*"
        ),
        sheet.rest,
    )
    if not found or (not found[2] and sheet.shown and float(found[1]) <= len(sheet.shown)):
        return False
    values = [float(each) for each in found.groups() if each]
    for operator, value in zip((">=", "<=") if len(values) == 2 else ("<=",), values, strict=True):
        sheet.add(Constraint("price", operator, value))  # type: ignore[arg-type]
    sheet.blank(0, len(sheet.rest))
    return True


def base_price(sheet: Reading) -> float | None:
    """The price talked about last: the item in focus, the limit in force, or else the first item shown."""
    focus = next((item.price for item in sheet.shown if item.id == sheet.state.focus and item.price is not None), None)
    limits = [each.value for each in sheet.state.constraints if each.slot == "price" and each.operator in ("<", "<=") and isinstance(each.value, (int, float))]
    if focus is not None:
        return focus
    if limits:
        return float(limits[-1])
    return sheet.shown[0].price if sheet.shown else None


def _between(sheet: Reading) -> bool:
    found = re.search(rf"\b(?:between|from)\s+{AMOUNT}\s+(?:and|to|till|until|-)\s+{AMOUNT}(?!\w)", sheet.rest)
    if not found:
        found = re.search(rf"(?<![\w.]){AMOUNT}\s*(?:-|to)\s*{AMOUNT}(?!\w)", sheet.rest)
        if not found or not _is_money_or_unit(found.groups()):
            return False
    low, high = found.groups()[:3], found.groups()[3:]
    unit = high[2] or high[0] or low[2] or low[0]
    return _note(sheet, found, ((">=", float(low[1])), ("<=", float(high[1]))), unit)


def _is_money_or_unit(groups: tuple[str | None, ...]) -> bool:
    return any(groups[at] for at in (0, 2, 3, 5))


def _limited(sheet: Reading) -> bool:
    for words, operator in ((BELOW, "<="), (ABOVE, ">=")):
        found = re.search(rf"(?<!\w){words}\s*(?:the price of |a price of |than )?{AMOUNT}(?!\w)", sheet.rest)
        if found:
            strict = operator[0] if re.match(STRICTLY, found.group()) else operator
            return _note(sheet, found, ((strict, float(found.group(2))),), found.group(3) or found.group(1))  # type: ignore[arg-type]
    return False


def _trailing(sheet: Reading) -> bool:
    for words, operator in (
        (
            r"at the (?:outside|very most)|as an? (?:upper limit|maximum|ceiling)|(?:or|and) (?:less|under|below|cheaper|"
            r"lower|shorter|smaller|lighter|thinner)|tops|max(?:imum)?|at (?:the )?most",
            "<=",
        ),
        (r"(?:or|and) (?:more|above|up|over|higher|longer|larger|bigger|heavier|wider|taller|greater)|\+|minimum|at least", ">="),
    ):
        found = re.search(rf"(?<![\w.]){AMOUNT}\s*(?:{words})(?!\w)", sheet.rest)
        if found:
            return _note(sheet, found, ((operator, float(found.group(2))),), found.group(3) or found.group(1))  # type: ignore[arg-type]
    return False


def _around(sheet: Reading) -> bool:
    found = re.search(rf"(?<!\w){ABOUT}\s*{AMOUNT}(?!\w)", sheet.rest) or re.search(
        (rf"(?<![\w.]){AMOUNT}(?:[- ]?ish\b| (?:or so|or thereabouts|give or take|or something)\b)"), sheet.rest
    )
    if not found:
        return False
    value = float(found.group(2))
    return _note(sheet, found, ((">=", value * (1 - AROUND)), ("<=", value * (1 + AROUND))), found.group(3) or found.group(1))


def _bare_money(sheet: Reading) -> bool:
    found = re.search(rf"(?<![\w.])(?:for|with|budget:?)?\s*(?:({CURRENCY})(\d+(?:\.\d+)?)()|()(\d+(?:\.\d+)?)\s*({MONEY}))(?!\w)", sheet.rest)
    if not found:
        return False
    value = float(found.group(2) or found.group(5))
    return _note(sheet, found, (("<=", value),), "$")


def _bare_unit(sheet: Reading) -> bool:
    """ "a 15 inch laptop", "the laptop is 15 inches": at least that much."""
    found = re.search(rf"(?<![\w.])(\d+(?:\.\d+)?)[\s-]*({BARE_UNITS})(?!\w)", sheet.rest)
    return found is not None and _note(sheet, found, ((">=", float(found[1])),), found[2])


def _named_beside(sheet: Reading, found: re.Match[str]) -> str:
    """The slot of numbers whose name stands right beside a number without a unit: "a rating of at least 4.5", "at least 7 gears"; else the price."""
    before = re.findall(r"[\w-]+", sheet.rest[: found.start()])[-BESIDE:]
    after = re.findall(r"[\w-]+", sheet.rest[found.end() :])[:1]
    for words in (after, before):
        said = set(plain_words(" ".join(words)))  # by its own name only: "a light tent, under 300" is about money
        for slot in sheet.vocabulary.slots() if said else ():
            if slot.type == "number" and slot.name != "stock" and set(plain_words(slot.label)) <= said:
                return slot.name
    return "price"


COUNTED = r" ?[-+]? ?(?:years?|yrs?|months?|weeks?|days?|people|persons?|adults|players|pieces|pockets|compartments|percent|degrees|seats)\b|%"  # no money
BESIDE = 3  # words before a number in which the name of its slot may stand


def _note(sheet: Reading, found: re.Match[str], limits: tuple[tuple[Operator, float], ...], unit: str | None) -> bool:
    """Writes the limits for the slot the unit means; False where the catalog has no such slot."""
    slot, factor = slot_of_unit(sheet, unit) if unit else (_named_beside(sheet, found), 1.0)
    if not slot or (not unit and slot == "price" and re.match(COUNTED, sheet.rest[found.end() :])):
        return False
    soft = re.search(SOFTENERS, sheet.rest) is not None and _softened(sheet, found.start())
    for operator, value in limits:
        sheet.add(Constraint(slot, operator, round(value * factor, 4), hard=not soft))
    sheet.blank(*found.span())
    while soft and sheet.take(SOFTENERS):
        continue
    if slot != "price":
        sheet.take(rf"\b(?:with )?(?:an? |the )?{re.escape(label_of(slot))}(?: of| is)?\b")  # "with a weight of": explained as well
    return True


def _softened(sheet: Reading, place: int) -> bool:
    """Whether the limit at that place is one of the things that are no must."""
    named = (place, *(each.start for each in sheet.vocabulary.mentions(sheet.rest)))
    return any(start <= place < end for start, end in soft_spans(sheet.rest, named))


def slot_of_unit(sheet: Reading, unit: str | None) -> tuple[str, float]:
    """The slot a unit means for the thing that is talked about, and the factor to the slot's own unit; "" where there is none."""
    if unit == "k":
        return "price", 1000
    if not unit or unit not in UNITS:
        return "price", 1
    suffix, factor = UNITS[unit]
    if suffix in ("rating", "reviews"):
        return suffix, 1
    numeric = [slot.name for slot in sheet.vocabulary.slots() if slot.type == "number"]
    fitting = [(name, each) for each in FAMILIES.get(suffix, (suffix,)) for name in numeric if name.endswith("_" + each) or (name == unit and each == suffix)]
    if suffix == "lm":
        fitting += [(name, suffix) for name in numeric if name in ("lumens", "brightness")]
    if not fitting:
        return "", 1
    needs = thing(sheet)
    stated = [(name, each) for name, each in fitting if needs and sheet.vocabulary.stated_by(needs, name) is not None] or fitting
    named = sheet.slot_named(sheet.text)
    exact = [pair for pair in stated if pair[0].endswith(f"_{unit}")] or stated
    name, own = next((pair for pair in stated if pair[0] == named), exact[0])
    return name, factor * SUFFIX_FACTOR.get(own, 1.0)


def thing(sheet: Reading) -> tuple[Constraint, ...]:
    """The thing the words are about: the one they name, else the one searched for."""
    named = [each.constraint for each in sheet.vocabulary.mentions(sheet.text) if each.constraint.slot in NEED_SLOTS and each.constraint.hard]
    return tuple(named[:1]) or things(sheet.state.constraints)
