"""Wishes relative to what is shown ("cheaper", "lighter") and superlatives ("the cheapest", "best rated")."""

from __future__ import annotations

import re
from typing import Literal

from chat.acts import Critique
from chat.understanding.reading import Reading
from chat.understanding.rules.amounts import thing
from retrieval.constraints import Constraint
from retrieval.extent import extent
from retrieval.item import Value
from retrieval.slots import label_of
from retrieval.styles import DIRECTIONS

# comparative words -> (words that name the slot, direction)
COMPARATIVES: tuple[tuple[str, str, int], ...] = (
    ((
        r"cheaper|less expensive|less pricey|more affordable|lower[- ]priced?|lower in price|less costly|"
        r"more budget[- ]friendly|for less(?: money)?|less money|lower price|not (?:so|that|as|too) (?:expensive|pricey)|"
        r"too (?:expensive|pricey|much|dear|costly)|(?:costs? )?less(?= than (?:that|this|it|those|these)\b)|(?:costs?|costing) less|less dear|not "
        r"(?:so|that|as|too) dear"
    ), "price", -1),
    (r"more expensive|pricier|dearer|costlier|higher[- ]end|more premium|more luxurious|higher[- ]priced?|too cheap|more upmarket", "price", 1),
    (r"lighter|less (?:heavy|weight|bulky)|lighter weight|too (?:heavy|bulky|chunky)|not (?:so|that|as|too) (?:heavy|bulky|chunky)", "weight", -1),
    (r"heavier|more weight|too light", "weight", 1),
    (r"(?:larger|bigger|roomier|more spacious) capacity|roomier|more spacious|more room|more capacity|holds more|bigger|larger|too small", "capacity", 1),
    (r"less capacity|smaller|more compact|too big|too large", "capacity", -1),
    (r"better[- ](?:rated|reviewed)|higher[- ]rated|better reviews|better ratings?", "rating", 1),
    (r"longer(?:[- ]lasting)? battery(?: life)?|more battery(?: life)?|longer[- ]lasting", "battery", 1),
    (r"brighter|more light", "brightness", 1),
    (r"more powerful|stronger", "power", 1),
    (r"wider", "width", 1),
    (r"narrower", "width", -1),
    (r"taller|higher", "height", 1),
    (r"lower|shorter", "height", -1),
)  # fmt: skip
SUPERLATIVES: tuple[tuple[str, str, int], ...] = (
    (r"cheapest|least expensive|lowest[- ]priced?|most affordable|as cheap as possible|lowest price|the cheaper the better", "price", 1),
    (r"most expensive|priciest|highest[- ]priced?|dearest", "price", -1),
    (
        (
            r"best[- ]rated|top[- ]rated|highest[- ]rated|best reviewed|most popular|best reviews|best ratings?|"
            r"highest (?:rating|score)s?|best[- ]scored?|(?:the )?better (?:score|rating)"
        ),
        "rating",
        -1,
    ),
    (r"lightest|as light as possible|the lighter the better", "weight", 1),
    (r"heaviest", "weight", -1),
    (r"(?:largest|biggest|roomiest)", "capacity", -1),
    (r"smallest|most compact", "capacity", 1),
    (
        (
            r"longest battery(?: life)?|longest[- ]lasting|longest between charges|(?:lasts?|plays?|runs?|goes|keeps? going) (?:for )?(?:the )?longest|"
            r"the longer it (?:plays|lasts|runs)[\w ]* the better"
        ),
        "battery",
        -1,
    ),
    (r"brightest", "brightness", -1),
)
LITTLE = {"light", "short", "small", "thin", "narrow", "low", "cheap", "slim", "shallow", "dim", "dark", "weak", "quick"}
OPPOSITE = {  # asked for by the other end of the same scale
    "thin": ("thick",), "slim": ("thick",), "narrow": ("wide",), "short": ("long", "tall"), "shallow": ("deep",), "low": ("high",), "small": ("large",),
    "dim": ("bright",), "dark": ("bright",), "weak": ("power",), "strong": ("power",), "quick": ("time",), "fast": ("speed", "time"),
}  # fmt: skip
NO_DEGREE = {"warm", "cold", "cool", "old", "young", "good", "soft", "hard"}  # which way the number goes depends on the thing
NOUN = r"(?: (?:ones?|options?|version|looking|pairs?|models?|alternatives?|choices?))?"
THAN = r"(?: than (?P<than>that|those|these|this|it)(?: (?:ones?|pair))?)?"
DEGREE = r"(?:(?:a (?:bit|little)|a lot|much|slightly|even|something|anything|somewhat|way|far) )*"


