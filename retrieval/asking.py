"""Plain words, a photo or both, made a query: prices and edits of the photo become constraints, a told need becomes help.

For whoever has no dialogue before the search (`launch.py search`, the benchmark); the chat understands in turns and builds its own query.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.ages import age_wishes
from retrieval.constraints import Constraint
from retrieval.edits import edits
from retrieval.grouping import spread
from retrieval.needs import NeedReader
from retrieval.price_words import price_bounds, price_leaning
from retrieval.query import PhotoReading, Query, Suggestion
from retrieval.retriever import Retriever
from retrieval.title_names import title_names

THING = ("kind", "category", "title")
REMAINING = 30  # the best of a vague request, from which several kinds are taken


def asked(
    retriever: Retriever,
    text: str,
    photo: PhotoReading | None = None,
    constraints: Sequence[Constraint] = (),
    k: int = 6,
    needs: NeedReader | None = None,
) -> Query:
    """The query these words mean. Constraints that are given win: nothing that is read touches a slot they speak of."""
    settled = {each.slot for each in constraints}
    mentions = retriever.vocabulary.mentions(text)
    found = [*price_bounds(text), *age_wishes(text, retriever.vocabulary)]
    if photo is not None and text.strip():
        found += edits(text, mentions, retriever.shown_in(photo))
    things = [each.constraint for each in mentions if each.constraint.slot in THING]
    found += price_leaning(text, [item.price for item in retriever.matching(things) if item.price is not None] if things else [])
    kept = tuple(each for each in dict.fromkeys(found) if each.slot not in settled)
    query = Query(text=text, photo=photo, constraints=(*constraints, *kept), k=k)
    return replace(query, helps=needs.helps(text, retriever.vocabulary)) if needs is not None and vague(retriever, query) else query


def answers(retriever: Retriever, query: Query) -> tuple[Suggestion, ...]:
    """What `Retriever.search` finds; where the words name no thing, from several kinds."""
    if not vague(retriever, query):
        return tuple(retriever.search(query))
    return spread(retriever.search(replace(query, k=max(query.k, REMAINING))), query.k)


def vague(retriever: Retriever, query: Query) -> bool:
    """Whether words alone tell what is wanted, and no thing by its kind or its name."""
    if not query.text.strip() or query.photo is not None or query.like or query.sort or any(each.slot in THING for each in query.hard):
        return False
    named = any(mention.constraint.slot in THING for mention in retriever.vocabulary.mentions(query.text))
    return not named and not title_names(query.text, retriever.vocabulary)
