"""The page: what stands where, and which event calls what. Handlers turn views into component values; the turn itself is elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any, TypedDict

import gradio as gr

from chat.session import Line, Session
from chat.ui.ask import ask_endpoint
from chat.ui.cards import none_panel, suggestions_panel, window_panel
from chat.ui.chips import Understanding, understood
from chat.ui.endpoints import add_tools
from chat.ui.head import head
from chat.ui.listening import TELL, voice_bar
from chat.ui.markup import html
from chat.ui.messages import messages
from chat.ui.operations import moved, said_by
from chat.ui.shop import Shop
from chat.ui.texts import Texts
from chat.ui.tongue import texts_for
from chat.ui.turns import Said, View, answer
from chat.ui.voice_choice import chosen
from core.errors import NotFound, VitrineError

TURNS_AT_ONCE = 8  # conversations answered side by side; the models themselves take one after another
QUEUE = 64  # turns that may wait; the next one is told that the shop is full
SWEEP = (60, 600)  # seconds between sweeps, and the age at which an upload that no turn took is deleted
TICK_SECONDS = 1.5  # how often the page asks whether the models are loaded
KEEP_NAME = "(name) => { sessionStorage.setItem('vitrine-session', name || ''); }"
GIVE_NAME = "() => [sessionStorage.getItem('vitrine-session') || '']"
HUSH = "(name) => { window.vitrine.hush(); return [name]; }"
STOP = "(name) => [name, window.vitrine.hush()]"  # with how far the voice came
RECEIVE = "(wire) => { window.vitrine.receive(wire); }"
MUTE = "(name, aloud) => { window.vitrine.aloud(aloud); return [name, aloud]; }"
SEND_TAPPED = "window.vitrineTap = told => trigger('select', told);"  # desk.js tells it what was tapped, anywhere on the page
DRESSED = "() => { window.vitrineDesk.dressed(document.cookie.includes('vitrine-language=zh') ? 'zh' : ''); }"
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

    def spoken(self, aloud: bool, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """A turn that the open microphone has heard. One that was gone on with is no longer there."""
        name = str(event._data.get("session", ""))
        try:
            said = self.shop.sessions.get(name).spoken(str(event._data.get("token", "")))
        except NotFound:
            return
        yield from self.seen_by(request).show(Said(said.text, spoken=said), name, aloud)

    def seen_by(self, request: gr.Request) -> Page:
        """The same page in the words of that browser's language, and with what it chose of talking."""
        return Page(replace(self.shop, texts=texts_for(request.cookies, request.headers), choice=chosen(request.cookies)))

    def send(self, box: Box, name: str, aloud: bool, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        yield from self.seen_by(request).show(Said(box["text"], tuple(box["files"])), name, aloud)

    def tapped(self, name: str, aloud: bool, event: gr.SelectData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """A chip under the last reply: sent as if typed."""
        yield from self.seen_by(request).show(Said(str(event.value)), name, aloud)

    def chosen(self, name: str, aloud: bool, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Anything tapped that carries a sentence, or names an operation."""
        page, tap = self.seen_by(request), {key: str(value) for key, value in event._data.items()}
        if "do" not in tap:
            yield from page.show(Said(tap.get("say", "")), name, aloud)
            return
        session = page.session(name)
        try:
            session = moved(tap, session, page.shop) if tap["do"] == "catalog" else session
            said = said_by(tap, session, page.shop.of(session)) if tap["do"] != "catalog" else None
        except VitrineError as error:
            session.note(Line("shop", str(error), "failed"))
            said = None
        if said is None:
            page = page.of(session)
            yield gr.skip(), session.name, page.chat(session.lines, ""), page.window(session), gr.skip()
        else:
            yield from page.show(said, session.name, aloud)

    def show(self, said: Said, name: str, aloud: bool) -> Iterator[tuple[Any, ...]]:
        """One turn: box, session name, chat, panel and wire, each only when it has changed."""
        session = self.session(name)
        page = self.of(session)
        before: tuple[object, ...] = (None, None, None)
        box: Any
        shown_name: Any
        box, shown_name = {"text": "", "files": []}, session.name
        for view in answer(page.shop, session, said, aloud):
            if session.forgotten:
                return
            chat = under_way(session.lines, view)
            wire = wired(view) if view.turn == session.newest else before[2]  # an older turn that ends now would write over the player's news of this one
            panel = (session.suggestions, session.focus, view.answered) if view.answered or not view.busy else before[1]
            yield (
                box,
                shown_name,
                page.chat(*chat) if chat != before[0] else gr.skip(),
                page.window(session) if panel != before[1] else gr.skip(),
                wire if wire != before[2] else gr.skip(),
            )
            before = (chat, panel, wire)
            box = shown_name = gr.skip()

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


def build_page(shop: Shop) -> gr.Blocks:
    """The Blocks, ready to be mounted."""
    page, texts = Page(shop), shop.texts
    with gr.Blocks(title=f"{texts.title}: {texts.tagline}", analytics_enabled=False, fill_height=True, fill_width=True, delete_cache=SWEEP) as blocks:
        name = gr.Textbox(visible="hidden", elem_id="session-name", show_label=False)
        wire = gr.Textbox(visible="hidden", elem_id="wire", show_label=False)
        came = gr.Textbox(visible="hidden", show_label=False)
        top = gr.HTML(page.top(texts), elem_id="head")
        banner = gr.HTML(page.banner()[0], elem_id="banner")
        with gr.Row(elem_id="main"):
            with gr.Column(elem_id="talk"):
                chat = gr.Chatbot(
                    page.chat((), ""), show_label=False, elem_id="chat", height="100%", buttons=[], allow_tags=False, latex_delimiters=[], sanitize_html=True
                )
                with gr.Column(elem_id="say"):
                    voice = gr.HTML(voice_bar(texts), elem_id="voice", js_on_load=TELL)
                    box = gr.MultimodalTextbox(
                        sources=["upload", "microphone"], file_types=["image", "audio"], file_count="multiple", placeholder=texts.ask_here, show_label=False,
                        label=texts.ask_here, elem_id="box", max_lines=4, autofocus=True, max_plain_text_length=100_000,
                    )  # fmt: skip
                    with gr.Row(elem_id="tools"):
                        aloud = gr.Checkbox(True, label=texts.read_aloud, elem_id="aloud", container=False, min_width=0)
                        again = gr.Button(texts.again, elem_id="again", size="sm", min_width=0)
                        stop = gr.Button(texts.stop, elem_id="stop", size="sm", min_width=0)
            window = gr.HTML(page.window(None), elem_id="window", js_on_load=SEND_TAPPED)
        timer = gr.Timer(TICK_SECONDS)
        shown = [box, name, chat, window, wire]
        turn: dict[str, Any] = {
            "outputs": shown, "show_progress": "hidden", "trigger_mode": "multiple", "concurrency_limit": TURNS_AT_ONCE, "concurrency_id": "turn",
            "api_visibility": "private",
        }  # fmt: skip
        own: dict[str, Any] = {"show_progress": "hidden", "queue": False, "api_visibility": "private"}
        box.submit(page.send, [box, name, aloud], **turn)
        chat.option_select(page.tapped, [name, aloud], **turn)
        window.select(page.chosen, [name, aloud], **turn)
        voice.select(page.spoken, [aloud], **turn)
        voice.input(page.opened, None, [name], **own)
        stop.click(page.stop, [name, came], None, js=STOP, **own)
        again.click(page.again, [name], [name, chat, window], js=HUSH, **own)
        wire.change(None, [wire], None, js=RECEIVE)
        aloud.change(page.voice, [name, aloud], None, js=MUTE, **own)
        name.change(None, [name], None, js=KEEP_NAME)
        timer.tick(page.banner, None, [banner, timer], **own)
        blocks.load(page.dress, [name], [top, voice, box, aloud, again, stop], js=GIVE_NAME, **own).then(None, None, None, js=DRESSED)
        blocks.load(page.begin, [name], [name, chat, window], js=GIVE_NAME, **own)
        add_ask(shop)
        add_tools(shop, concurrency_limit=TURNS_AT_ONCE, concurrency_id="turn")
    blocks.queue(api_open=False, max_size=QUEUE, default_concurrency_limit=TURNS_AT_ONCE)
    return blocks


def add_ask(shop: Shop) -> None:
    """The endpoint `/ask`: components nobody sees, so that Gradio checks and stores the uploads as it does for the page."""
    text, session = gr.Textbox("", visible=False, label="text"), gr.Textbox("", visible=False, label="session")
    audio, photo = (gr.File(visible=False, label=label, type="filepath") for label in ("audio", "photo"))
    gr.Button(visible=False).click(
        ask_endpoint(shop), [text, audio, photo, session], gr.JSON(visible=False, label="turn"), api_name="ask", show_progress="hidden", preprocess=False,
        concurrency_limit=TURNS_AT_ONCE, concurrency_id="turn",
    )  # fmt: skip
