"""Why an item is shown, in a shopper's words, each reason with the field it comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from retrieval.constraints import NEGATIVE, NUMERIC, Constraint, holds
from retrieval.frame_words import telling_words
from retrieval.item import Item, Value
from retrieval.palette import PALETTE
from retrieval.query import Query, Reason
from retrieval.slots import label_of, unit_of
from retrieval.words import plain_words

NAMED_ONE_BY_ONE = 3  # values of one wish
MOST = 5  # reasons on one card
GOOD_RATING = 4.4
ENOUGH_REVIEWS = 20
LOOKS_LIKE = 0.75  # cosine of image features
RESEMBLES = 0.5
MARKS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
TELLING = 4  # letters from which a shared word is worth telling
DENIED = re.compile(r"\b(?:without|with no|no|not|except|minus)\s+(?:(?:a|an|the|any|in|of|made)\s+)*\w+", re.IGNORECASE)  # what an item has of it is no reason
BOUND = {"<": "under", "<=": "at most", ">": "over", ">=": "at least"}


def money(price: float, currency: str) -> str:
    """ "$149.99", "$150", "150 CHF"."""
    amount = f"{price:,.0f}" if price == int(price) else f"{price:,.2f}"
    return f"{MARKS[currency]}{amount}" if currency in MARKS else f"{amount} {currency}".strip()


def reasons(item: Item, query: Query, channels: Mapping[str, float]) -> tuple[Reason, ...]:
    """The most telling first: the photo, what was asked for and holds, shared words, rating; being out of stock is always told."""
    found = [*_photo(item, query, channels), *_constraints(item, query), *_like(query, channels), *_words(item, query), *_rating(item)]
    kept = list({reason.text: reason for reason in found}.values())[:MOST]
    return (*kept, Reason("out of stock", "stock")) if item.stock == 0 else tuple(kept)


def _photo(item: Item, query: Query, channels: Mapping[str, Any]) -> Iterator[Reason]:
    if query.photo is None:
        return
    if channels.get("photo", 0.0) >= RESEMBLES:
        yield Reason("looks like your photo" if channels["photo"] >= LOOKS_LIKE else "resembles your photo", "photo")
        return
    seen = {each.slot: each.value for each in query.photo.attributes}
    shared = [seen[slot] for slot in ("color", "kind") if slot in seen and item.value(slot) == seen[slot]]
    if shared:
        yield Reason(f"{' '.join(shared)}, as in your photo", "photo")


def _like(query: Query, channels: Mapping[str, float]) -> Iterator[Reason]:
    if query.like and channels.get("like", 0.0) >= RESEMBLES:
        yield Reason("similar to what you liked", "like")


def _constraints(item: Item, query: Query) -> Iterator[Reason]:
    for constraint in (*query.hard, *query.soft):
        if holds(constraint, item):
            text = met(constraint, item)
            if text:
                yield Reason(text, constraint.slot)


def met(constraint: Constraint, item: Item) -> str:
    """A constraint the item meets, as words about the item."""
    have = item.value(constraint.slot)
    if constraint.operator in NUMERIC:
        return _bounded(constraint, have, item.currency)
    if constraint.operator in NEGATIVE and constraint.slot == "audience":
        return ""
    if constraint.operator in NEGATIVE:
        if isinstance(constraint.value, tuple):
            return f"not {alternatives(constraint.value)}"
        return _negated(constraint.slot, constraint.value)
    if isinstance(have, bool):
        label = label_of(constraint.slot)
        return label if have else f"not {label}"
    if isinstance(have, tuple):
        wanted = constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
        if same := next((each for each in have if each in wanted), ""):  # "S", not "XS", which has it in it
            return f"size {same}" if constraint.slot == "sizes" else same
        return next((each for each in have if any(str(value).casefold() in each.casefold() for value in wanted)), "")
    if isinstance(have, (int, float)):
        return money(have, item.currency) if constraint.slot == "price" else f"{label_of(constraint.slot)} {have:g} {unit_of(constraint.slot)}".strip()
    if constraint.slot == "title":
        return str(constraint.value) if constraint.value in PALETTE else ""  # a noun of the title tells nothing new
    if constraint.slot == "audience":
        return f"for {have}" if have != "unisex" else "unisex"
    return str(have)


def alternatives(values: Sequence[str]) -> str:
    """ "red or blue"; many values that share a word are named by it ("wool" for merino wool, lambs wool, ...)."""
    if len(values) <= NAMED_ONE_BY_ONE:
        return " or ".join(values)
    words = Counter(word for value in values for word in dict.fromkeys(plain_words(value)))
    word, count = words.most_common(1)[0]
    return word if count > len(values) / 2 else f"{' or '.join(values[:NAMED_ONE_BY_ONE])} or the like"


def _bounded(constraint: Constraint, have: Value | None, currency: str) -> str:
    if not isinstance(have, (int, float)) or not isinstance(constraint.value, (int, float)):
        return ""
    if constraint.slot == "price":
        word = "under" if constraint.operator == "<=" and have < constraint.value else BOUND[constraint.operator]
        return f"{word} {money(constraint.value, currency)}"
    if constraint.slot == "rating":
        return f"rated {have:g}"
    return f"{label_of(constraint.slot)} {have:g} {unit_of(constraint.slot)}".strip()


def _negated(slot: str, value: Value) -> str:
    return f"not {label_of(slot)}" if value is True else label_of(slot) if value is False else f"not {value}"


def _words(item: Item, query: Query) -> Iterator[Reason]:
    """Words of the query that the item's own text has and that no constraint told already."""
    told = set(plain_words(" ".join(str(constraint.value) for constraint in query.constraints)))
    asked = [word for word in dict.fromkeys(telling_words(DENIED.sub(" ", query.text))) if len(word) >= TELLING and word not in told]
    for field, text in (("title", item.title), ("description", item.description)):
        have = set(plain_words(text))
        shared = [word for word in asked if word in have]
        if shared:
            yield Reason("mentions " + ", ".join(f"“{word}”" for word in shared[:2]), field)
            return


def _rating(item: Item) -> Iterator[Reason]:
    if item.rating is not None and item.rating >= GOOD_RATING and (item.reviews or 0) >= ENOUGH_REVIEWS:
        yield Reason(f"rated {item.rating:g} by {item.reviews:,}", "rating")
