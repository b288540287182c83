"""A conversation as a record that another process can go on from: JSON, items by their ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from chat.reply import Chip
from chat.session import Session
from chat.state import from_json, to_json
from chat.transcript import Line
from core.errors import BadInput, NotFound
from retrieval.item import Item
from retrieval.query import Reason, Suggestion

VERSION = 2  # of the record's form


def to_record(session: Session) -> str:
    """What is said, known and on show. What plays and runs stays with the process."""
    return json.dumps(
        {
            "form": VERSION,
            "catalog": session.catalog,
            "state": to_json(session.state),
            "lines": [asdict(each) for each in session.lines],
            "suggestions": [{**asdict(each), "item": each.item.id} for each in session.suggestions],
            "focus": session.focus,
        },
        ensure_ascii=False,
    )


def fill(session: Session, record: str, item: Callable[[str, str], Item]) -> None:
    """Makes the session what the record says; `item` finds one by catalog and id, and those that the catalog no longer has are left out.

    Raises BadInput for a record of another form.
    """
    try:
        told = json.loads(record)
        if told["form"] != VERSION:
            raise BadInput("this conversation was kept by another version of Vitrine: start a new one")
        catalog, state = str(told["catalog"]), from_json(told["state"])
        lines = tuple(_line(each) for each in told["lines"])
        suggestions = tuple(found for each in told["suggestions"] if (found := _suggestion(each, lambda id: item(catalog, id))))
        focus = tuple(str(each) for each in told["focus"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"this conversation cannot be read ({type(error).__name__}): start a new one") from None
    session.catalog, session.state, session.lines, session.suggestions, session.focus = catalog, state, lines, suggestions, focus


def _line(record: Mapping[str, Any]) -> Line:
    return Line(**{**record, "seen": tuple(record["seen"]), "chips": tuple(Chip(**each) for each in record["chips"])})


def _suggestion(record: Mapping[str, Any], item: Callable[[str], Item]) -> Suggestion | None:
    try:
        found = item(record["item"])
    except NotFound:
        return None
    reasons = tuple(Reason(**each) for each in record["reasons"])
    return Suggestion(found, int(record["rank"]), float(record["score"]), reasons, tuple(record["also_in"]))
