"""Several needs in one breath: "boots under 100 and a jacket under 200" is two, each with its own limits."""

from __future__ import annotations

import re
from itertools import pairwise

from chat.acts import NEED_SLOTS
from retrieval.vocabulary import Vocabulary

JOINED = r"(?:,\s*(?:and |plus )?|;\s*|\b(?:and|plus|as well as)\b|\balso\b|\.\s+|\+|&)"
ONE_NEED = r"\b(?:or|nor|not|like|between|to go with|matching|instead|rather|meant|except)\b"  # before the joint: still the same thing
ONE_NEED_AFTER = r"\b(?:enough|already|own|or|nor|not|no|like|matching|instead|meant|for|with|than)\b"
HAS_ENOUGH = r"\b(?:plenty of|enough|too many|full of|already (?:has|have|got)|no|not|without|forget(?: about)?|never ?mind|drop|skip|leave)(?: \w+)?\s*$"
EACH = r"\b(?:each|both|apiece|respectively)\b"
MOST = 4  # needs of one utterance; more is a list nobody can talk about


def needs(text: str, vocabulary: Vocabulary) -> list[str]:
    """The text cut into one piece a need; a single piece where it tells only one thing. `text` is normalised."""
    if re.search(r"\b(?:compare|difference|versus|vs)\b", text):
        return [text]
    things = [
        each
        for each in vocabulary.mentions(text)
        if each.constraint.slot in NEED_SLOTS and each.constraint.hard and not re.search(HAS_ENOUGH, text[: each.start])
    ]
    cuts = []
    for left, right in pairwise(things):
        between = text[left.end : right.start]
        joints = list(re.finditer(JOINED, between))
        if not joints or left.constraint == right.constraint:
            continue
        joint = joints[-1]
        if re.search(ONE_NEED, between[: joint.start()]) or re.search(ONE_NEED_AFTER, between[joint.end() :]):
            continue
        start = joints[-2].start() if len(joints) > 1 and not between[joints[-2].end() : joint.start()].strip() else joint.start()
        cuts.append((left.end + start, left.end + joint.end()))
    if not cuts or len(cuts) >= MOST:
        return [text]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    pieces = [text[start:end].strip(" ,.;") for start, end in zip(starts, ends, strict=True)]
    return _shared(pieces)


def _shared(pieces: list[str]) -> list[str]:
    """ "boots and a jacket under 200 each": the limit that ends the last piece holds for all of them."""
    each = re.search(EACH, pieces[-1])
    limit = re.search(
        (
            r"\b(?:under|below|up to|at most|max(?:imum)?|less than|no more than|for|around|"
            r"about)\s+[$€£¥]?\d+\S*(?: (?:dollars?|euros?|pounds?|bucks))?"
        ),
        pieces[-1],
    )
    if not each or not limit:
        return pieces
    return [piece if re.search(r"\d", piece) else f"{piece} {limit.group()}" for piece in pieces]
