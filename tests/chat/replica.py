"""One of several web processes: the whole web application over the small shop of the page's tests, its conversations in Redis.

`python -m tests.chat.replica REDIS_URL FOLDER` prints its address when it answers.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn

from chat.parts import Parts
from chat.ui.server import build_app
from chat.ui.shelves import Shelves
from chat.ui.shop import open_shop
from chat.ui.warming import Warming
from chat.understanding.by_model import ModelReader
from commands.serve import session_store
from core.later import Later
from core.settings import Settings
from tests.chat.ui.conftest import Ears, Model, SmallRetriever, Tones


def main(redis_url: str, folder: Path) -> None:
    retriever: Any = SmallRetriever(folder)
    parts = Parts(retriever, Later(Ears), Later(Tones), ModelReader(Model()))
    shop = open_shop(parts, folder / "uploads", Warming(lambda: None), keep=session_store(parts, Shelves(), Settings(home=folder, sessions_url=redis_url)))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(build_app(shop), log_level="warning", timeout_graceful_shutdown=1))
    threading.Thread(target=announce, args=(server, listener.getsockname()[1]), daemon=True).start()
    server.run(sockets=[listener])


def announce(server: uvicorn.Server, port: int) -> None:
    while not server.started:
        time.sleep(0.02)
    print(f"http://127.0.0.1:{port}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
