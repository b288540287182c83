"""A clarifying question in words, with answers to tap: every one of them exists among the items that remain, and it can be skipped."""

from __future__ import annotations

from chat.reply import Chip, Question
from chat.wording.facts import AUDIENCES, plural
from chat.wording.worded import listed
from retrieval.reasons import money
from retrieval.slots import label_of

ASKED_AS = {
    "audience": "Who is it for",
    "price": "What would you like to spend",
    "color": "Any colour in mind",
    "kind": "Which kind",
    "category": "Which of these",
    "occasion": "What is it for",
    "season": "For which season",
    "size": "Which size",
    "sizes": "Which size",
}
SKIP = Chip("No preference", "I don't mind")


def asked(question: Question, currency: str) -> tuple[str, tuple[Chip, ...]]:
    """The question as one sentence, and its chips."""
    if question.options == ("yes", "no"):
        label = label_of(question.slot)
        return f"Should it be {label}?", (Chip("Yes", "yes"), Chip("It need not be", "I don't mind"))
    if question.slot == "price":
        answers = price_bands(question.options, currency)
        return f"{ASKED_AS['price']}: {listed([label for label, _ in answers], 'or')}?", (*(Chip(_upper(label), say) for label, say in answers), SKIP)
    lead = ASKED_AS.get(question.slot, f"Which {label_of(question.slot)}")
    words = [plural(each) if question.slot == "kind" else each for each in question.options]
    chips = tuple(Chip(_upper(each), answer(question.slot, each)) for each in question.options)
    return f"{lead}: {listed([*words], 'or')}?", (*chips, SKIP)


def answer(slot: str, value: str) -> str:
    """What a shopper would say to choose this value."""
    if slot == "audience":
        return AUDIENCES.get(value, f"for {value}")
    return f"in {value}" if slot in ("color", "material") else value


def price_bands(cuts: tuple[str, ...], currency: str) -> list[tuple[str, str]]:
    """("60", "120") as what is read and what is sent: "under $60", "$60 to $120", "over $120"."""
    shown = [money(float(cut), currency) for cut in cuts]
    bands = [(f"under {shown[0]}", f"under {cuts[0]} dollars")]
    for at in range(len(cuts) - 1):
        bands.append((f"{shown[at]} to {shown[at + 1]}", f"between {cuts[at]} and {cuts[at + 1]} dollars"))
    return [*bands, (f"over {shown[-1]}", f"over {cuts[-1]} dollars")]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
