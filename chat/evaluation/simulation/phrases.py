"""One wish as a few English words that fit behind or before the thing: "waterproof", "in red", "for $150 at most"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from chat.evaluation.simulation.goals import Predicate
from retrieval.constraints import NEGATIVE, NUMERIC
from retrieval.reasons import money
from retrieval.slots import label_of, unit_of

ADJECTIVE = re.compile(r".*(able|ible|proof|safe|less|free|friendly|resistant|ing|ed|tight|ic|ive)")  # words that describe: waterproof, folding
IDIOMS = {"sale": "on sale"}  # yes or no slots with a wording of their own
PARTICIPLES = ("required", "needed", "included")
LEADS = {  # slot -> what stands before its value
    "color": "in",
    "material": "made of",
    "brand": "by",
    "audience": "for",
    "occasion": "for",
    "season": "for",
    "room": "for the",
    "exercise": "for",
    "features": "with",
    "size": "in size",
}
BEFORE = {"color"}  # slots whose value may stand before the thing: "red boots"
CURRENCY_WORDS = {"USD": "dollars", "EUR": "euros", "GBP": "pounds"}
UNIT_WORDS = {"g": "grams", "kg": "kg", "l": "liters", "h": "hours", "min": "minutes", "lm": "lumens", "cm": "cm", "in": "inches"}
BOUNDS = {  # operator -> ways to say it
    "<=": ("at most", "up to", "no more than"),
    "<": ("under", "less than", "below"),
    ">=": ("at least", "no less than"),
    ">": ("more than", "over"),
}


@dataclass(frozen=True)
class Phrase:
    """`text` fits behind the thing or alone; `before` is its form before the thing, "" where it has none.

    `keep` are the words that carry the wish: whoever rephrases must not lose them.
    """

    text: str
    before: str = ""
    keep: tuple[str, ...] = ()

    @property
    def denies(self) -> bool:
        return self.text.startswith(("not ", "without ", "with no "))


def phrase(wish: Predicate, random: Random, currency: str = "USD") -> Phrase:
    """The wish in words, one of several ways for a limit."""
    if isinstance(wish.value, bool):
        return _yes_or_no(wish.slot, wish.value != (wish.op in NEGATIVE))
    if wish.op in NUMERIC and isinstance(wish.value, (int, float)):
        return _limit(wish, wish.value, random.choice(BOUNDS[wish.op]), currency, random)
    values = _values(wish)
    said = " or ".join(values)
    text = _led(wish, values, said)
    if wish.op in NEGATIVE:
        return Phrase(f"without {said}" if text == f"with {said}" else f"not {text}", keep=tuple(values))
    return Phrase(text, said if wish.slot in BEFORE else "", tuple(values))


def _led(wish: Predicate, values: Sequence[str], said: str) -> str:
    """The values behind the word that fits: "in red", "with hood"; alone where they describe ("breathable") or the slot's name makes no English."""
    lead = LEADS.get(wish.slot)
    if lead == "with" and all(ADJECTIVE.fullmatch(each) for each in values):
        return said
    if lead:
        return f"{lead} {said}"
    plain = not wish.names_the_thing and len(label_of(wish.slot).split(" ")) == 1  # "regular fit", but not "lightweight style general"
    return f"with {said} {label_of(wish.slot)}" if plain else said


def _yes_or_no(slot: str, wanted: bool) -> Phrase:
    label = label_of(slot)
    if label in IDIOMS:
        return Phrase(IDIOMS[label] if wanted else f"not {IDIOMS[label]}", keep=(label,))
    if label.split(" ")[-1] in PARTICIPLES:
        return Phrase(f"{'with' if wanted else 'with no'} {label}", keep=(label,))
    if ADJECTIVE.fullmatch(label):
        return Phrase(label, label, (label,)) if wanted else Phrase(f"not {label}", keep=(label,))
    return Phrase(f"{'with' if wanted else 'without'} {label}", keep=(label,))


def _limit(wish: Predicate, value: float, bound: str, currency: str, random: Random) -> Phrase:
    number = f"{value:g}" if value < 1e6 else f"{value:.0f}"
    if wish.slot == "price":
        amount = random.choice((money(value, currency), f"{number} {CURRENCY_WORDS.get(currency, currency)}"))
        return Phrase(f"for {bound} {amount}", keep=(f"{value:,g}" if amount.startswith(money(value, currency)) else number,))
    label, unit = label_of(wish.slot), unit_of(wish.slot)
    unit = UNIT_WORDS.get(unit, unit)
    if not unit and label.endswith("s"):
        return Phrase(f"with {bound} {number} {label}", keep=(number, label))
    return Phrase(f"with a {label} of {bound} {number} {unit}".strip(), keep=(number, label))


def _values(wish: Predicate) -> list[str]:
    """The words of the value; "for women" leaves out that what is for everyone suits women too."""
    values = [f"{each:g}" if isinstance(each, float) else str(each) for each in (wish.value if isinstance(wish.value, tuple) else (wish.value,))]
    if wish.slot != "brand":
        values = [each.lower() if each == each.capitalize() or each == each.title() else each for each in values]
    return [each for each in values if wish.slot != "audience" or each != "unisex"] or values
