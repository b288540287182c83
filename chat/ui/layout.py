"""What stands where on the page, and which event calls what."""

from __future__ import annotations

from typing import Any

import gradio as gr

from chat.ui.ask import ask_endpoint
from chat.ui.endpoints import add_tools
from chat.ui.listening import TELL, voice_bar
from chat.ui.page import Page
from chat.ui.shop import Shop

CALLS_AT_ONCE = 8  # of the API; the turns of the page have a line of their own, in places.py
CALLS = 64  # of the API that may wait
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
        shown = [name, chat, window, wire]
        own: dict[str, Any] = {"show_progress": "hidden", "queue": False, "api_visibility": "private"}
        side_by_side: dict[str, Any] = {"trigger_mode": "multiple", "show_progress": "hidden", "api_visibility": "private"}
        # A turn is answered by the request that asks for it; Gradio's queue, which takes 14 ms more each time, only follows those that take longer.
        turns = (
            box.submit(page.send, [box, name, aloud], [box, *shown], queue=False, **side_by_side),
            chat.option_select(page.tapped, [name, aloud], shown, queue=False, **side_by_side),
            window.select(page.chosen, [name, aloud], shown, queue=False, **side_by_side),
            voice.select(page.spoken, [aloud], shown, queue=False, **side_by_side),
        )
        for each in turns:
            each.then(page.follow, [name], [chat, window, wire], concurrency_limit=None, **side_by_side)
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
        add_tools(shop, concurrency_limit=CALLS_AT_ONCE, concurrency_id="call")
    blocks.queue(api_open=False, max_size=CALLS, default_concurrency_limit=CALLS_AT_ONCE)
    return blocks


def add_ask(shop: Shop) -> None:
    """The endpoint `/ask`: components nobody sees, so that Gradio checks and stores the uploads as it does for the page."""
    text, session = gr.Textbox("", visible=False, label="text"), gr.Textbox("", visible=False, label="session")
    audio, photo = (gr.File(visible=False, label=label, type="filepath") for label in ("audio", "photo"))
    gr.Button(visible=False).click(
        ask_endpoint(shop), [text, audio, photo, session], gr.JSON(visible=False, label="turn"), api_name="ask", show_progress="hidden", preprocess=False,
        concurrency_limit=CALLS_AT_ONCE, concurrency_id="call",
    )  # fmt: skip
