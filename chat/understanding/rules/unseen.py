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
ASKS = r"\b(?:does|is|has|got|have|stock|get|how (?:many|much|long|big|heavy)) (?:[\w ]+ )?(?:the|that)\b"
CALLED = (
    r"\b(?:the|that|those) (?P<name>[a-z][a-z'-]{3,})(?P<noun> (?:ones?|pairs?|models?))?"
    r"(?= *(?:$|[,.?!;])| (?:is|are|have|has|does|do|made|in|instead|then|please|costs?|weighs?|comes?|fits?|lasts?|works?|runs?|holds?|takes?|needs?)\b)"
)


def unseen(sheet: Reading) -> None:
    """Takes a rare word of one model's title, or an everyday one that begins it, among the things that are looked for."""
    for found in re.finditer(CALLED, sheet.rest):
        word = found["name"]
        everyday = bool({word, plain_word(word)} & common_words())
        begins = found["noun"] or re.search(COMPARES, sheet.text)
        asked = not begins and re.search(ASKS, sheet.text) is not None and not _part_of_shown(sheet, word)
        meant = [each.constraint for each in sheet.vocabulary.mentions(word)]
        value = bool(meant) and not (asked and not any(holds(each, item) for each in meant for item in sheet.shown))
        if plain_word(word) in PALETTE or value or (everyday and not (begins or asked)):
            continue
        anywhere = asked or not everyday
        called = [item for item in sheet.vocabulary.entitled(word) if anywhere or plain_words(item.title)[0] == plain_word(word)]
        items = [item for item in called if _looked_for(sheet, item)]
        if items and one_model(items):
            sheet.items.append(items[0].id)
            sheet.blank(*found.span())
            return


def _part_of_shown(sheet: Reading, word: str) -> bool:
    """Whether something shown has such a part: "does the lid come off" asks about it, not about another thing called so."""
    return any(plain_word(word) in plain_words(f"{item.title} {item.description} {item.attributes}") for item in sheet.shown)


def _looked_for(sheet: Reading, item: Item) -> bool:
    """Whether the item is such a thing as is wanted, or as is shown where none is named."""
    needs = things(sheet.state.constraints)
    if needs:
        return all(holds(each, item) for each in needs)
    kinds = {(each.value("kind"), each.category) for each in sheet.shown}
    return (item.value("kind"), item.category) in kinds
