"""Which of the items seen is meant by a name or a description: "the Alpine one", "Rocket Tail", "the one that folds", "the gold floor lamp"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.understanding.reading import FILLER, Reading
from chat.understanding.rules.described import only_one
from retrieval.item import Item
from retrieval.mentions import common_words
from retrieval.models import one_model
from retrieval.slots import label_of
from retrieval.words import plain_word, plain_words

NAME_WORDS = 5  # of a name, from the start of the title or not
TELLING_LETTERS = 4  # of a name that stands without "one": shorter words are too common
NOT_A_NAME = frozenset(
    "same other first second third last next cheapest cheaper best price list shop whole most least color size one".split()  # noqa: SIM905
)
CLAUSE = r"\b(?:the|that) (?:ones?|pair|model|version) (?:that|which|who|with|for|made|having) ([\w' -]+)"
BEFORE_A_NAME = r"(?<!no )(?:(?:the|that|your|this) (?:little |big |small |nice |lovely )?)?"


def names(sheet: Reading) -> bool:
    """ "the Alpine one", "the mesh one", "the Long Haul": words that fit exactly one of the shown items."""
    for found in re.finditer(r"\b(?:the|that|those) (?=([\w' -]+))", sheet.rest):
        words = re.findall(r"[\w'-]+", found[1])
        for count in range(min(len(words), NAME_WORDS), 0, -1):
            closed = count == len(words) and sheet.rest[found.end() + len(found[1].rstrip()) :].strip()[:1] in ("", ".", ",", "?", "!")
            closed = closed or words[count : count + 1] in (["or"], ["and"], ["then"], ["please"])
            item = _only(sheet, words[:count], closed)
            if item:
                count = _without_facts(sheet, words, count, item)
                end = found.start(1) + re.match(rf"(?:[\w'-]+[\s]*){{{count}}}", found[1]).end()  # type: ignore[union-attr]
                sheet.items.append(item.id)
                sheet.blank(found.start(), end)
                return True
    it_is = re.search(r"(?:^|[,.!] )([\w' -]+?) it is(?: then)?[.!]?$", sheet.rest)
    item = _only(sheet, it_is[1].split()[-NAME_WORDS:], True) if it_is and it_is[1].strip() else None
    if it_is and item:
        sheet.items.append(item.id)
        sheet.blank(*it_is.span())
        return True
    return False


def _without_facts(sheet: Reading, words: Sequence[str], count: int, item: Item) -> int:
    """How many of the words are the name: in "is the Predawn rechargeable" the last is asked about, though it is a fact of that item too."""
    own = set(plain_words(f"{item.title} {item.brand} {item.value('kind') or ''} one pair model version"))
    while count > 1 and plain_word(words[count - 1]) not in own and _only(sheet, words[: count - 1], False) is item:
        count -= 1
    return count


def proper_name(sheet: Reading, least: int) -> bool:
    """A name of one seen item as written in its title, with or without an article: "Rocket Tail or First Flight", "is Meridian lighter"."""
    seen = [(item, _written(item)) for item in (*sheet.shown, *sheet.earlier)]
    for item, words in seen:
        others = [other for each, other in seen if each.id != item.id]
        for part in _parts(words, least):
            if " ".join(part) not in sheet.rest:
                continue
            if len(part) < len(words) and (any(set(part) <= set(other) for other in others) or not _is_a_name(sheet, part)):
                continue
            own = "|".join(map(re.escape, (*words, *plain_words(str(item.value("kind") or "")), "one", "pair")))
            if sheet.take(rf"\b{BEFORE_A_NAME}{' '.join(map(re.escape, part))}(?: (?:{own}))*(?!\w)"):
                sheet.items.append(item.id)
                return True
    return False


def _written(item: Item) -> list[str]:
    return re.findall(r"[\w'-]+", item.title.lower())


def _parts(words: list[str], least: int) -> list[list[str]]:
    """What of a title can name its item, the longest first: the whole of it, words that stand together in it, or its first word."""
    found = [words]
    for length in range(min(len(words) - 1, NAME_WORDS), least - 1, -1):
        found += [words[start : start + length] for start in range(len(words) - length + 1 if length > 1 else 1)]
    return found


def _is_a_name(sheet: Reading, words: Sequence[str]) -> bool:
    """Whether words of a title are a name by themselves: none names a value of the catalog, and a single one is no everyday word."""
    if sheet.vocabulary.mentions(" ".join(words)) or all(word in NOT_A_NAME for word in words):
        return False
    if len(words) > 1:
        return True
    rare = words[0] not in common_words() or bool(sheet.items)  # beside another name an everyday word is one too: "Predawn or Beacon"
    return len(words[0]) > TELLING_LETTERS and rare and not sheet.vocabulary.knows(words[0])


def told_by(sheet: Reading) -> bool:
    """ "The one that folds", "the ones with diamonds": a clause that holds for exactly one of the shown items. The longest reading that does is taken."""
    found = re.search(CLAUSE, sheet.rest)
    said = re.findall(r"[\w'-]+", found[1]) if found else []
    for count in range(min(len(said), NAME_WORDS), 0, -1):
        telling = [word for word in plain_words(" ".join(said[:count])) if word not in FILLER and len(word) >= TELLING_LETTERS - 1]
        item = _fitting(sheet, telling) if telling else None
        if found and item:
            end = found.start(1) + re.match(rf"(?:[\w'-]+\s*){{{count}}}", found[1]).end()  # type: ignore[union-attr]
            sheet.items.append(item.id)
            sheet.blank(found.start(), end)
            return True
    return False


def _fitting(sheet: Reading, telling: Sequence[str]) -> Item | None:
    """The one shown item whose facts, or else whose description, have words that begin with each of these."""
    for text_of in (_facts, _description):
        fitting = [item for item in sheet.shown if all(any(own.startswith(word) for own in plain_words(text_of(item))) for word in telling)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _description(item: Item) -> str:
    return item.description


def _only(sheet: Reading, words: Sequence[str], closed: bool) -> Item | None:
    """The one shown item that all the words fit; a noun for any of them ("one", the kind) adds nothing."""
    telling = [plain_word(word) for word in words if word not in ("one", "ones", "pair", "pairs", "model", "version")]
    kinds = {word for item in (*sheet.shown, *sheet.earlier) for word in plain_words(f"{item.value('kind') or ''} {item.category}")}
    if not telling:
        return None
    named = [word for word in telling if word not in kinds]
    ends_well = closed or words[-1] in ("one", "ones", "pair", "pairs", "model", "version") or telling[-1] in kinds
    if set(named) <= FILLER or named[0] in NOT_A_NAME or any(word in NOT_A_NAME for word in named):
        return None
    by_title = [item for item in sheet.shown if set(named) <= set(plain_words(f"{item.title} {item.brand}"))]
    by_title = by_title or [item for item in sheet.earlier if set(named) <= set(plain_words(item.title))]
    if by_title and (len(by_title) == 1 or one_model(by_title)) and (ends_well or sum(len(word) for word in named) >= TELLING_LETTERS):
        return next((item for item in by_title if item.id == sheet.focus), by_title[0])
    if not ends_well:
        return None
    if by_title:
        return only_one(sheet, " ".join(words))
    of_kind = set(telling) - set(named)
    for seen in (sheet.shown, sheet.earlier):
        fitting = [item for item in seen if set(named) <= set(plain_words(_facts(item)))]
        closer = [item for item in fitting if of_kind <= set(plain_words(f"{item.value('kind') or ''} {item.category} {item.title}"))]
        if len(fitting) == 1 or len(closer) == 1:
            return (closer or fitting)[0] if len(closer) == 1 or len(fitting) == 1 else None
        if fitting:
            return None
    return only_one(sheet, " ".join(words))


def _facts(item: Item) -> str:
    values = [item.title, item.brand, item.color, item.material, *(str(value) for value in item.attributes.values() if not isinstance(value, bool))]
    values += [label_of(slot) for slot, value in item.attributes.items() if value is True]
    return " ".join(str(each) for each in values)
