"""What helps with a need that is told as a story: "my feet are always cold in the house" is met by slippers.

Sentence vectors alone read the story's nouns ("house", "last night"); what people buy for such troubles is general knowledge, kept as
examples in needs.txt. A need is read clause by clause, and each clause is worth what the nearest example says of it, which may be nothing.
"""

from __future__ import annotations

import hashlib
import re
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
CLOSE = 0.42  # cosine of MiniLM from which an example tells of the same need
NEAR = 0.1  # things this much less close than the closest are named as well
WORDS = 3  # a shorter clause tells nothing by itself
MOST = 4  # things
LETTERS = 4  # of a noun that titles are searched for


@dataclass(frozen=True, eq=False)
class Needs:
    """Examples of needs: the things that meet each, none for what wants nothing, and (needs, text_dim) vectors."""

    things: tuple[tuple[str, ...], ...]
    vectors: np.ndarray


class NeedReader:
    """Tells what of a shop would meet a need. Safe to share: it only reads."""

    def __init__(self, encoder: TextEncoder, needs: Needs) -> None:
        self._encoder = encoder
        self._needs = needs

    def helps(self, text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Kinds, categories or nouns of titles of the shop, the likeliest first; empty where no example comes near."""
        near = self._encoder.encode(clauses(text)) @ self._needs.vectors.T
        unwanted = np.array([not each for each in self._needs.things])
        near[near < near[:, unwanted].max(axis=1, keepdims=True)] = 0.0  # the clause is a mere circumstance
        best = near.max(axis=0)
        scores: dict[str, float] = {}
        for at in np.argsort(-best):
            if best[at] < CLOSE:
                break
            for thing in self._needs.things[at]:
                for name in sold_as(thing, vocabulary):
                    scores.setdefault(name, float(best[at]))
        top = max(scores.values(), default=0.0)
        return tuple(name for name, score in scores.items() if score >= top - NEAR)[:MOST]


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
    return (thing,) if len(words) == 1 and len(thing) >= LETTERS and vocabulary.titled(thing) else ()


def _names(wish: Constraint) -> tuple[str, ...]:
    return tuple(str(each) for each in wish.value) if isinstance(wish.value, tuple) else (str(wish.value),)


def load_examples() -> list[tuple[tuple[str, ...], str]]:
    """Things and a need they meet."""
    found: list[tuple[tuple[str, ...], str]] = []
    things: tuple[str, ...] = ()
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            things = tuple(each.strip() for each in line[2:].split(";"))
            things = () if things == (NOTHING,) else things
        elif line.strip():
            found.append((things, line.strip()))
    return found


def open_needs(encoder: TextEncoder, folder: Path) -> NeedReader:
    """The reader with its vectors kept in `folder`, computed now, in a few seconds, where they are not there or belong to other examples."""
    examples = load_examples()
    path = folder / f"{hashlib.sha256(EXAMPLES.read_bytes() + encoder.name.encode()).hexdigest()[:16]}.needs.npz"
    found = kept(path)
    vectors = found.get("vectors") if found else None
    if vectors is None or len(vectors) != len(examples):
        vectors = encoder.encode([need for _, need in examples])
        keep(path, vectors=vectors)
    return NeedReader(encoder, Needs(tuple(things for things, _ in examples), vectors))


def met_by(name: str, title: str, narrowest: str) -> bool:
    """Whether an item of that title and kind is the thing named."""
    return narrowest == name or set(plain_words(name)) <= set(plain_words(title))
