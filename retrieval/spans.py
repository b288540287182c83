"""A stretch of words that may name something, and what stands around it: whether it is wanted, or only a circumstance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.naming import Naming
from retrieval.words import Word

OWN_THINGS = {"my", "our", "his", "her", "their", "your", "the"}
LOOKED_FOR = {"look", "looking", "search", "searching", "shop", "shopping", "hunt", "hunting", "ask", "asking", "need", "want", "hoping", "wish", "interested"}
WITH = {"with", "without", "has", "have", "having", "no", "includes", "including"}
BEING = {"be", "being"}
SAID_OF = {(word, verb) for word in ("that", "which", "it", "they") for verb in ("is", "are")}
USED_WITH = {"for", "with", "on", "in", "under", "over", "inside", "onto", "beside", "near", "next"}


@dataclass(frozen=True)
class Span:
    """Words `first` to `last` (exclusive) and what they may name, the likeliest first."""

    words: list[Word]
    first: int
    last: int
    options: list[Naming]
    exact: bool

    def broken_before(self, place: int) -> bool:
        """Whether a mark stands between this stretch and the word at `place`: "mad about space. What toys ..."."""
        return any(right.start - left.end > 1 for left, right in pairwise(self.words[self.last - 1 : place + 1]))

    @property
    def follows_for(self) -> bool:
        return any(word.written == "for" for word in self.words[max(0, self.first - 4) : self.first])

    @property
    def follows_with(self) -> bool:
        return any(word.written in WITH for word in self.words[max(0, self.first - 4) : self.first])

    @property
    def follows_want(self) -> bool:
        return any(word.written in ("want", "need", "only") for word in self.words[max(0, self.first - 2) : self.first])

    @property
    def follows_is(self) -> bool:
        """ "it should be hooded", "must be dimmable", "one that is packable"."""
        before = [word.written for word in self.words[max(0, self.first - 2) : self.first]]
        return bool(before) and (before[-1] in BEING or tuple(before) in SAID_OF)

    @property
    def lead(self) -> str:
        """The preposition that makes the phrase a circumstance, "" if none: "for my desk", "with a dress"."""
        before = [word.written for word in self.words[max(0, self.first - 3) : self.first]]
        for place in range(len(before) - 1, -1, -1):
            word = before[place]
            at = self.first - len(before) + place
            if self.words[at + 1].start - self.words[at].end > 1:
                return ""  # "to lock a bike with? bike locks": a mark stands between
            if word in USED_WITH:
                sought = self.words[self.first - len(before) + place - 1].written if self.first - len(before) + place > 0 else ""
                return "" if sought in LOOKED_FOR else word
            if word in ("or", "and", "not", "no", "but", "a", "an", *OWN_THINGS):
                continue
            if word[0].isdigit():
                return ""  # "a tent under 300, a sleeping bag"
            if place == len(before) - 1 or place == len(before) - 2:
                continue  # an adjective: "for a small desk"
        return ""

    @property
    def own(self) -> bool:
        before = [word.written for word in self.words[max(0, self.first - 2) : self.first]]
        return bool(before) and any(word in OWN_THINGS - {"the"} for word in before)


def settled(spans: list[Span]) -> list[Span]:
    """A kind right before another kind describes it: the fleece in "fleece blanket" is what it is made of."""
    starts = {span.first for span in spans if span.options[0].kinds}
    kept = []
    for span in spans:
        describes = span.options[0].kinds and span.last in starts
        options = [naming for naming in span.options if not naming.kinds] if describes else span.options
        if options:
            kept.append(replace(span, options=options))
    return kept


def _modifies(span: Span, other: Span) -> bool:
    """Whether the words are those that the other name begins with: the bike of "bike locks"."""
    own, theirs = ([word.plain for word in each.words[each.first : each.last]] for each in (span, other))
    return len(own) < len(theirs) and theirs[: len(own)] == own


def merely_context(span: Span, spans: list[Span]) -> bool:
    """A kind that is named as a circumstance: the desk in "a lamp for my desk", the dress in "shoes to go with a dress"."""
    if not span.options[0].kinds:
        return False
    if any(other is not span and other.options[0].kinds and _modifies(span, other) for other in spans):
        return True  # "to lock up a bike with: bike locks"
    if not span.lead:
        return False
    others = [other for other in spans if other is not span and other.options[0].kinds and not other.lead]
    return bool(others) or span.own
