"""Which of the items seen a description fits: "lavender", "the cheap grey one", "large, in blue" - by values of the catalog, words of a title, and degrees."""

from __future__ import annotations

from collections.abc import Sequence

from chat.acts import NEED_SLOTS
from chat.understanding.reading import FILLER, Reading
from retrieval.constraints import NEGATIVE, holds
from retrieval.item import Item
from retrieval.mentions import Mention
from retrieval.models import one_model
from retrieval.slots import label_of
from retrieval.words import plain_words

LONGEST = 6  # words of a description
NOUNS = frozenset("one ones pair model version set the a an that those this these in of with and it big large small little nice lovely pretty fancy".split())  # noqa: SIM905
DEGREES = {  # what singles out one of several that fit: the slot, and whether the most or the least of it
    "cheap": ("price", -1), "cheaper": ("price", -1), "inexpensive": ("price", -1), "affordable": ("price", -1),
    "pricey": ("price", 1), "dear": ("price", 1), "dearer": ("price", 1), "expensive": ("price", 1), "posh": ("price", 1),
    "pricier": ("price", 1),
}  # fmt: skip
BEGINS = 4  # letters of a word that may begin a longer one of the title: "shear" is no shearling


def fitting(sheet: Reading, words: str, among: Sequence[Sequence[Item]] = ()) -> list[Item]:
    """The shown items, or else those seen before, that all the telling words fit; colourways of one model count as the one in focus or the first.

    Empty where nothing told fits any of them, or where the words only name the kind of thing. `among` are other items to look through instead.
    """
    mentions = sheet.vocabulary.mentions(words)
    told = [each for each in mentions if each.constraint.slot not in NEED_SLOTS and each.constraint.operator not in NEGATIVE]
    covered = {word for each in mentions for word in plain_words(each.phrase)}
    plain = plain_words(words)
    degrees = [DEGREES[word] for word in plain if word in DEGREES]
    said = [word for word in plain if word not in NOUNS and word not in covered and word not in DEGREES]
    kinds = [word for each in mentions if each.constraint.slot in NEED_SLOTS for word in plain_words(each.phrase)]
    if len(plain) > LONGEST or not (told or degrees or set(said) - FILLER):
        return []
    for seen in among or (sheet.shown, sheet.earlier):
        found = [item for item in seen if all(_meets(each, item) for each in told) and _has(item, said) and _is(item, kinds)]
        for slot, way in degrees:
            found = _most(found, slot, way)
        if found:
            return _as_one(sheet, found)
    return []


def only_one(sheet: Reading, words: str) -> Item | None:
    """The one item seen that the words fit, None where none does or several do."""
    found = fitting(sheet, words)
    return found[0] if len(found) == 1 else None


def _meets(mention: Mention, item: Item) -> bool:
    wishes = [mention.constraint, *([mention.title] if mention.title else [])]
    return all(holds(each, item) for each in wishes) or set(plain_words(mention.phrase)) <= set(plain_words(item.title))


def _has(item: Item, said: Sequence[str]) -> bool:
    """Whether every word stands in what the item is called and stated to be, a longer one by its beginning."""
    values = [item.brand, item.color, item.material, *(str(value) for value in item.attributes.values() if not isinstance(value, bool))]
    values += [label_of(slot) for slot, value in item.attributes.items() if value is True]
    own = plain_words(f"{item.title} {item.category} {' '.join(values)}")
    return all(any(word == each or (len(word) > BEGINS and each.startswith(word)) for each in own) for word in said)


def _is(item: Item, kinds: Sequence[str]) -> bool:
    """Whether the item is the thing named, by any of its words: "the leather chair" among desk chairs."""
    own = set(plain_words(f"{item.value('kind') or ''} {item.category} {item.title}"))
    return not kinds or bool(own & set(kinds))


def _most(items: list[Item], slot: str, way: int) -> list[Item]:
    stated = [(value, item) for item in items if isinstance(value := item.value(slot), (int, float))]
    best = (max if way > 0 else min)((value for value, _ in stated), default=None)
    return [item for value, item in stated if value == best]


def _as_one(sheet: Reading, found: list[Item]) -> list[Item]:
    """Colourways of one model are one thing to a shopper who does not name the colour."""
    if len(found) == 1 or not one_model(found):
        return found
    return [next((item for item in found if item.id == sheet.focus), found[0])]


def in_focus(sheet: Reading) -> Item | None:
    """The item that is talked about."""
    return next((item for item in (*sheet.shown, *sheet.earlier) if item.id == sheet.focus), None)


def colorway(sheet: Reading, words: str) -> Item | None:
    """The item in focus, or the same model in another colour, where the words fit it: "large, in blue", said of one that was shown in green."""
    focus = in_focus(sheet)
    if focus is None:
        return None
    found = fitting(sheet, words, ([focus], sheet.vocabulary.colorways(focus)))
    return found[0] if found else None