STYLE = "style"
LESS = r"\b(?:less|too|not (?:so|that|as|too)) (\w+)"
ASKED_OF_ONE = r"^(?:and |but |so |ok(?:ay)?,? )*(?:is|are|was|does|do|will|would|can|could|has|have|which|why|how) (?!you\b|there\b|i\b|we\b)"


def critiques(sheet: Reading) -> None:
    """Taken only when something is shown to be cheaper than; otherwise "cheaper" asks for the cheapest first."""
    for words, name, direction in COMPARATIVES:
        slot = numeric_slot(sheet, name) if sheet.has(rf"\b(?:{words})\b") else ""
        if not slot:
            continue
        found = sheet.take(rf"(?P<no>\b(?:nothing|not?|none|never) )?\b{DEGREE}(?:{words})\b{NOUN}{THAN}")
        if sheet.shown:
            forbids = found is not None and found["no"] and found["than"] and not sheet.text.endswith("?")  # "nothing heavier than that"
            way: Literal[-1, 1] = 1 if (direction > 0) != bool(forbids) else -1
            beyond = _beyond_in_words(sheet, slot, way)
            if beyond is not None:
                sheet.add(beyond)
                continue
            sheet.critiques.append(Critique(slot, way))
            if found and found["than"] in ("it", "that", "this") and not sheet.items:
                sheet.items.append(sheet.focus or 1)
        else:
            sheet.sort = slot if direction < 0 else f"-{slot}"
    slot, direction = degree(sheet, "e?r")
    if slot and not sheet.critiques and sheet.take(rf"\b{DEGREE}\w+er\b{NOUN}{THAN}"):
        if sheet.shown:
            sheet.critiques.append(Critique(slot, 1 if direction > 0 else -1))
        else:
            sheet.sort = slot if direction < 0 else f"-{slot}"


def _beyond_in_words(sheet: Reading, slot: str, way: int) -> Constraint | None:
    """ "Brighter" than a lamp whose features say "400 lumens": the values of the same list that say more; None where a number is stated or none says more."""
    compared = [item for item in sheet.shown if item.id == sheet.focus] or sheet.shown
    if any(isinstance(item.value(slot), (int, float)) for item in compared):
        return None
    measured = re.compile(rf"(\d+(?:\.\d+)?) ?{re.escape(label_of(slot).rstrip('s'))}s?\b", re.IGNORECASE)
    for known in sheet.vocabulary.slots():
        numbers = {value: float(found[1]) for value, _ in known.values if known.type == "list" and (found := measured.search(value))}
        have = [numbers[each] for item in compared for each in _several(item.value(known.name)) if each in numbers]
        beyond = tuple(value for value, number in numbers.items() if have and (number - (max if way > 0 else min)(have)) * way > 0)
        if beyond:
            return Constraint(known.name, "in", beyond)
    return None


