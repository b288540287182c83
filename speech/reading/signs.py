"""Signs between words, in any language, and the short forms of each."""

from __future__ import annotations

import re

from speech.reading.rule import Rule, rule
from speech.reading.tongue import Tongue

ENGLISH_SIGNS = (
    ("≥", " at least "),
    (">=", " at least "),
    ("≤", " at most "),
    ("<=", " at most "),
    ("±", " plus or minus "),
    ("≈", " about "),
    ("~", " about "),
)
SAME = (("…", "..."),)


def signs(tongue: Tongue) -> tuple[Rule, ...]:
    own = ENGLISH_SIGNS if tongue.code == "en" else ()
    return (
        *(rule(f"{short!r}", rf"(?<![\w.]){short}", spoken, re.IGNORECASE if tongue.code == "en" else 0) for short, spoken in tongue.short_forms),
        rule("words joined by signs", r"(?<=\w)\s?&\s?(?=\w)", f" {tongue.joined} "),
        rule("10 + 2, 5+1", r"(?<=\w)\s\+\s(?=\w)|(?<=\d)\+(?=\d)", f" {tongue.plus} "),
        rule("50+, Disney+", r"(?<=\w)\+(?!\w)", f" {tongue.plus}"),
        rule("+1 800", r"(?<!\w)\+(?=\d)", f"{tongue.plus} "),
        rule("black/white, 12V/5A", r"(?<=[^\W\d])\s?/\s?(?=\w)", ", "),
        rule("#boots", r"(?<!\w)#(?=[^\W\d])", ""),
        *(rule(f"{sign!r}", re.escape(sign), spoken) for sign, spoken in (*own, *SAME)),
        rule("'&'", r"&", f" {tongue.joined} "),
        rule("'@'", r"@", f" {tongue.at} "),
    )
