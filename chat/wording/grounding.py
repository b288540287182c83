"""Whether a text says only what is so: an independent check of its titles, ids, amounts, counts, values and names against facts.

It knows nothing of how sentences are composed and reads the finished text. The evaluation holds every reply to it, and a
sentence that a language model phrased is dropped where it finds anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chat.acts import NEED_SLOTS
from chat.understanding.normalise import digits
from chat.wording.amounts import Amount, amounts, numbers_in
from chat.wording.worded import TOGETHER
from retrieval.constraints import Constraint, holds
from retrieval.item import Item, Value
from retrieval.mentions import Mention, common_words
from retrieval.slots import unit_of
from retrieval.vocabulary import Vocabulary
from retrieval.words import Word, plain_words, words_of

DENIAL = re.compile(
    r"\b(?:not|no|never|without|nor|neither|isn't|aren't|doesn't|don't|hasn't|instead of|rather than)\b"
    r"(?:\s+(?!(?:and|y|und|et)\b)[\w-]+){0,2}\s*$",
    re.IGNORECASE,
)
CLAIM = re.compile(r"(?<!that )\b(?:is|are|it's|they're)\s+(?:not\s+)?$", re.IGNORECASE)
SILENT = re.compile(r"\b(?:does not|doesn't|do not|don't) (?:say|state|list|mention|tell)\b|\bnot given\b", re.IGNORECASE)  # no claim is made of the value
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u00a0": " "})
QUOTED = re.compile(r"“([^”]+)(?:”|$)")
IDENTIFIER = re.compile(r"[^\W_][\w./-]*[^\W_]")
NAME = re.compile(r"(?<![.!?:;“\"\n(]\s)(?<![“\"(/-])(?<!^)\b[A-Z][a-z]{2,}\w*")
FIXED = {"start", "light", "fit", "match", "show", "pick", "first", "list"}  # words of the shop's own sentences that are values in some catalogs
TOLERANCE = 0.005  # amounts are written with two decimals
STATED = ("rating", "reviews", "stock", "price")


@dataclass(frozen=True)
class Scope:
    """What a text may speak of.

    `items` may be named; `about` (default: all of them) are those a sentence speaks of that names none. `constraints` are
    the wishes in force, `said` the shopper's own words, `values` further (slot, value) pairs that are true of the range,
    `numbers` and `counts` further amounts and counts that are true, `ranks` the highest number on the list.
    """

    items: tuple[Item, ...] = ()
    about: tuple[Item, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    said: str = ""
    values: frozenset[tuple[str, str]] = frozenset()
    numbers: frozenset[float] = frozenset()
    counts: frozenset[int] = frozenset()
    ranks: int = 0
    language: str = "en"  # of the text: only in English does a capital inside a sentence mean a name


class Grounds:
    """The titles, ids and words of one catalog, prepared once; checking a reply then takes a few milliseconds."""

    def __init__(self, items: Sequence[Item], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._ids = {item.id.casefold() for item in items if re.search(r"\d", item.id) and re.search(r"[^\W\d]", item.id)}
        self._titles: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)  # first plain word -> titles, the longest first
        for title in dict.fromkeys(item.title for item in items):
            words = plain_words(title)
            if len(words) > 1:
                self._titles[words[0]].append((words, title))
        for found in self._titles.values():
            found.sort(key=lambda pair: -len(pair[0]))
        self._labels = {word for slot in vocabulary.slots() if slot.type != "boolean" for word in plain_words(slot.label)}
        self._mentions = lru_cache(maxsize=256)(lambda text: tuple(vocabulary.mentions(text)))

    def ungrounded(self, text: str, scope: Scope) -> list[str]:
        """What the text claims and no fact in scope bears out, in words; empty where all of it holds."""
        text = text.translate(QUOTES)
        titles = self.titles_in(text)
        named = {title for _, _, title in titles}
        allowed = {item.title for item in scope.items}
        wrong = [f"names {title!r}" for title in sorted(named - allowed)]
        wrong += [f"gives the id {each!r}" for each in self._foreign_ids(text, scope)]
        rest = _blanked(text, [(start, end) for start, end, _ in titles])
        rest = _without_quotes(rest, scope.items)
        place = 0
        for part in SENTENCE.split(rest):
            start = rest.index(part, place)
            place = start + len(part)
            here = {title for first, last, title in titles if start <= first < place}
            about = tuple(item for item in scope.items if item.title in here) or scope.about or scope.items
            wrong += self._in_sentence(part, about, scope)
        wrong += [f"names {name!r}" for name in self._foreign_names(rest, scope)]
        return list(dict.fromkeys(wrong))

    def titles_in(self, text: str) -> list[tuple[int, int, str]]:
        """Titles of the catalog in a text with their places, the longest where they overlap."""
        words = words_of(text)
        found: list[tuple[int, int, str]] = []
        at = 0
        while at < len(words):
            title = next((title for plain, title in self._titles.get(words[at].plain, ()) if self._stands(text, words, at, plain, title)), "")
            if title:
                last = words[at + len(plain_words(title)) - 1]
                found.append((words[at].start, last.end, title))
                at += len(plain_words(title))
            else:
                at += 1
        return found

    def _stands(self, text: str, words: list[Word], at: int, plain: tuple[str, ...], title: str) -> bool:
        """Whether the title stands at a word. One made of everyday words ("Black Sneakers") counts only in its own capitals."""
        here = words[at : at + len(plain)]
        if tuple(word.plain for word in here) != plain:
            return False
        everyday = all(word in common_words() or self._mentions(word) for word in plain)
        return not everyday or words_written(text[here[0].start : here[-1].end]) == words_written(title)

    def _foreign_ids(self, text: str, scope: Scope) -> list[str]:
        own = {item.id.casefold() for item in scope.items}
        return [word for word in IDENTIFIER.findall(text) if word.casefold() in self._ids - own]

    def _in_sentence(self, text: str, about: tuple[Item, ...], scope: Scope) -> Iterator[str]:
        for amount in amounts(_without_values(text, about, scope)):
            if not _true_amount(amount, about, scope, summed=TOGETHER in text):
                yield f"says {amount.written!r}"
        if SILENT.search(text):
            return
        for cell in text.split(" / "):  # a comparison's cells: "Spandex / Polyester" are two values
            for mention in self._mentions(cell):
                heading = cell[mention.end :].startswith(":")  # "waterproof: no / yes"
                if not heading and self._claims(mention) and not self._true_mention(mention, cell, about, scope):
                    yield f"says {mention.phrase!r} ({mention.constraint.slot})"

    def _claims(self, mention: Mention) -> bool:
        """Whether a mention says something of an item: not a slot's own name, an amount with its unit, or a word of the shop's fixed sentences."""
        words = set(plain_words(mention.phrase))
        return mention.exact and not mention.phrase[:1].isdigit() and not words <= self._labels | FIXED

    def _true_mention(self, mention: Mention, text: str, about: tuple[Item, ...], scope: Scope) -> bool:
        constraint = mention.constraint
        before = text[: mention.start]
        denied = DENIAL.search(before) is not None
        if any(holds(constraint, item) != denied and item.value(constraint.slot) is not None for item in about):
            return True
        if not denied and any(_states(item, mention.phrase) for item in about):
            return True
        if about and constraint.slot not in NEED_SLOTS and CLAIM.search(before) and all(item.value(constraint.slot) is not None for item in about):
            return False  # said of these very items, which all state otherwise: that it was wished for makes it no truer
        wanted = _values(constraint)
        if any(each.slot == constraint.slot and _values(each) & wanted for each in scope.constraints):
            return True
        if any((constraint.slot, value) in scope.values for value in wanted):
            return True
        if set(plain_words(mention.phrase)) <= set(plain_words(scope.said)):
            return True
        return any(each.constraint.slot == constraint.slot and _values(each.constraint) & wanted for each in self._mentions(scope.said))

    def _foreign_names(self, text: str, scope: Scope) -> list[str]:
        """Words in capitals inside a sentence that no item in scope, no wish and no word of the shopper holds: invented names."""
        found = NAME.findall(text) if scope.language == "en" else []
        if not found:
            return []
        facts = [scope.said, *(_text_of(item) for item in scope.items), *map(str, scope.constraints), *(value for _, value in scope.values)]
        known = set(plain_words(" ".join(facts)))
        return [name for name in found if not set(plain_words(name)) <= known and name.casefold() not in common_words()]


def words_written(text: str) -> list[str]:
    """The words of a text as written, without what stands between them."""
    return re.findall(r"[^\W_]+", text)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _without_quotes(text: str, items: Sequence[Item]) -> str:
    """The text with whole descriptions, and words in quotation marks that stand so in an item, left out: these the shop wrote. A quotation may be cut short."""
    for item in items:
        quoted = item.description.translate(QUOTES)
        text = text.replace(quoted, " " * (len(quoted) - 1) + ".") if quoted else text
    own = [_text_of(item).translate(QUOTES).casefold() for item in items]

    def kept(found: re.Match[str]) -> str:
        said = found[1].rstrip(" .").casefold()
        return " " * len(found[0]) if said and any(said in each for each in own) else found[0]

    return QUOTED.sub(kept, text)


def _without_values(text: str, about: Sequence[Item], scope: Scope) -> str:
    """The text without values in words that hold a number ("four wheels") and belong to an item or a wish: these count nothing else."""
    values = [value for item in about for each in item.attributes.values() for value in (each if isinstance(each, tuple) else (each,))]
    values += [value for constraint in scope.constraints for value in (constraint.value if isinstance(constraint.value, tuple) else (constraint.value,))]
    folded = text.casefold()
    for value in dict.fromkeys(each for each in values if isinstance(each, str) and numbers_in(each)):
        for written in (value, digits(value)):  # spoken words come back as digits
            if written.casefold() in folded:
                text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _values(constraint: Constraint) -> set[str]:
    values = constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
    return {str(value).casefold() for value in values}


def _true_amount(amount: Amount, about: Sequence[Item], scope: Scope, *, summed: bool) -> bool:
    """Whether some fact gives this amount, of the sort that the text takes it for; where it is `summed`, all the items do."""
    value = amount.value
    if amount.sort in ("rank", "bracketed") and 1 <= value <= max(scope.ranks, 1):
        return True
    if amount.sort in ("rank", "bracketed", "count"):
        return amount.sort != "rank" and value in scope.counts
    wished = {number for each in scope.constraints for number in _numbers(each.value)} | set(numbers_in(digits(scope.said))) | scope.numbers
    if amount.sort == "rating":
        return _near(value, [*(item.rating for item in about if item.rating is not None), *wished])
    if _near(value, wished):
        return True
    if amount.sort == "money":
        prices = [item.price for item in about if item.price is not None]
        return _near(value, [sum(prices)] if summed else prices)
    own = [number for item in about for slot in _slots(item, amount) for number in _numbers(item.value(slot))]
    own += [number for item in about for number in numbers_in(f"{item.title} {item.description} {item.size}")]
    return _near(value, own) or (amount.sort == "plain" and (value in scope.counts))


def _slots(item: Item, amount: Amount) -> list[str]:
    """The slots of an item that an amount of this sort and unit may be read from."""
    if amount.sort in ("stock", "reviews"):
        return [amount.sort]
    own = [name for name in item.attributes if not amount.unit or unit_of(name) in ("", amount.unit)]
    return own if amount.unit else [*own, *STATED]


def _numbers(value: Value | None) -> tuple[float, ...]:
    if isinstance(value, bool) or value is None:
        return ()
    if isinstance(value, (int, float)):
        return (float(value),)
    return numbers_in(" ".join(value) if isinstance(value, tuple) and all(isinstance(each, str) for each in value) else str(value))


def _near(value: float, numbers: Sequence[float | None] | set[float] | frozenset[float]) -> bool:
    return any(number is not None and abs(value - number) <= TOLERANCE * max(1.0, abs(number) / 100) for number in numbers)


def _states(item: Item, phrase: str) -> bool:
    """Whether the phrase stands word for word in some value of the item: "machine washable" may be a feature in one row and a slot in another."""
    wanted = f" {' '.join(plain_words(phrase))} "
    values = (item.category, item.brand, item.color, item.material, item.audience, item.size, *item.attributes.values())
    return any(wanted in f" {' '.join(plain_words(str(each)))} " for value in values for each in (value if isinstance(value, tuple) else (value,)))


def _text_of(item: Item) -> str:
    values = (item.title, item.description, item.category, item.brand, item.color, item.material, item.audience, item.size, item.currency)
    return " ".join((*values, *(" ".join(value) if isinstance(value, tuple) else str(value) for value in item.attributes.values())))
