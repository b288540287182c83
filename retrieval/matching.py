"""What the words of a query deny, and the facts that are compared beside vectors: what words name, what a photo was seen to show, what is wished."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.constraints import NEGATIVE, Constraint, Operator
from retrieval.frame_words import telling_words
from retrieval.item import Item, Value
from retrieval.meanings import narrowest
from retrieval.mentions import Mention
from retrieval.needs import met_by
from retrieval.query import Query
from retrieval.synonyms import SHARED
from retrieval.words import plain_words

DENIED = re.compile(
    r"\b(?:not|no|without|non|never|except|avoid|hate|(?:don't|do not) (?:want|like|need)|(?:any(?:thing|\s+colou?r)|everything|all)\s+but)"
    r"(?:\s+(?:a|an|any|the|in|made|of|too|really|so|for|from|by))*[\s-]*$",
    re.IGNORECASE,
)
COUNT = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten"  # an age, a number of things: "she turns 3" is no "three animals ride in it"
OPPOSITE: Mapping[Operator, Operator] = {"==": "!=", "in": "not_in", "contains": "not_contains"}
KIND_WEIGHT = 2.0  # the wrong kind of thing is worse than the wrong colour
SEEN_WEIGHTS = {"kind": 1.0, "category": 1.0, "color": 0.5}


def denied(text: str, mention: Mention) -> bool:
    """Whether "not", "without" or the like stands right before the mention."""
    return DENIED.search(text[: mention.start].replace("\u2019", "'")) is not None


def denials(text: str, mentions: Sequence[Mention]) -> tuple[Constraint, ...]:
    """Hard constraints that keep out what the text denies: "not leather" is a filter, never a vector."""
    found = [mention.constraint for mention in mentions if denied(text, mention) and mention.constraint.operator not in NEGATIVE]
    return tuple(Constraint(each.slot, OPPOSITE[each.operator], _own(each)) for each in found if each.operator in OPPOSITE)


def _own(wish: Constraint) -> Value:
    """What a denial is about: "not for men" leaves what is for everybody, although "for men" takes it in."""
    if wish.slot != "audience" or not isinstance(wish.value, tuple):
        return wish.value
    return tuple(each for each in wish.value if each.casefold() not in SHARED) or wish.value


def heard(text: str, mentions: Sequence[Mention]) -> str:
    """The text to search with: what is denied left out, and the shop's own word added where one was misspelt or goes by another name there.

    "Jumper" is a sweater to a shop, and to full-text search, which looks at stems, a word of "jump rope".
    """
    kept = text
    for mention in reversed(mentions):
        if denied(text, mention):
            kept = kept[: mention.start] + kept[mention.end :]
    said = set(plain_words(text))
    added = [mention.constraint.value for mention in mentions if not denied(text, mention) and (not mention.exact or mention.constraint.slot == "kind")]
    return " ".join([*kept.split(), *(value for value in dict.fromkeys(added) if isinstance(value, str) and not set(plain_words(value)) <= said)])


def looked_up(text: str) -> tuple[str, ...]:
    """The plain words for full-text search: those that tell something of the thing, and no counts."""
    return tuple(word for word in telling_words(text) if not re.fullmatch(COUNT, word))


def facts_wished(query: Query, mentions: Sequence[Mention]) -> dict[str, list[tuple[Constraint, float]]]:
    """Channel -> facts with their weights, of which an item's share is scored; a channel the query gives no facts for is absent."""
    named = [mention.constraint for mention in mentions if not denied(query.text, mention)]
    settled = {each.slot for each in (*named, *query.hard)}  # "the same in red": what was seen of the colour counts no more
    seen = [each for each in query.photo.attributes if each.slot in SEEN_WEIGHTS and each.slot not in settled] if query.photo else []
    found = {
        "named": [(wish, KIND_WEIGHT if wish.slot == "kind" else 1.0) for wish in named],
        "seen": [(Constraint(each.slot, "==", each.value), each.confidence * SEEN_WEIGHTS[each.slot]) for each in seen],
        "wishes": [(wish, 1.0) for wish in query.soft],
    }
    return {name: wishes for name, wishes in found.items() if wishes}


def helping(items: Sequence[Item], helps: Sequence[str]) -> np.ndarray:
    """(items,) 1 for what is one of the things named, else 0."""
    return np.array([float(any(met_by(each, item.title, narrowest(item)) for each in helps)) for item in items])
