"""The API: one turn over HTTP, with the names and shapes of `launch.py ask --json`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chat.acts import Utterance
from chat.as_json import turn_record
from chat.ui.endpoints import told
from chat.ui.shop import Shop

Ask = Callable[..., dict[str, Any]]
Uploaded = dict[str, Any]  # Gradio's FileData; its own `gr.File` would leave an empty file behind with every call


def ask_endpoint(shop: Shop) -> Ask:
    """The function behind `/ask`."""

    def ask(text: str = "", audio: Uploaded | None = None, photo: Uploaded | None = None, session: str = "") -> dict[str, Any]:
        """Takes one turn of a conversation.

        text: what the shopper says. audio: a recording of it (WAV, MP3, OGG, WebM, M4A, FLAC). photo: a picture of the thing (JPEG, PNG, WebP).
        session: "" begins a conversation; send back the `session` of the answer to go on with it.
        Returns session, transcript, act, state, move, suggestions, reply, spoken, chips and timings_ms.
        """
        return asked(shop, text or "", path_of(audio), path_of(photo), session or "")

    return told(ask, shop)


def path_of(file: Uploaded | None) -> str:
    """Where Gradio put an upload, "" for none."""
    return str(file.get("path") or "") if file else ""


def asked(shop: Shop, text: str, audio: str, photo: str, name: str) -> dict[str, Any]:
    """One turn. Raises NotFound for a session that is not known, BadInput for what cannot be used."""
    files = [each for each in (audio, photo) if each]
    try:
        session = shop.sessions.get(name) if name else None
        said = Utterance(text, shop.uploads.recording(audio) if audio else None, shop.uploads.photo(photo) if photo else None)
    finally:
        shop.uploads.forget(files)
    if session is None:
        session = shop.sessions.get(shop.sessions.create())
    with session.turn() as turn:
        reply = turn.take(shop.of(session).parts, said, aloud=False)
        return {"session": session.name, **turn_record(session.state, reply)}
