"""The reading tools for agents that speak MCP, at /mcp. Its package is an extra: `pip install -r requirements-mcp.txt`; without it there is no such address."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from chat.ui.shop import Shop
from chat.ui.tools import Tools

PATH = "/mcp"
SAYS = "The catalog of one shop: search it, find what is like an item, put items side by side. All tools only read."


class McpEndpoint:
    """Stateless, so that any replica may answer. It answers to this machine's own names only: a page elsewhere cannot be pointed at it (DNS rebinding)."""

    def __init__(self, shop: Shop) -> None:
        self._server = _server(shop) if importlib.util.find_spec("mcp") is not None else None

    def add_to(self, app: FastAPI) -> None:
        if self._server is not None:
            served = self._server.streamable_http_app(streamable_http_path=PATH, json_response=True, stateless_http=True)
            app.router.routes.extend(served.routes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Around the life of the application."""
        if self._server is None:
            yield
            return
        async with self._server.session_manager.run():
            yield


def _server(shop: Shop) -> Any:
    from mcp.server import MCPServer
    from mcp.types import ToolAnnotations

    root = logging.getLogger()
    before = root.handlers[:], root.level
    server = MCPServer("vitrine", instructions=SAYS)  # it sets up the logging of the whole program, which is not its own
    root.handlers[:], root.level = before
    tools = Tools(shop)
    for does in (tools.search, tools.similar, tools.compare):
        server.add_tool(does, annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    return server
