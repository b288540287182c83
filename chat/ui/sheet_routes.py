"""The routes of the sheets: /sheet/details, /sheet/compare and so on give escaped HTML for the conversation named in a header."""

from __future__ import annotations

import json
from collections.abc import Callable

from fastapi import FastAPI, Request, Response
from markupsafe import Markup

from chat.comparison import MOST
from chat.finding import suggestion_of
from chat.session import Session
from chat.state import DialogueState
from chat.ui.about_sheets import help_sheet, honest_sheet
from chat.ui.cards import PictureUrl
from chat.ui.map_sheet import Seen, map_sheet
from chat.ui.sheets import compared, details
from chat.ui.shop import Shop
from chat.ui.texts import Texts
from chat.ui.tongue import texts_for
from core.errors import BadInput, NotFound

SESSION = "x-vitrine-session"  # a header, so that no address and no log holds the name of a conversation


class Asked:
    """One request for a sheet: the words of its language, and its conversation where there is one."""

    def __init__(self, shop: Shop, request: Request) -> None:
        self.query = request.query_params
        self.texts: Texts = texts_for(request.cookies, request.headers)
        self.session = session_of(shop, request)
        self.state = self.session.state if self.session else DialogueState()
        self.shop = shop.of(self.session)
        self.retriever = self.shop.parts.retriever
        self.picture_url: PictureUrl = self.shop.picture_url


def session_of(shop: Shop, request: Request) -> Session | None:
    name = request.headers.get(SESSION, "")
    try:
        return shop.sessions.get(name) if name else None
    except NotFound:
        return None


def add_sheets(app: FastAPI, shop: Shop) -> None:
    """One route; the name chooses the sheet, and what it asks for is looked up, never made into a path."""
    sheets: dict[str, Callable[[Asked], Markup]] = {
        "details": item_details,
        "compare": comparison,
        "map": lambda asked: map_sheet(Seen(asked.shop.landscape.get(), asked.retriever, asked.state, asked.texts), asked.picture_url),
        "help": lambda asked: help_sheet(asked.texts),
        "honest": lambda asked: honest_sheet(shop.engines, asked.session.playing.reply if asked.session and asked.session.playing else None, asked.texts),
    }

    @app.get("/sheet/{name}", include_in_schema=False)
    def sheet(name: str, request: Request) -> Response:
        if name not in sheets:
            return Response(status_code=404)
        try:
            body = sheets[name](Asked(shop, request))
        except (NotFound, BadInput) as error:
            return Response(str(error), status_code=404, media_type="text/plain")
        return Response(str(body), media_type="text/html", headers={"Cache-Control": "no-store"})


def item_details(asked: Asked) -> Markup:
    item = asked.retriever.get(asked.query.get("item", ""))
    suggestion = suggestion_of(asked.retriever, asked.state, item.id) if item.id in asked.state.shown else None
    return details(item, suggestion, asked.retriever, asked.picture_url, asked.texts)


def comparison(asked: Asked) -> Markup:
    """Raises BadInput for anything but two to four ids."""
    try:
        ids = json.loads(asked.query.get("items", "[]"))
    except ValueError:
        ids = []
    if not isinstance(ids, list) or not 2 <= len(set(map(str, ids))) <= MOST:
        raise BadInput(f"{len(ids) if isinstance(ids, list) else 0} things cannot be compared: choose two to {MOST}")
    items = [asked.retriever.get(str(each)) for each in dict.fromkeys(map(str, ids))]
    shown = asked.state.shown
    numbers = [shown.index(each.id) + 1 for each in items] if all(each.id in shown for each in items) else []
    return compared(items, numbers, asked.picture_url, asked.texts)
