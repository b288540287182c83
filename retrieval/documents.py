"""An item as text: what the text encoder reads of it, and what full-text search reads of it."""

from __future__ import annotations

from retrieval.complements import TOGETHER
from retrieval.item import Item, Value
from retrieval.slots import label_of, unit_of
from retrieval.words import plain_words

UNREAD = {"kind", *TOGETHER}  # said elsewhere, or ids of other products


def passage(item: Item) -> str:
    """A short text about the item for the text encoder, the most telling words first (it reads 256 tokens)."""
    kind = item.value("kind")
    named = ", ".join(str(part) for part in (item.color, item.material, kind or item.category, f"for {item.audience}" if item.audience else "") if part)
    facts = "; ".join(fact for slot, value in item.attributes.items() if slot not in UNREAD and (fact := spoken(slot, value)))
    return ". ".join(part.strip(" .") for part in (item.title, f"{named} by {item.brand}" if item.brand else named, item.description, facts) if part)


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
    text = " ".join((item.title, item.title, kind, kind, item.category, item.brand, item.color, item.material, item.audience, item.description, facts))
    return " ".join(plain_words(text))
