"""Facts in words: prices, slots, values, constraints and whole requests."""

from __future__ import annotations

from collections.abc import Sequence

from chat.acts import NEED_SLOTS, called, things
from retrieval.constraints import NEGATIVE, Constraint
from retrieval.evidence import Evidence
from retrieval.item import Item, Value
from retrieval.palette import PALETTE
from retrieval.reasons import alternatives, money
from retrieval.slots import label_of, unit_of

UNIT_WORDS = {"l": "L", "h": "hours", "min": "minutes", "lm": "lumens"}  # as a shop writes them; other units as they are
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = ("First", "Second", "Third")
PAIRS = {  # things that come in twos or many: no singular, and a plural verb
    "boots", "shoes", "sneakers", "sandals", "slippers", "jeans", "headphones", "earbuds", "sunglasses", "dumbbells", "shears", "blocks", "lights",
    "bands", "socks", "gloves", "trousers", "pants", "shorts", "leggings", "glasses", "scissors", "binoculars", "tights", "trainers", "heels", "loafers",
}  # fmt: skip
MASS = {  # no plural
    "footwear", "clothing", "furniture", "luggage", "jewelry", "jewellery", "equipment", "bedding", "underwear", "sportswear", "activewear", "makeup",
    "homeware", "housewares", "cookware", "lingerie", "apparel", "outerwear", "knitwear", "swimwear",
}  # fmt: skip
FIELDS_OF_USE = {  # names of a shelf rather than of what lies on it
    "kitchen", "bedroom", "bathroom", "office", "garden", "outdoor", "pet", "salon", "beauty", "photography", "travel", "home",
    "sport", "kids", "baby", "electronics",
}  # fmt: skip
COUNTABLE_ING = ("ring", "string", "spring", "wing", "king", "swing", "sling", "painting", "clothing", "bedding", "legging", "lighting", "rigging")
AUDIENCES = {"men": "for men", "women": "for women", "kids": "for kids", "unisex": "for everyone"}


def price_of(item: Item) -> str:
    return money(item.price, item.currency) if item.price is not None else "price on request"


def counted(count: int, noun: str) -> str:
    """ "three boots", "14 boots"; the noun comes in the plural and loses it for one."""
    return f"{number_words(count)} {singular(noun) if count == 1 else noun}"


def number_words(count: int) -> str:
    """ "three", "14"."""
    return COUNTS[count] if count < len(COUNTS) else f"{count:,}"


def is_plural(item: Item) -> bool:
    """Whether the thing takes a plural verb: boots are, a tent is."""
    return is_many(str(item.value("kind") or item.title))


def is_many(noun: str) -> bool:
    return noun.split(" ")[-1].lower() in PAIRS


def singular(noun: str) -> str:
    """ "suitcases" -> "suitcase"; pairs and things without a singular stay ("boots", "headphones", "jeans")."""
    last = noun.split(" ")[-1]
    if last in PAIRS or not last.endswith("s") or last.endswith("ss"):
        return noun
    if last.endswith(("ches", "shes", "xes", "sses")):
        return noun[:-2]
    if last.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-3] + "fe" if last == "knives" else noun[:-3] + "f" if last in ("shelves", "scarves", "loaves") else noun[:-1]


def plural(noun: str) -> str:
    """ "tent" -> "tents", "rain jacket" -> "rain jackets"; what is plural already stays."""
    last = noun.split(" ")[-1]
    if last in MASS:
        return noun
    if noun in FIELDS_OF_USE or (last.endswith("ing") and not last.endswith(COUNTABLE_ING)):
        return f"{noun} items"  # "fishing items": what is done, or where, has no plural of its own
    if last == "mouse":
        return noun[:-5] + "mice"
    if last.endswith("s") and not last.endswith(("ss", "us")):
        return noun
    if last.endswith(("ch", "sh", "x", "ss", "us")):
        return noun + "es"
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun[:-2] + "ves" if last.endswith("fe") else noun[:-1] + "ves" if last.endswith(("lf", "scarf", "loaf")) else noun + "s"


def category_words(category: str) -> str:
    """A category as a noun in the plural: "bags", "footwear", "kitchen items"."""
    last = category.split(" ")[-1]
    return category if last in MASS or (last.endswith("s") and not last.endswith(("ss", "us", "ics"))) else f"{category} items"


