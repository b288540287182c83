"""`serve`: the page, on 127.0.0.1:7860 unless told otherwise."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import uvicorn

from chat.parts import Parts, open_parts
from chat.session import Session
from chat.sessions import SessionStore
from chat.ui.about_sheets import Engines
from chat.ui.server import build_app
from chat.ui.shelves import Shelves
from chat.ui.shop import kept_here, open_shop
from chat.ui.voice_choice import LANGUAGES
from chat.ui.warming import Warming
from core.errors import WrongSetting
from core.settings import Settings
from retrieval.catalog import list_catalogs
from retrieval.item import Item
from retrieval.opening import open_retriever
from speech.voices_here import voices_here

BACKLOG = 128  # connections that may wait while the catalog is opened
GRACE_SECONDS = 1  # what open connections get when the page is closed; every browser holds one


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serves until Ctrl-C. Raises WrongSetting for an address or a port that cannot be had."""
    listener = bound(settings.host, settings.port)
    url = address(settings.host, listener.getsockname()[1])
    try:
        parts = open_parts(settings)
        names = dict.fromkeys([settings.catalog, *list_catalogs(settings.catalogs)])
        shelves = Shelves(tuple(names), lambda name: parts.beside(open_retriever(replace(settings, catalog=name))))
        shop = open_shop(
            parts,
            uploads_folder(settings, listener),
            Warming(parts.load_all, told),
            engines_of(settings),
            settings.home / "opinions.jsonl",
            shelves,
            session_store(parts, shelves, settings),
        )
        shop = replace(shop, voices=voices_here(settings.synthesizer, LANGUAGES))
        server = QuietServer(uvicorn.Config(build_app(shop), log_level="warning", timeout_graceful_shutdown=GRACE_SECONDS))
        threading.Thread(target=announce, args=(server, url, arguments), name="announce", daemon=True).start()
        server.run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn has shut down cleanly and hands the signal on
        pass
    finally:
        listener.close()
    return 0


def session_store(parts: Parts, shelves: Shelves, settings: Settings) -> Callable[[Callable[[Session], None]], SessionStore]:
    """Where the settings have conversations kept: in this process, or in Redis for all processes."""
    if not settings.sessions_url:
        return kept_here
    from chat.redis_sessions import RedisSessions

    def item(catalog: str, id: str) -> Item:
        return (shelves.get(catalog).parts if catalog else parts).retriever.get(id)

    return lambda forgotten: RedisSessions(settings.sessions_url, item, settings.remote_ms / 1000, forgotten=forgotten)


class QuietServer(uvicorn.Server):
    """Every browser that is still there holds a stream; that it is cut at the end is no error worth a page of traces."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for name in ("uvicorn.error", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def bound(host: str, port: int) -> socket.socket:
    """A socket that holds the port from now on, before anything is loaded. Raises WrongSetting."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise WrongSetting(f"host {host!r} is no address ({error.strerror}): use 127.0.0.1") from None
    listener = socket.socket(family, kind, protocol)
    if sys.platform != "win32":  # there the option would let two servers share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(place)
        listener.listen(BACKLOG)  # now, so that a second start is refused at once; a browser that comes early waits
    except OSError as error:
        listener.close()
        raise WrongSetting(refusal(host, port, error)) from None
    return listener


def refusal(host: str, port: int, error: OSError) -> str:
    other = port + 1 if port < 65535 else port - 1
    if isinstance(error, PermissionError):
        return f"port {port} may not be used by an ordinary user: choose another with `--port 7860`"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: stop the other program or choose another port with `--port {other}`"
    return f"cannot listen on {host}:{port} ({error.strerror}): choose another address with `--host` or port with `--port`"


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the page."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "") else "[::1]" if host == "::" else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def engines_of(settings: Settings) -> Engines:
    """What runs, by name, for the sheet that says so."""
    reads = f"{settings.llm_model} ({settings.llm})" if settings.llm != "none" else ""
    speaks = f"{settings.synthesizer} {settings.voice}".strip()
    return Engines(f"{settings.whisper} ({settings.transcriber})", reads, speaks, f"all-minilm-l6-v2, {settings.image_model} ({settings.store})")


def uploads_folder(settings: Settings, listener: socket.socket) -> Path:
    """One for each port, so that two servers with the same home do not empty each other's."""
    return settings.home / "uploads" / str(listener.getsockname()[1])


def announce(server: uvicorn.Server, url: str, arguments: argparse.Namespace) -> None:
    """Says where the page is once it answers, and opens it where there is a desktop."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.02)
    print(f"Vitrine is open at {url} (ready in {running_seconds():.1f} s; Ctrl-C closes it)", flush=True)
    if has_desktop() and not getattr(arguments, "no_browser", False):
        webbrowser.open(url)


def told(warming: Warming) -> None:
    """One line when the models are loaded, or the sentence why not."""
    if warming.state == "warm":
        print(f"all models are loaded ({running_seconds():.1f} s after the start)", flush=True)
    else:
        print(f"vitrine: {warming.fault}", file=sys.stderr, flush=True)


def running_seconds() -> float:
    """Since this process was started, so that Python's own start and the imports count."""
    return time.time() - psutil.Process().create_time()


def has_desktop() -> bool:
    """Whether a browser could show itself here."""
    if os.environ.get("SSH_CONNECTION"):
        return False
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
