"""The handlers of the page: they turn views into values of its components. What stands where is in layout.py, the turn itself in turns.py."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from typing import Any, TypedDict

import gradio as gr

from chat.session import Session
from chat.transcript import Line
from chat.ui.answers import View
from chat.ui.cards import none_panel, suggestions_panel, window_panel
from chat.ui.chips import Understanding, understood
from chat.ui.head import head
from chat.ui.listening import voice_bar
from chat.ui.markup import html
from chat.ui.messages import messages
from chat.ui.operations import moved, said_by
from chat.ui.places import Full
from chat.ui.shop import Shop
from chat.ui.texts import Texts
from chat.ui.tongue import texts_for
from chat.ui.turns import Said, begin
from chat.ui.voice_choice import chosen
from core.errors import NotFound, VitrineError

AT_ONCE_SECONDS = 0.08  # an answer that is there by then is the first thing shown; without one, what is being done about it is
BANNER = '<p class="banner {state}" role="status">{text}</p>'


class Box(TypedDict):
    """What gr.MultimodalTextbox gives: the text and the paths of uploaded files."""

    text: str
    files: list[str]


class Page:
    """The handlers of one shop. Each returns values for the components named in its last line."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    def begin(self, name: str, request: gr.Request) -> tuple[Any, Any, Any]:
        """A page that is opened or reloaded: its conversation, if it still has one.

        On a first visit what stands there is right, in the shop's own language, and may be ahead already.
        """
        page = self.seen_by(request)
        return page.shown(name) if name or page.shop.texts != self.shop.texts else (gr.skip(), gr.skip(), gr.skip())

    def shown(self, name: str) -> tuple[str, Any, str]:
        """A conversation, or a page without one."""
        try:
            session = self.shop.sessions.get(name)
        except NotFound:
            return "", self.chat((), ""), self.window(None)
        page = self.of(session)
        return session.name, page.chat(session.lines, ""), page.window(session)

    def of(self, session: Session) -> Page:
        """The same page over the catalog of a conversation."""
        return Page(self.shop.of(session))

    def again(self, name: str, request: gr.Request) -> tuple[str, Any, str]:
        """Forgets the conversation, its photos included."""
        self.shop.sessions.forget(name)
        return self.seen_by(request).shown("")

    def stop(self, name: str, came: str) -> None:
        """Stops what runs in this conversation, as far as the page knew of it; the turn itself then says so."""
        try:
            position = json.loads(came)
            self.shop.sessions.get(name).stop(int(position["turn"]), float(position["played"]))
        except (NotFound, ValueError, TypeError, KeyError):
            return

    def voice(self, name: str, aloud: bool) -> None:
        """Muting ends the making of sound, not only its playing."""
        if not aloud:
            try:
                self.shop.sessions.get(name).hush()
            except NotFound:
                return

    def opened(self, event: gr.EventData) -> str:
        """The conversation that the open microphone belongs to."""
        return str(event._data.get("session", ""))

    def spoken(self, aloud: bool, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """A turn that the open microphone has heard. One that was gone on with is no longer there."""
        name = str(event._data.get("session", ""))
        try:
            said = self.shop.sessions.get(name).spoken(str(event._data.get("token", "")))
        except NotFound:
            return (gr.skip(),) * 4
        return self.seen_by(request).answered(Said(said.text, spoken=said), name, aloud)[1:]

    def seen_by(self, request: gr.Request) -> Page:
        """The same page in the words of that browser's language, and with what it chose of talking."""
        return Page(replace(self.shop, texts=texts_for(request.cookies, request.headers), choice=chosen(request.cookies)))

    def send(self, box: Box, name: str, aloud: bool, request: gr.Request) -> tuple[Any, ...]:
        return self.seen_by(request).answered(Said(box["text"], tuple(box["files"])), name, aloud)

    def tapped(self, name: str, aloud: bool, event: gr.SelectData, request: gr.Request) -> tuple[Any, ...]:
        """A chip under the last reply: sent as if typed."""
        return self.seen_by(request).answered(Said(str(event.value)), name, aloud)[1:]

    def chosen(self, name: str, aloud: bool, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Anything tapped that carries a sentence, or names an operation."""
        page, tap = self.seen_by(request), {key: str(value) for key, value in event._data.items()}
        if "do" not in tap:
            return page.answered(Said(tap.get("say", "")), name, aloud)[1:]
        session = page.session(name)
        try:
            session = moved(tap, session, page.shop) if tap["do"] == "catalog" else session
            said = said_by(tap, session, page.shop.of(session)) if tap["do"] != "catalog" else None
        except VitrineError as error:
            session.note(Line("shop", str(error), "failed"))
            said = None
        if said is not None:
            return page.answered(said, session.name, aloud)[1:]
        page = page.of(session)
        return session.name, page.chat(session.lines, ""), page.window(session), gr.skip()

    def answered(self, said: Said, name: str, aloud: bool) -> tuple[Any, ...]:
        """One turn as it stands within AT_ONCE_SECONDS: box, session name, chat, panel and wire. `follow` shows what is still to come of it."""
        session = self.session(name)
        page = self.of(session)
        try:
            answer = begin(page.shop, session, said, aloud)
        except VitrineError as error:
            return gr.skip(), session.name, page.refused(session, said, error), page.window(session), gr.skip()
        view = answer.first(AT_ONCE_SECONDS)
        if view.busy:
            self.shop.answers.leave(answer)
        if session.forgotten:
            return (gr.skip(),) * 5
        return {"text": "", "files": []}, session.name, page.chat(*under_way(session.lines, view)), page.window(session), wired(view)

    def refused(self, session: Session, said: Said, error: VitrineError) -> Any:
        """A word to a turn that could not begin, under what can be tapped to try again. It is no part of the talk; typed words stay in the box."""
        if said.spoken:
            session.interrupt()  # or these words would be gone on with
        text = self.shop.texts.full if isinstance(error, Full) else str(error)
        heard = (Line("shopper", said.text, heard=True),) if said.spoken else ()
        chips = session.lines[-1].chips if session.lines else self.shop.opening.examples
        return self.chat((*session.lines, *heard, Line("shop", text, "failed", chips=chips)), "")

    async def follow(self, name: str, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        """What is still to come of a turn: chat, panel and wire. What has not changed is said again, which costs Gradio a tenth of leaving it out."""
        answer = self.shop.answers.take(name)
        if answer is None:
            yield (gr.skip(),) * 3
            return
        session = answer.session
        page = self.seen_by(request).of(session)
        panel, drawn = None, ""
        async for view in answer.views():
            if session.forgotten:
                yield (gr.skip(),) * 3
                return
            if panel != (now := (session.suggestions, session.focus, view.answered, view.busy)):
                panel, drawn = now, page.window(session)
            newest = view.turn == session.newest  # an older turn that ends now would write over the player's news of this one
            yield page.chat(*under_way(session.lines, view)), drawn, wired(view) if newest else gr.skip()

    def session(self, name: str) -> Session:
        """The conversation of that name; a new one where there is none, and a word about it where it expired."""
        try:
            return self.shop.sessions.get(name)
        except NotFound:
            session = self.shop.sessions.get(self.shop.sessions.create())
            session.state = replace(session.state, language=self.shop.texts.language_code)  # until the shopper writes another
            if name:
                session.note(Line("shop", self.shop.texts.expired))
            return session

    def chat(self, lines: tuple[Line, ...], status: str) -> Any:
        return messages(lines, self.shop.opening.examples, self.shop.texts, status)

    def window(self, session: Session | None) -> str:
        """The panel beside the chat."""
        texts = self.shop.texts
        if session is None or not (session.suggestions or session.state.searching):
            return str(window_panel(self.shop.opening.tiles, self.shop.picture_url, texts))
        photo = next((each.photo for each in reversed(session.lines) if each.photo), "")
        under = understood(Understanding(session.state, photo, self.shop.parts.retriever, texts))
        if not session.suggestions:
            return str(none_panel(under, session.lines[-1].chips if session.lines else (), texts))
        wished = {each.slot for each in session.state.constraints}
        return str(suggestions_panel(session.suggestions, session.focus, under, self.shop.picture_url, texts, wished))

    def dress(self, name: str, request: gr.Request) -> tuple[Any, ...]:
        """What Gradio drew in English once for all, in the language of this browser, and the catalog of its conversation."""
        page = self.seen_by(request)
        texts = page.shop.texts
        try:
            catalog = self.shop.sessions.get(name).catalog
        except NotFound:
            catalog = ""
        top = page.top(texts, catalog)
        if top == self.top(self.shop.texts):
            return (gr.skip(),) * 6
        box = gr.MultimodalTextbox(placeholder=texts.ask_here, label=texts.ask_here)
        return top, voice_bar(texts), box, gr.Checkbox(label=texts.read_aloud), gr.Button(texts.again), gr.Button(texts.stop)

    def top(self, texts: Texts, catalog: str = "") -> str:
        """The head of the page with that catalog chosen."""
        return str(head(texts, self.shop.shelves.names, catalog or self.shop.parts.retriever.catalog.name, self.shop.choice, self.shop.voices))

    def banner(self) -> tuple[str, Any]:
        """What the models are doing; the timer ends once they are loaded or have failed."""
        warming = self.shop.warming
        says = {"warming": self.shop.texts.warming, "failed": self.shop.texts.cold.format(warming.fault)}.get(warming.state, "")
        return str(html(BANNER, state=warming.state, text=says)) if says else "", gr.Timer(active=warming.state in ("cold", "warming"))


def under_way(lines: tuple[Line, ...], view: View) -> tuple[tuple[Line, ...], str]:
    """The transcript and the turn it does not have yet, with what is being done about it. The transcript may be ahead of the view."""
    if view.pending is None or any(each.turn == view.turn for each in lines):
        return lines, ""
    return (*lines, view.pending), view.status


def wired(view: View) -> str:
    """What the player is told, as JSON: our own addresses and numbers, and words that are shown as text."""
    return json.dumps({"turn": view.turn, "busy": view.busy, "sentences": [asdict(each) for each in view.sentences]})
