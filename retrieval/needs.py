"""What helps with a need that is told as a story: "my feet are always cold in the house" is met by slippers.

Sentence vectors alone read the story's nouns ("house", "last night"); what people buy for such troubles is general knowledge, kept as
examples in needs.txt. A need is read clause by clause. What a clause is worth to each thing is learned from all the examples by kernel ridge
regression (Saunders et al. 1998): near ones count most, and things that share examples share what they teach. A clause may want nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.kept import keep, kept
from retrieval.constraints import Constraint
from retrieval.encoders import TextEncoder
from retrieval.vocabulary import Vocabulary
from retrieval.words import plain_words

EXAMPLES = Path(__file__).parent / "needs.txt"  # "# things" and below it the needs they meet, one a line
NOTHING = "nothing"  # heads the circumstances that want nothing, and the needs no shop meets
CLAUSE = re.compile(r"[.;!?,:]+\s*|\s+-+\s+|\b(?:and|but|so|because)\b")
# Leaving out each example in turn (MiniLM, the starter shop): of the 381 older needs that it meets, the thing named first is right in 240,
# where the nearest example alone had 165; of 284 circumstances 271 stay silent, where 216 did. A sum of near examples per thing came to 202.
WIDTH = 0.3  # of the Gaussian, in 1 - cosine
RIDGE = 0.1
SECOND = 0.8  # worth of a head's second thing beside its first, of the third beside the second
LEAST = 0.1  # worth of a thing that is named
SHARE = 0.5  # of the worth of the likeliest thing, sold here or not
WORDS = 3  # a shorter clause tells nothing by itself
MOST = 4  # things
LETTERS = 4  # of a noun that titles are searched for
AFTER_NOUN = re.compile(r"[,(]|\b(?:with|for|in|of|from|and)\b")  # what a title says after its noun
Example = tuple[tuple[str, ...], str]  # the things that meet a need, none for what wants nothing, and the need


@dataclass(frozen=True, eq=False)
class Needs:
    """What was learned from examples: names of things, (examples, text_dim) vectors and (examples, things + 1) weights, nothing last."""

    things: tuple[str, ...]
    vectors: np.ndarray
    weights: np.ndarray


class NeedReader:
    """Tells what of a shop would meet a need. Safe to share: it only reads."""

    def __init__(self, encoder: TextEncoder, needs: Needs) -> None:
        self._encoder = encoder
        self._needs = needs

    def helps(self, text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Kinds, categories or nouns of titles of the shop, the likeliest first; empty where no example comes near."""
        worth = _nearness(self._encoder.encode(clauses(text)), self._needs.vectors) @ self._needs.weights
        wanted = np.where(worth[:, :-1] < worth[:, -1:], 0.0, worth[:, :-1])  # a clause that is a mere circumstance wants nothing
        best = wanted.max(axis=0)
        likely = [at for at in np.argsort(-best) if best[at] >= max(LEAST, SHARE * best.max())]
        found: dict[str, None] = {}
        nouns: set[str] = set()
        for thing in (self._needs.things[at] for at in likely):
            *before, noun = plain_words(thing)
            names = sold_as(thing, vocabulary) if before or noun not in nouns else ()  # "chair" says nothing new after "desk chair"
            found |= dict.fromkeys(names)
            nouns |= {noun} if names else set()
        return tuple(found)[:MOST]


def learn(examples: Sequence[Example], vectors: np.ndarray) -> Needs:
    """Fits the weights: two thousand examples take a second or two."""
    things = tuple(dict.fromkeys(thing for named, _ in examples for thing in named))
    column = {thing: at for at, thing in enumerate(things)}
    worth = np.zeros((len(examples), len(things) + 1))
    for row, (named, _) in enumerate(examples):
        worth[row, [column[thing] for thing in named] or [-1]] = SECOND ** np.arange(max(len(named), 1))
    weights = np.linalg.solve(_nearness(vectors, vectors) + RIDGE * np.eye(len(examples)), worth)
    return Needs(things, vectors, weights.astype(np.float32))


def _nearness(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """(some, others): 1 for the same direction, the less the farther apart."""
    return np.asarray(np.exp((some @ others.T - 1.0) / WIDTH))


def clauses(text: str) -> list[str]:
    """The text and each of its clauses that says something."""
    parts = [each.strip() for each in CLAUSE.split(text)]
    return list(dict.fromkeys([text, *(each for each in parts if len(each.split()) >= WORDS)]))


def sold_as(thing: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What the shop calls a thing: a kind or category, or the noun its titles have; empty where it sells none."""
    words = set(plain_words(thing))
    for each in vocabulary.mentions(thing):
        if each.exact and not each.nearest and each.constraint.slot in ("kind", "category") and words <= set(plain_words(each.phrase)):
            return (thing,) if each.title is not None else _names(each.constraint)
    return (thing,) if len(words) == 1 and len(thing) >= LETTERS and any(_noun(each.title) in words for each in vocabulary.entitled(thing)) else ()


def _noun(title: str) -> str:
    """What a title is about: the reel of "Classic Fishing Reel", the maker of "Morning Bell Drip Coffee Maker, black"."""
    words = plain_words(AFTER_NOUN.split(title)[0])
    return words[-1] if words else ""


def _names(wish: Constraint) -> tuple[str, ...]:
    return tuple(str(each) for each in wish.value) if isinstance(wish.value, tuple) else (str(wish.value),)


def load_examples() -> list[Example]:
    """Things and a need they meet."""
    found: list[Example] = []
    things: tuple[str, ...] = ()
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            things = tuple(each.strip() for each in line[2:].split(";"))
            things = () if things == (NOTHING,) else things
        elif line.strip():
            found.append((things, line.strip()))
    return found


def open_needs(encoder: TextEncoder, folder: Path) -> NeedReader:
    """The reader, what it learned kept in `folder`; learned now, in some seconds, where it is not there or belongs to other examples."""
    examples = load_examples()
    told = f"{encoder.name} {WIDTH} {RIDGE} {SECOND}".encode()
    path = folder / f"{hashlib.sha256(EXAMPLES.read_bytes() + told).hexdigest()[:16]}.needs.npz"
    found = kept(path)
    if found is None or set(found) != {"things", "vectors", "weights"} or found["weights"].shape != (len(examples), len(found["things"]) + 1):
        needs = learn(examples, encoder.encode([need for _, need in examples]))
        keep(path, things=np.array(needs.things), vectors=needs.vectors, weights=needs.weights)
        return NeedReader(encoder, needs)
    return NeedReader(encoder, Needs(tuple(found["things"].tolist()), found["vectors"], found["weights"]))


def met_by(name: str, title: str, narrowest: str) -> bool:
    """Whether an item of that title and kind is the thing named."""
    return narrowest == name or set(plain_words(name)) <= set(plain_words(title))
