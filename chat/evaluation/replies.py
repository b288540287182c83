"""What a script asks of the reply's text: words, and facts of items as they would be written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.evaluation.predicates import REFERENCE, Shown, Unresolved
from chat.evaluation.script import ReplyExpected
from chat.wording.facts import value_words
from retrieval.item import Item

TENTHS = re.compile(r"(?<![\d.,])\d+\.\d(?!\d|\.\d)")
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})


def wrong_reply(expected: ReplyExpected, text: str, items: Sequence[Item], shown: Shown) -> list[str]:
    """What does not hold of the reply, in words; empty where everything holds. `items` are those of the reply, best first."""
    try:
        wrong = [f"the reply does not say {phrase!r}" for phrase in _written(expected.contains, shown) if not says(text, phrase)]
        wrong += [f"the reply says {phrase!r}" for phrase in _written(expected.not_contains, shown) if says(text, phrase)]
        any_of = _written(expected.any_of, shown)
    except Unresolved as error:
        return [str(error)]
    if any_of and not any(says(text, phrase) for phrase in any_of):
        wrong.append(f"the reply says none of {', '.join(map(repr, any_of))}")
    if expected.mentions_first and not (items and says(text, items[0].title)):
        wrong.append(f"the reply does not name the first item, {items[0].title}" if items else "the reply has no first item to name")
    return wrong


def says(text: str, phrase: str) -> bool:
    """Whether the text holds the phrase, case and kind of quotes ignored; "$12" is not in "$129", nor "$129" in "$129.95"; "21.5" is "21.50"."""
    wanted = TENTHS.sub(r"\g<0>0", " ".join(phrase.translate(QUOTES).casefold().split()))
    pattern = re.escape(wanted)
    if wanted[:1].isdigit():
        pattern = r"(?<!\d)(?<!\d[.,])" + pattern
    if wanted[-1:].isdigit():
        pattern += r"(?!\d|[.,]\d)"
    return bool(wanted) and re.search(pattern, TENTHS.sub(r"\g<0>0", " ".join(text.translate(QUOTES).casefold().split()))) is not None


def _written(phrases: Sequence[str], shown: Shown) -> list[str]:
    """The phrases with each reference replaced by its value as the shop would write it. Raises Unresolved."""
    return [REFERENCE.sub(lambda found: _value(found[0], shown), phrase) for phrase in phrases]


def _value(reference: str, shown: Shown) -> str:
    found = REFERENCE.fullmatch(reference)
    assert found is not None
    value = shown.referred(reference)
    slot = found["field"] or ("price" if found["end"] else "id")
    currency = shown.items[0].currency if found["end"] else shown.item(reference).currency
    return value_words(slot, value, currency)
