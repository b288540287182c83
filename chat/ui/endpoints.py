"""The reading endpoints `/search`, `/similar` and `/compare`, as Gradio offers them to its clients."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

import gradio as gr

from chat.ui.shop import Shop
from chat.ui.tools import Tools
from core.errors import VitrineError

log = logging.getLogger(__name__)
Answer = Callable[..., dict[str, Any]]


def add_tools(shop: Shop, **event: Any) -> None:
    """Components nobody sees carry the values; `event` is what the page's own turns are given."""
    tools = Tools(shop)
    text = gr.Textbox("", visible=False, label="text")
    where = gr.JSON([], visible=False, label="where")
    k = gr.Number(6, visible=False, label="k", precision=0)
    item = gr.Textbox("", visible=False, label="item")
    items = gr.JSON([], visible=False, label="items")
    endpoints: tuple[tuple[Answer, list[Any]], ...] = ((tools.search, [text, where, k]), (tools.similar, [item, k]), (tools.compare, [items]))
    for does, takes in endpoints:
        result = gr.JSON(visible=False, label="result")
        gr.Button(visible=False).click(told(does, shop), takes, result, api_name=does.__name__, show_progress="hidden", **event)


def told(does: Answer, shop: Shop) -> Answer:
    """The same, with what went wrong as one sentence."""

    @functools.wraps(does)
    def tell(*values: Any) -> dict[str, Any]:
        try:
            return does(*values)
        except VitrineError as error:
            raise gr.Error(str(error), print_exception=False) from None
        except Exception:
            log.exception("an endpoint failed")
            raise gr.Error(shop.texts.failed, print_exception=False) from None

    return tell
