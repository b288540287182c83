"""How long a silence after these words has to last before they are taken for the whole of what is said.

People stop within a sentence as long as between two; the words tell which it is. Whisper ends almost everything with a full stop, so that
the last word counts more than the mark behind it.
"""

from __future__ import annotations

import re

FINISHED_S = 0.3  # a sentence with its mark at the end
USUAL_S = 0.5  # words without one
UNFINISHED_S = 1.2  # "... and", "um", a comma: the rest is being looked for

FILLERS = frozenset("um uhm uh er erm hm hmm mm äh ähm öhm euh heu eh em".split())  # noqa: SIM905 - a word list reads best as words
HANGING = {  # words after which something has to come, unless it is a question: "what is it made of?"
    "en": """and or but nor so because if then than with without for from to into of at by under over below above between around about
    like the a an my our your its i i'm i'd i've i'll we're it's need want is are maybe not very something's that's either both as""",
    "de": "und oder aber denn weil wenn dann als mit ohne für von zu zum zur aus bei unter über zwischen bis um der die ein eine einen einem einer mein meine ich nicht sehr ist",  # noqa: E501
    "fr": "et ou mais donc car si que avec sans pour de du des à au aux en sous sur entre environ le la les l un une mon ma mes je très est",
    "es": "y e o u pero porque si que con sin para por de del a al en bajo sobre entre el la los las un una mi mis yo muy es",
}
WORDS = {language: frozenset(words.split()) for language, words in HANGING.items()}


def patience(text: str, language: str = "en") -> float:
    """Seconds of silence after `text`, which is in `language` (ISO 639-1); of others only marks and fillers are known."""
    said = text.strip()
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", said.lower().replace("’", "'"))  # noqa: RUF001
    if not words:
        return USUAL_S
    if words[-1] in FILLERS or said.endswith((",", "…", "...", "-", "–", ":")):  # noqa: RUF001
        return UNFINISHED_S
    if said.endswith(("?", "？")):  # noqa: RUF001
        return FINISHED_S
    if words[-1] in WORDS.get(language, frozenset()):
        return UNFINISHED_S
    return FINISHED_S if said.endswith((".", "!", "。", "！")) else USUAL_S  # noqa: RUF001
