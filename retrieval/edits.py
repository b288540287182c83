"""Words beside a photo are edits: what they name changes, what they deny goes, the rest is kept as the photo shows it.

"Like this but in blue" filters by blue and ranks by the photo; "the same without the hood" is a denial (retrieval/matching.py), "for men" an
audience, "a cheaper one" a bound at the price of the thing that is seen. An edit is exact, so it is a filter and never a vector: sums of
photo and word vectors find an item of the wrong colour for one query in eleven (PinPoint).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.matching import denied
from retrieval.mentions import Mention
from retrieval.words import plain_word

CHEAPER = re.compile(r"\b(?:cheaper|less expensive|more affordable|(?:costs?|costing|for) less|(?:lower|better) price)\b", re.IGNORECASE)
WITHOUT = re.compile(r"\b(?:without|with no|minus|lose|drop)\s+(?:a|an|the|any|its|that)?\s*(?P<part>[a-z]{3,})\b", re.IGNORECASE)
DEARER = re.compile(r"\b(?:dearer|more expensive|pricier|more upmarket)\b", re.IGNORECASE)


def edits(text: str, mentions: Sequence[Mention], seen: Item | None) -> tuple[Constraint, ...]:
    """What the words change of a photo. `seen` is the item that the photo shows or comes closest to, None where nothing comes near.

    A value of style or season stays a soft wish, as everywhere. A part that is denied and that no slot of the shop knows ("without the hood")
    may stand in no title and no description.
    """
    found = [wish for mention in mentions if not denied(text, mention) for wish in (mention.constraint, mention.title) if wish is not None]
    for part in WITHOUT.finditer(text):
        if not any(mention.start < part.end() and part.start("part") < mention.end for mention in mentions):
            word = plain_word(part["part"])
            found += [Constraint("title", "not_contains", word), Constraint("description", "not_contains", word)]
    if seen is not None and seen.price is not None:
        if CHEAPER.search(text):
            found.append(Constraint("price", "<", seen.price))
        elif DEARER.search(text):
            found.append(Constraint("price", ">", seen.price))
    return tuple(_of_one_slot(found))


def _of_one_slot(wishes: Sequence[Constraint]) -> list[Constraint]:
    """Several values of one slot are alternatives, as in "in blue or green"."""
    slots = list(dict.fromkeys((each.slot, each.hard) for each in wishes if each.operator == "=="))
    kept = [each for each in wishes if each.operator != "=="]
    for slot, hard in slots:
        values = tuple(dict.fromkeys(each.value for each in wishes if each.operator == "==" and (each.slot, each.hard) == (slot, hard)))
        words = tuple(each for each in values if isinstance(each, str))
        kept += [Constraint(slot, "in", words, hard)] if len(words) == len(values) > 1 else [Constraint(slot, "==", each, hard) for each in values]
    return kept
