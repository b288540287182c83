"""The web application: the page at /, and our own routes for pictures, photos and speech."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI, Response
from fastapi.responses import FileResponse
from gradio_client.utils import is_http_url_like

from chat.ui.export import add_export
from chat.ui.layout import build_page
from chat.ui.mcp_endpoint import McpEndpoint
from chat.ui.microphone import add_microphone
from chat.ui.openai_api import add_openai
from chat.ui.policy import WithHeaders
from chat.ui.sheet_routes import add_sheets
from chat.ui.shop import Shop
from chat.ui.theme import HEAD, SCRIPTS, STYLES, WORKLETS, theme
from chat.ui.uploads import MAX_FILE_SIZE
from core.errors import VitrineError

Move = Callable[[str | Path | None], Coroutine[Any, Any, str | None]]
A_DAY = "public, max-age=86400"
NEVER_KEPT = "no-store"


def build_app(shop: Shop) -> FastAPI:
    """The whole web application. Its end closes the shop."""
    os.environ["GRADIO_TEMP_DIR"] = str(shop.uploads.folder)  # where Gradio puts uploads; read whenever a component is made
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(sys.maxsize)  # or it counts up its last 10,000 events, in a table, at the end of each

    mcp = McpEndpoint(shop)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        shop.warming.start()
        async with mcp.running():
            yield
        shop.close()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(WithHeaders)
    add_routes(app, shop)
    add_microphone(app, shop)
    add_sheets(app, shop)
    add_export(app, shop)
    add_openai(app, shop)
    mcp.add_to(app)
    blocks = build_page(shop)
    app = gr.mount_gradio_app(
        app, blocks, path="/", footer_links=[], run_history=False, show_error=True, max_file_size=MAX_FILE_SIZE, ssr_mode=False, pwa=False,
        mcp_server=False, enable_monitoring=False, theme=theme(), css_paths=list(STYLES), head=HEAD,
    )  # fmt: skip
    only_uploads(blocks)
    return app


def only_uploads(blocks: gr.Blocks) -> None:
    """A client may send a path or a web address where a file is meant; Gradio would read the one and fetch the other."""
    blocks.has_launched = True  # a mounted app never launches, and Gradio asks only of a launched one whether the path was uploaded
    for block in blocks.blocks.values():
        block.async_move_resource_to_block_cache = refusing_links(block.async_move_resource_to_block_cache)  # type: ignore[assignment, method-assign]


def refusing_links(move: Move) -> Move:
    async def moved(source: str | Path | None) -> str | None:
        if source is not None and is_http_url_like(str(source)):
            raise gr.Error("send the file itself, not its address", print_exception=False)
        return await move(source)

    return moved


def add_routes(app: FastAPI, shop: Shop) -> None:
    """Ids and tokens are looked up, never made into a path."""

    @app.get("/pictures/{catalog}/{item_id:path}", include_in_schema=False)
    def picture(catalog: str, item_id: str) -> Response:
        try:
            path = shop.picture(catalog, item_id)
        except VitrineError:
            path = None
        if path is None or not path.is_file():
            return Response(status_code=404)
        return FileResponse(path, headers={"Cache-Control": A_DAY})

    @app.get("/photos/{token}.jpg", include_in_schema=False)
    def photo(token: str) -> Response:
        return kept(shop.photos.get(token), "image/jpeg")

    @app.get("/speech/{token}.wav", include_in_schema=False)
    def speech(token: str) -> Response:
        return kept(shop.speech.get(token), "audio/wav")

    @app.get("/ui/{name}.js", include_in_schema=False)
    def script(name: str) -> Response:
        path = (SCRIPTS | WORKLETS).get(name)
        if path is None:
            return Response(status_code=404)
        return FileResponse(path, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


def kept(data: bytes | None, media_type: str) -> Response:
    """Something that belongs to one conversation: no cache keeps it."""
    if data is None:
        return Response(status_code=404, headers={"Cache-Control": NEVER_KEPT})
    return Response(data, media_type=media_type, headers={"Cache-Control": NEVER_KEPT})
