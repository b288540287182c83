"""Wishes relative to what is shown ("cheaper", "lighter") and superlatives ("the cheapest", "best rated")."""

from __future__ import annotations

import re

from chat.acts import Critique
from chat.understanding.reading import Reading
from retrieval.styles import DIRECTIONS

# comparative words -> (words that name the slot, direction)
COMPARATIVES: tuple[tuple[str, str, int], ...] = (
    ((
        r"cheaper|less expensive|less pricey|more affordable|lower[- ]priced?|lower in price|less costly|"
        r"more budget[- ]friendly|for less(?: money)?|less money|lower price|not (?:so|that|as|too) (?:expensive|pricey)|"
        r"too (?:expensive|pricey|much|dear|costly)"
    ), "price", -1),
    (r"more expensive|pricier|higher[- ]end|more premium|more luxurious|higher[- ]priced?|too cheap|more upmarket", "price", 1),
    (r"lighter|less (?:heavy|weight)|lighter weight|too heavy|not (?:so|that|as|too) heavy", "weight", -1),
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
LITTLE = {"light", "short", "small", "thin", "narrow", "low", "cheap", "slim", "shallow"}
NO_DEGREE = {"warm", "cold", "cool", "old", "young", "good", "soft", "hard"}  # which way the number goes depends on the thing
DEGREE = r"(?:(?:a (?:bit|little)|a lot|much|slightly|even|something|anything|somewhat|way|far) )*"


def critiques(sheet: Reading) -> None:
    """Taken only when something is shown to be cheaper than; otherwise "cheaper" asks for the cheapest first."""
    for words, name, direction in COMPARATIVES:
        slot = numeric_slot(sheet, name) if sheet.has(rf"\b(?:{words})\b") else ""
        if not slot:
            continue
        sheet.take(rf"\b{DEGREE}(?:{words})\b(?: (?:ones?|options?|version|than (?:that|those|these|this|it)))?")
        _note(sheet, slot, direction)
    slot, direction = degree(sheet, "e?r")
    if slot and not sheet.critiques and sheet.take(rf"\b{DEGREE}\w+er\b(?: (?:ones?|options?|version|than (?:that|those|these|this|it)))?"):
        _note(sheet, slot, direction)


def _note(sheet: Reading, slot: str, direction: int) -> None:
    if sheet.shown:
        sheet.critiques.append(Critique(slot, 1 if direction > 0 else -1))
    else:
        sheet.sort = slot if direction < 0 else f"-{slot}"


def leanings(sheet: Reading) -> None:
    """ "a bit dressier", "less technical": a direction of style, where no number of the catalog says it."""
    for direction in DIRECTIONS:
        if sheet.take(rf"\b{DEGREE}(?:{direction.words})\b(?: (?:ones?|options?|version|looking|than (?:that|those|these|this|it)))?"):
            sheet.lean.append(direction.name)


def superlatives(sheet: Reading) -> None:
    for words, name, direction in SUPERLATIVES:
        slot = numeric_slot(sheet, name) if sheet.has(rf"\b(?:{words})\b") else ""
        if slot and sheet.take(rf"\b(?:the |your )?(?:{words})(?: (?:first|one|ones))?\b"):
            sheet.sort = slot if direction > 0 else f"-{slot}"
    slot, direction = ("", 0) if sheet.sort else degree(sheet, "e?st")
    if slot and sheet.take(r"\b(?:the |your )?\w+est(?: (?:first|one|ones))?\b"):
        sheet.sort = slot if direction < 0 else f"-{slot}"


def degree(sheet: Reading, ending: str = "(?:e?st|e?r)") -> tuple[str, int]:
    """The slot of numbers that an adjective asks for in its comparative or superlative ("thickest", "wider"), and the direction; "" for none."""
    for found in re.finditer(rf"\b([a-z]{{2,}}?){ending}\b", sheet.rest):
        for stem in _positives(found[1]):
            slot = sheet.slot_named(stem) if stem not in NO_DEGREE and len(stem) > 2 else ""
            known = sheet.vocabulary.slot(slot) if slot else None
            if known is not None and known.type == "number" and (not sheet.shown or any(item.value(slot) is not None for item in sheet.shown)):
                return slot, -1 if stem in LITTLE else 1
    return "", 0


def _positives(stem: str) -> tuple[str, ...]:
    """What an adjective may be without its ending: thick-, wid(e)-, heav(y)-, big(g)-."""
    return (stem, f"{stem}e", *((f"{stem[:-1]}y",) if stem.endswith("i") else ()), *((stem[:-1],) if stem[-2:-1] == stem[-1:] else ()))


def numeric_slot(sheet: Reading, name: str) -> str:
    """The catalog's own slot for a word such as "weight": "weight_g" here, nothing where the catalog has none."""
    if name in ("price", "rating"):
        return name
    numeric = {slot.name for slot in sheet.vocabulary.slots() if slot.type == "number"}
    named = sheet.slot_named(name)
    return named if named in numeric else ""