def value_words(slot: str, value: Value, currency: str = "USD") -> str:
    """A value as it is written: "$129", "480 g", "yes", "hood, pit zips"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, (int, float)):
        if slot == "price":
            return money(value, currency)
        unit = UNIT_WORDS.get(unit_of(slot), unit_of(slot))
        return f"{value:,g} {unit}".strip() if abs(value) < 1e6 else f"{value:,.0f} {unit}".strip()
    return str(value)


def called_as(slot: str) -> str:
    """A yes or no as it stands in a sentence: things are on sale, not sale."""
    return {"sale": "on sale"}.get(slot) or label_of(slot)


def constraint_words(constraint: Constraint, currency: str = "USD") -> str:
    """A wish as a person would say it: "under $150", "not leather", "waterproof", "for women", "black or brown"."""
    slot, operator, value = constraint.slot, constraint.operator, constraint.value
    if isinstance(value, bool):
        wanted = value != (operator in NEGATIVE)
        return called_as(slot) if wanted else f"not {called_as(slot)}"
    if operator in ("<", "<=", ">", ">="):
        limit = value_words(slot, value, currency)
        if slot == "price":
            return f"{ {'<': 'under', '<=': 'up to', '>': 'over', '>=': 'from'}[operator] } {limit}"
        return f"{label_of(slot)} { {'<': 'under', '<=': 'up to', '>': 'over', '>=': 'at least'}[operator] } {limit}"
    values = [str(each) for each in (value if isinstance(value, tuple) else (value,))]
    if slot == "audience":
        named = [each for each in values if each != "unisex"] or values
        return ("not " if operator in NEGATIVE else "") + " or ".join(AUDIENCES.get(each, f"for {each}") for each in named)
    if slot in NEED_SLOTS and operator in NEGATIVE:
        return f"no {alternatives([plural(each.lower()) if slot == 'kind' else category_words(each.lower()) for each in values])}"
    joined = alternatives(values) if isinstance(value, tuple) else value_words(slot, value, currency)
    return f"not {joined}" if operator in NEGATIVE else joined


def is_general(constraint: Constraint) -> bool:
    """Whether it comes of a word wider than the catalog's values ("wooden"): named one by one, they are values nobody spoke of."""
    return isinstance(constraint.value, tuple) and len(constraint.value) > 2


def as_quoted(fact: Evidence) -> str:
    """A fact to be set in quotes, without its full stop."""
    return fact.labelled.rstrip(".")


def thing_words(constraints: Sequence[Constraint], count: int = 0) -> str:
    """The thing wanted, in the plural unless `count` is 1: "hiking boots", "tents", "things" where no kind was named. 0: it is not counted."""
    named = [each for each in things(constraints) if each.hard]
    if noun := called(constraints):
        return singular(plural(noun)) if count == 1 else _counting(plural(noun), count)
    if not named:
        return "thing" if count == 1 else "things"
    values = [str(each) for each in (named[-1].value if isinstance(named[-1].value, tuple) else (named[-1].value,))]
    nouns = [plural(each.lower()) if named[-1].slot == "kind" else category_words(each.lower()) for each in values]
    return " or ".join(singular(_counting(each, count)) if count == 1 else _counting(each, count) for each in dict.fromkeys(nouns))


def _counting(noun: str, count: int) -> str:
    """What has no plural is counted by the piece: "no jewelry", "seven jewelry items"."""
    return f"{noun} items" if count and noun.split(" ")[-1] in MASS else noun


def request_words(constraints: Sequence[Constraint], currency: str = "USD", count: int = 0) -> str:
    """The whole request: "waterproof black hiking boots for men under $150, not leather". Soft wishes are left out."""
    noun = called(constraints)
    hard = [
        each
        for each in constraints
        if each.hard and (each.slot not in NEED_SLOTS or each.operator in NEGATIVE) and not (noun and each.slot == "title" and each.operator == "contains")
    ]
    before = [each for each in hard if each.operator not in NEGATIVE and not _behind(each)]
    behind = [each for each in hard if each.operator not in NEGATIVE and _behind(each)]
    against = [each for each in hard if each.operator in NEGATIVE]
    order = {"color": 1, "material": 2}
    head = " ".join(constraint_words(each, currency) for each in sorted(before, key=lambda each: order.get(each.slot, 0)))
    tail = " ".join(_behind_words(each, currency) for each in sorted(behind, key=lambda each: each.slot == "price"))
    no = without_words(against, currency)
    return f"{head} {thing_words(constraints, count)} {tail}".strip().replace("  ", " ") + no


def without_words(against: Sequence[Constraint], currency: str = "USD") -> str:
    """What is not wanted, as it ends a sentence: ", not leather, no mugs"."""
    return "".join(f", {words}" for words in dict.fromkeys(constraint_words(each, currency) for each in against))


def enumerated(words: str) -> str:
    """ "scarves or tote bags or suitcases" as it is read: commas but for the last "or"."""
    *first, last = words.split(" or ")
    return f"{', '.join(first)} or {last}" if first else last


def _behind(constraint: Constraint) -> bool:
    return (
        constraint.slot in ("price", "audience", "brand", "size", "sizes", "features", "sale")
        or (constraint.slot == "title" and constraint.value not in PALETTE)
        or constraint.operator in ("<", "<=", ">", ">=")
        or constraint.value is False
    )


def _behind_words(constraint: Constraint, currency: str) -> str:
    words = constraint_words(constraint, currency)
    lead = {"brand": "by ", "size": "in size ", "sizes": "in size ", "features": "with "}.get(constraint.slot, "")
    if constraint.operator in ("<", "<=", ">", ">=") and constraint.slot != "price":
        lead = "with "
    return "that are " + words if constraint.value is False else lead + words


def fact_words(slot: str, value: Value, item: Item) -> str:
    """ "weight 480 g", "waterproof", "not dimmable", "features hood, pit zips"."""
    if isinstance(value, bool):
        return called_as(slot) if value else f"not {called_as(slot)}"
    return f"{label_of(slot)} {value_words(slot, value, item.currency)}"


def stock_words(item: Item) -> str:
    return "Out of stock." if not item.stock else f"{item.stock} in stock."


def verb(item: Item) -> str:
    return "are" if is_plural(item) else "is"


def upper(words: str) -> str:
    return words[:1].upper() + words[1:]
