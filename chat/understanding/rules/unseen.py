"""An item of the shop called by its name that was not shown: "how does it compare to the strike one", "what are the shearling ones made of"."""

from __future__ import annotations

import re

from chat.acts import things
from chat.understanding.reading import Reading
from retrieval.constraints import holds
from retrieval.item import Item
from retrieval.mentions import common_words
from retrieval.models import one_model
from retrieval.palette import PALETTE
from retrieval.words import plain_word, plain_words

COMPARES = r"\b(?:compare\w*|versus|vs|against|next to|better than)\b"  # beside another item an everyday word is a name
CALLED = (
    r"\b(?:the|that|those) (?P<name>[a-z][a-z'-]{3,})(?P<noun> (?:ones?|pairs?|models?))?"
    r"(?= *(?:$|[,.?!;])| (?:is|are|have|has|does|do|made|instead|then|please|cost|weigh)\b)"
)


def unseen(sheet: Reading) -> None:
    """Takes a rare word of one model's title, or an everyday one that begins it, among the things that are looked for."""
    for found in re.finditer(CALLED, sheet.rest):
        word = found["name"]
        everyday = bool({word, plain_word(word)} & common_words())
        if plain_word(word) in PALETTE or sheet.vocabulary.mentions(word) or (everyday and not (found["noun"] or re.search(COMPARES, sheet.text))):
            continue
        items = [
            item for item in sheet.vocabulary.entitled(word) if _looked_for(sheet, item) and (not everyday or plain_words(item.title)[0] == plain_word(word))
        ]
        if items and one_model(items):
            sheet.items.append(items[0].id)
            sheet.blank(*found.span())
            return


def _looked_for(sheet: Reading, item: Item) -> bool:
    """Whether the item is such a thing as is wanted, or as is shown where none is named."""
    needs = things(sheet.state.constraints)
    if needs:
        return all(holds(each, item) for each in needs)
    kinds = {(each.value("kind"), each.category) for each in sheet.shown}
    return (item.value("kind"), item.category) in kinds
