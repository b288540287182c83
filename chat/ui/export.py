"""A conversation to take away: as text, as data, or both with the pictures."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import asdict

from fastapi import FastAPI, Request, Response

from chat.as_json import suggestion_record
from chat.session import Session
from chat.state import flatten
from chat.ui.sheet_routes import session_of
from chat.ui.shop import Shop
from chat.ui.texts import Texts
from chat.ui.tongue import texts_for
from chat.wording.facts import price_of
from retrieval.query import Suggestion

MARKS = re.compile(r"([\\`*_{}\[\]()#+!|<>~-])")


def add_export(app: FastAPI, shop: Shop) -> None:
    kinds: dict[str, tuple[str, Callable[[Session, Texts], bytes]]] = {
        "md": ("text/markdown; charset=utf-8", lambda session, texts: as_markdown(session, texts).encode()),
        "json": ("application/json", lambda session, texts: as_data(session).encode()),
        "zip": ("application/zip", lambda session, texts: with_pictures(session, shop.of(session), texts)),
    }

    @app.get("/export/{kind}", include_in_schema=False)
    def export(kind: str, request: Request) -> Response:
        session = session_of(shop, request)
        if kind not in kinds or session is None:
            return Response(status_code=404)
        media, made = kinds[kind]
        headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="vitrine.{kind}"'}
        return Response(made(session, texts_for(request.cookies, request.headers)), media_type=media, headers=headers)


def as_markdown(session: Session, texts: Texts) -> str:
    """What was said, then what is on show. Nothing in it becomes a link or markup of its own."""
    parts = [f"# {texts.title}"]
    for line in session.lines:
        who = texts.you if line.who == "shopper" else texts.shop
        seen = f" _{plain(texts.seen.format(', '.join(line.seen)))}_" if line.seen else ""
        photo = f" ![{plain(texts.shown_photo)}](photos/{line.photo}.jpg)" if line.photo else ""
        parts.append(f"**{who}:** {plain(line.text)}{seen}{photo}")
    if session.suggestions:
        parts.append(f"## {texts.suggestions_title}")
        parts.append("\n".join(f"{each.rank}. {plain(each.item.title)}, {plain(price_of(each.item))}{reasons(each)}" for each in session.suggestions))
    return "\n\n".join(parts) + "\n"


def reasons(suggestion: Suggestion) -> str:
    told = ", ".join(each.text for each in suggestion.reasons)
    return f": {plain(told)}" if told else ""


def plain(text: str) -> str:
    """Text without a meaning in Markdown, on one line."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def as_data(session: Session) -> str:
    record = {
        "lines": [{key: value for key, value in asdict(line).items() if value not in ("", (), False, 0)} for line in session.lines],
        "wishes": flatten(session.state.constraints),
        "suggestions": [suggestion_record(each) for each in session.suggestions],
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def with_pictures(session: Session, shop: Shop, texts: Texts) -> bytes:
    """A ZIP of text, data, the shopper's photos and the pictures of what is on show."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversation.md", as_markdown(session, texts))
        archive.writestr("conversation.json", as_data(session))
        for line in session.lines:
            if line.photo and (data := shop.photos.get(line.photo)):
                archive.writestr(f"photos/{line.photo}.jpg", data)
        for each in session.suggestions:
            path = shop.parts.retriever.picture(each.item.id)
            if path is not None and path.is_file():
                archive.writestr(f"pictures/{each.rank}{path.suffix}", path.read_bytes())
    return out.getvalue()
