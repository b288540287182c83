"""An item as text: what the text encoder reads of it, and what full-text search reads of it."""

from __future__ import annotations

import re

from retrieval.complements import TOGETHER
from retrieval.item import Item, Value
from retrieval.slots import label_of, unit_of
from retrieval.words import plain_words

SENTENCE = re.compile(r"(?<=[.!?])\s+")
DENIAL = re.compile(  # how a sentence begins that says what a thing is not; anywhere else in a sentence a "not" costs more than it mends
    r"(?:(?:it|they|this|these|please) )?(?:(?:is|are|do|does|will|can|should) ?)?(?:not|never)\b(?! only\b)|"
    r"(?:it|they) (?:cannot|isn't|aren't|doesn't|don't|can't|won't)\b",
    re.IGNORECASE,
)
UNREAD = {"kind", *TOGETHER}  # said elsewhere, or ids of other products


def passage(item: Item) -> str:
    """A short text about the item for the text encoder, the most telling words first (it reads 256 tokens)."""
    kind = item.value("kind")
    named = ", ".join(str(part) for part in (item.color, item.material, kind or item.category, f"for {item.audience}" if item.audience else "") if part)
    facts = "; ".join(fact for slot, value in item.attributes.items() if slot not in UNREAD and (fact := spoken(slot, value)))
    return ". ".join(part.strip(" .") for part in (item.title, f"{named} by {item.brand}" if item.brand else named, affirmed(item.description), facts) if part)


def affirmed(description: str) -> str:
    """The sentences that say what a thing is or does: to vectors and words "it does not keep drinks cold" is about keeping drinks cold."""
    sentences = SENTENCE.split(description)
    return " ".join(each for each in sentences if not DENIAL.match(each)) if len(sentences) > 1 else description


def spoken(slot: str, value: Value) -> str:
    """A fact in words: "waterproof", "weight 420 g", "hood, pit zips". "" for a plain no."""
    label = label_of(slot)
    if isinstance(value, bool):
        return label if value else ""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, (int, float)):
        return f"{label} {value:g} {unit_of(slot)}".strip()
    return value


def search_words(item: Item) -> str:
    """The words of an item in plain form for the full-text index; title and kind stand twice, so that BM25 counts them more."""
    kind = str(item.value("kind") or "")
    facts = " ".join(spoken(slot, value) for slot, value in item.attributes.items() if slot not in UNREAD and not isinstance(value, float))
    text = " ".join(
        (item.title, item.title, kind, kind, item.category, item.brand, item.color, item.material, item.audience, affirmed(item.description), facts)
    )
    return " ".join(plain_words(text))
