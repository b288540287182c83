"""What the API offers beside `/ask`, all of it only reading: search, similar, compare. The Gradio endpoints and the MCP tools are these functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chat.as_json import suggestion_record
from chat.comparison import MOST, side_by_side
from chat.ui.shop import Shop
from core.errors import BadInput
from retrieval.asking import answers
from retrieval.asking import asked as understood
from retrieval.conditions import parse_condition

MOST_RESULTS = 50


class Tools:
    """The reading half of one shop."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def search(self, text: str = "", where: Sequence[str] = (), k: int = 6) -> dict[str, Any]:
        """Finds things in this shop's catalog.

        text: what is looked for, in words. where: hard filters such as "price<=150", "color==black", "material!=leather". k: how many, 1 to 50.
        Returns {"results": [{id, title, price, currency, rank, score, reasons, image}]}, the best first; empty where nothing matches.
        """
        parts = self._shop.parts
        if not (text or "").strip() and not where:
            raise BadInput("nothing to look for: give text or where")
        constraints = tuple(parse_condition(str(each), parts.retriever.vocabulary) for each in where or ())
        found = answers(parts.retriever, understood(parts.retriever, text or "", None, constraints, checked(k), parts.needs))
        return {"results": [suggestion_record(each) for each in found]}

    def similar(self, item: str, k: int = 6) -> dict[str, Any]:
        """Finds things that are like one of this shop, by words and picture.

        item: its id, as a search returns it. k: how many, 1 to 50. Returns {"results": [...]} as search does.
        """
        return {"results": [suggestion_record(each) for each in self._shop.parts.retriever.similar(item, checked(k))]}

    def compare(self, items: Sequence[str]) -> dict[str, Any]:
        """Puts two to four things side by side.

        items: their ids. Returns {"items": [{id, title}], "rows": [{slot, values, differs, best}]}: rows that differ come first, `best` are the places
        (from 0) of the better values where one direction is better for everybody, as with price, rating and weight.
        """
        ids = list(dict.fromkeys(str(each) for each in items or ()))
        if not 2 <= len(ids) <= MOST:
            raise BadInput(f"{len(ids)} things cannot be compared: give two to {MOST} different ids")
        found = [self._shop.parts.retriever.get(each) for each in ids]
        rows = [{"slot": row.slot, "values": list(row.values), "differs": row.differs, "best": list(row.best)} for row in side_by_side(found)]
        return {"items": [{"id": each.id, "title": each.title} for each in found], "rows": rows}


def checked(k: object) -> int:
    """Raises BadInput."""
    if not isinstance(k, (int, float)) or isinstance(k, bool) or not 1 <= k <= MOST_RESULTS or k != int(k):
        raise BadInput(f"k is {k!r}: give a whole number from 1 to {MOST_RESULTS}")
    return int(k)
