"""Directions of style a shopper can push the results in: each is an axis in the text encoder's space, from what it leaves to what it goes to.

The axis is the difference of two phrases' vectors, so that it works in any catalog, whatever its style words are (after semantic
projection, Grand et al. 2022).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Direction:
    """`words` is the comparative that names it (a regular expression); `toward` and `away` describe the ends of the axis."""

    name: str
    words: str
    toward: str
    away: str


DIRECTIONS: tuple[Direction, ...] = (
    Direction(
        "dressier",
        (
            r"dressier|more (?:dressy|formal|elegant|sophisticated|refined|classy|festive)|classier|smarter|fancier|less casual|"
            r"too casual"
        ),
        "elegant, formal and dressy, for weddings, parties and the office",
        "casual, sporty, rugged, for everyday and outdoors",
    ),
    Direction(
        "more casual",
        (
            r"more (?:casual|relaxed|laid[- ]back|everyday)|less (?:formal|dressy|elegant|fancy|stuffy)|too (?:formal|dressy|fancy)|"
            r"not (?:so|that|as|too) (?:formal|dressy|fancy)"
        ),
        "casual and relaxed, for every day and weekends",
        "elegant, formal and dressy, for weddings and the office",
    ),
    Direction(
        "less technical",
        (
            r"less (?:technical|sporty|outdoorsy|rugged|specialised|specialized)|too (?:technical|sporty)|"
            r"not (?:so|that|as|too) (?:technical|sporty)"
        ),
        "simple, casual, for everyday use in town",
        "technical, high performance, for mountaineering, racing and expeditions",
    ),
    Direction(
        "more technical",
        r"more (?:technical|sporty|athletic|performance|professional|serious|pro)|sportier",
        "technical, high performance, for sport, mountaineering, racing and expeditions",
        "simple, casual, for everyday use in town",
    ),
    Direction(
        "more modern",
        r"more (?:modern|contemporary|up[- ]to[- ]date)|less (?:old[- ]fashioned|traditional)|too old[- ]fashioned",
        "modern, contemporary, sleek",
        "vintage, classic, rustic, traditional",
    ),
    Direction(
        "more classic",
        r"more (?:classic|traditional|vintage|retro|rustic|old[- ]school|timeless)|less (?:modern|trendy)|too modern",
        "vintage, classic, heritage, rustic, traditional",
        "modern, contemporary, sleek, minimalist",
    ),
    Direction(
        "plainer",
        (
            r"plainer|simpler|more (?:minimal|minimalist|minimalistic|plain|subtle|discreet|understated|simple|basic)|"
            r"less (?:flashy|busy|fussy|colou?rful|loud|bright)|too (?:flashy|busy|fussy|loud)"
        ),
        "plain, simple, minimalist, understated",
        "bold, colourful, playful, decorated, flashy",
    ),
    Direction(
        "bolder",
        (
            r"bolder|more (?:colou?rful|playful|fun|striking|bold|exciting|cheerful|lively|eye[- ]catching)|"
            r"less (?:boring|plain|dull)|too (?:boring|plain|dull)"
        ),
        "bold, colourful, playful, fun, striking",
        "plain, simple, understated, basic",
    ),
    Direction(
        "warmer",
        r"warmer|more (?:insulated|insulating)|for colder weather|not warm enough",
        "very warm, insulated, thick, for cold winter weather",
        "light, thin, breathable, for hot summer weather",
    ),
    Direction(
        "cooler",
        r"more breathable|airier|for (?:hotter|warmer) weather|too warm",
        "light, thin, breathable, for hot summer weather",
        "very warm, insulated, thick, for cold winter weather",
    ),
    Direction(
        "sturdier",
        (
            r"sturdier|tougher|more (?:durable|robust|rugged|solid|hard[- ]wearing|heavy[- ]duty)|less (?:flimsy|delicate)|"
            r"too flimsy"
        ),
        "sturdy, durable, robust, tough, built to last",
        "light, delicate, thin, fragile",
    ),
    Direction(
        "softer",
        r"softer|cosier|cozier|more (?:comfortable|comfy|cosy|cozy|cushioned)|comfier",
        "soft, comfortable, cosy, cushioned",
        "hard, stiff, firm, minimal",
    ),
)
BY_NAME = {each.name: each for each in DIRECTIONS}
