"""The floor under `bench ui`: a page of nothing but Gradio, with the components of ours and an echo in place of the turn."""

from __future__ import annotations

from typing import Any

import gradio as gr
from fastapi import FastAPI

QUEUED, DIRECT = "queued", "direct"  # ids of the two buttons: through Gradio's queue, as its pages do unless told otherwise, and by the request itself


def bare_app() -> FastAPI:
    """One page; each button echoes a number that grows."""
    count = 0

    def echo(box: dict[str, Any], name: str, aloud: bool) -> tuple[Any, ...]:
        nonlocal count
        count += 1
        said = [{"role": "user", "content": "hiking boots"}, {"role": "assistant", "content": str(count)}]
        return {"text": "", "files": []}, str(count), said, f'<p class="echo">{count}</p>', str(count)

    with gr.Blocks(analytics_enabled=False) as blocks:
        name, wire = gr.Textbox(visible="hidden"), gr.Textbox(visible="hidden")
        chat, box, aloud, window = gr.Chatbot(), gr.MultimodalTextbox(), gr.Checkbox(), gr.HTML()
        for id, queue in ((QUEUED, True), (DIRECT, False)):
            gr.Button(id, elem_id=id).click(echo, [box, name, aloud], [box, name, chat, window, wire], queue=queue, show_progress="hidden")
    return gr.mount_gradio_app(FastAPI(), blocks, path="/", ssr_mode=False, pwa=False, footer_links=[], run_history=False)