def _several(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def leanings(sheet: Reading) -> None:
    """ "a bit dressier", "less technical": a direction of style, where no number of the catalog says it."""
    if sheet.name == "compare" or re.search(ASKED_OF_ONE, sheet.text):
        return
    for direction in DIRECTIONS:
        found = sheet.take(rf"\b{DEGREE}(?:{direction.words})\b{NOUN}{THAN}")
        if found:
            sheet.lean.append(direction.name)
            _leave(sheet, found.group())
            if sheet.shown and not sheet.name:
                sheet.name = "refine"


def _leave(sheet: Reading, words: str) -> None:
    """ "less sporty" leaves behind what is of that very style, where something else is shown too."""
    away = re.search(LESS, words)
    styles = {str(value) for item in sheet.shown if (value := item.value(STYLE)) is not None} if away else set()
    named = [each for each in styles if away and away[1] in (each.casefold(), each.casefold() + "y")]
    if named and len(styles) > 1:
        sheet.add(Constraint(STYLE, "!=", named[0]))


def superlatives(sheet: Reading) -> None:
    for words, name, direction in SUPERLATIVES:
        if not sheet.has(rf"\b(?:{words})\b"):
            continue
        slot = numeric_slot(sheet, name)
        if name == "rating" and not slot:
            _unrated(sheet)
            return
        slot = _size_slot(sheet, slot) if name == "capacity" else slot
        if slot and sheet.take(rf"\b(?:the |your )?(?:{words})(?: (?:first|one|ones))?\b"):
            sheet.sort = slot if direction > 0 else f"-{slot}"
    slot, direction = ("", 0) if sheet.sort else degree(sheet, "e?st")
    if slot and sheet.take(r"\b(?:the |your )?\w+est(?: (?:first|one|ones))?\b"):
        sheet.sort = slot if direction < 0 else f"-{slot}"


def _unrated(sheet: Reading) -> None:
    """ "The best reviewed", in a shop whose catalog has no ratings: that is said, and nothing is sorted by it."""
    if sheet.shown:
        sheet.name, sheet.topic, sheet.slot, sheet.certain = "ask", "most", "rating", True
        sheet.items[:] = list(range(1, len(sheet.shown) + 1))
        sheet.blank(0, len(sheet.rest))


def degree(sheet: Reading, ending: str = "(?:e?st|e?r)") -> tuple[str, int]:
    """The slot of numbers that an adjective asks for in its comparative or superlative ("thickest", "wider"), and the direction; "" for none."""
    for found in re.finditer(rf"\b([a-z]{{2,}}?){ending}\b", sheet.rest):
        for stem in (each for positive in _positives(found[1]) for each in (positive, *OPPOSITE.get(positive, ()))):
            slot = sheet.slot_named(stem) if stem not in NO_DEGREE and len(stem) > 2 else ""
            known = sheet.vocabulary.slot(slot) if slot else None
            if known is not None and known.type == "number" and (not sheet.shown or any(item.value(slot) is not None for item in sheet.shown)):
                return slot, -1 if set(_positives(found[1])) & LITTLE else 1
    return "", 0


def _positives(stem: str) -> tuple[str, ...]:
    """What an adjective may be without its ending: thick-, wid(e)-, heav(y)-, big(g)-."""
    return (stem, f"{stem}e", *((f"{stem[:-1]}y",) if stem.endswith("i") else ()), *((stem[:-1],) if stem[-2:-1] == stem[-1:] else ()))


def _size_slot(sheet: Reading, slot: str) -> str:
    """The biggest rug is the one of the largest sides: where the thing states no capacity, its size in words is compared."""
    needs = thing(sheet)
    if not needs or (slot and sheet.vocabulary.stated_by(needs, slot) is not None):
        return slot
    return "size" if any(extent(each) for each in sheet.vocabulary.stated_by(needs, "size") or ()) else slot


def numeric_slot(sheet: Reading, name: str) -> str:
    """The catalog's own slot for a word such as "weight": "weight_g" here, nothing where the catalog has none."""
    if name == "price" or (name == "rating" and sheet.vocabulary.slot(name) is not None):
        return name
    numeric = {slot.name for slot in sheet.vocabulary.slots() if slot.type == "number"}
    named = sheet.slot_named(name)
    return named if named in numeric else ""
