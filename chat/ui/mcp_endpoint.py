"""The reading tools for agents that speak MCP, at /mcp. Its package is an extra: `pip install -r requirements-mcp.txt`; without it there is no such address."""

from __future__ import annotations

import functools
import importlib.util
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from chat.ui.shop import Shop
from chat.ui.tools import Tools
from core.errors import VitrineError

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
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations

    root = logging.getLogger()
    before = root.handlers[:], root.level
    server = MCPServer("vitrine", instructions=SAYS)  # it sets up the logging of the whole program, which is not its own
    root.handlers[:], root.level = before
    tools = Tools(shop)
    for does in (tools.search, tools.similar, tools.compare):
        server.add_tool(told(does, ToolError), annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    return server


def told(does: Callable[..., Any], wrong: type[Exception]) -> Callable[..., Any]:
    """The same tool; what it refuses is told to the agent in our words, anything else only that it failed."""

    @functools.wraps(does)
    def tell(*values: Any, **named: Any) -> Any:
        try:
            return does(*values, **named)
        except VitrineError as error:
            raise wrong(str(error)) from None

    return tell
