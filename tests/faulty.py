"""A server that answers as it is told, well or badly, one word a request: what remote engines must live with."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SLOW_S = 3.0  # longer than any test waits
FAULTS = ("slow", "cut", "429", "500", "nonsense")  # beside "refused", where nobody listens


class FaultyServer(ThreadingHTTPServer):
    """`script` is what happens to the requests one after another, the last word for all that follow; `answer` is what "ok" gives."""

    daemon_threads = True

    def __init__(self, script: Sequence[str], answer: bytes, content_type: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = list(script)
        self.answer = answer
        self.content_type = content_type
        self.paths: list[str] = []
        self.bodies: list[bytes] = []
        self.guard = threading.Lock()
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def next_word(self) -> str:
        with self.guard:
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what is tested."""


class Handler(BaseHTTPRequestHandler):
    server: FaultyServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for an acknowledgement

    def log_message(self, *_: Any) -> None: ...

    def do_GET(self) -> None:
        self.reply(200, b'{"data": [{"id": "first"}]}', "application/json")

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.paths.append(self.path)
        word = self.server.next_word()
        if word == "slow":
            self.server.released.wait(SLOW_S)
        if word in ("ok", "slow"):
            self.reply(200, self.server.answer, self.server.content_type)
        elif word == "cut":
            self.reply(200, self.server.answer, self.server.content_type, sent=len(self.server.answer) // 2)
        elif word == "nonsense":
            self.reply(200, b"data: <html>\n\n", self.server.content_type)
        else:
            self.reply(int(word), b"{}", "application/json")

    def reply(self, status: int, body: bytes, content_type: str, sent: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:sent])
        if sent is not None:
            self.close_connection = True


@contextmanager
def faulty(*script: str, answer: bytes = b"{}", content_type: str = "application/json") -> Iterator[FaultyServer]:
    server = FaultyServer(script, answer, content_type)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()


def events(*pieces: str) -> bytes:
    """A streamed chat completion."""
    return deltas(*({"content": each} for each in pieces))


def deltas(*told: Mapping[str, Any]) -> bytes:
    """The same of any deltas, with the chunk that says it is complete."""
    chunks = [*({"choices": [{"delta": each, "finish_reason": None}]} for each in told), {"choices": [{"delta": {}, "finish_reason": "stop"}]}]
    return b"".join(b"data: " + json.dumps(each).encode() + b"\n\n" for each in chunks) + b"data: [DONE]\n\n"


@contextmanager
def taking_at_most(seconds: float) -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < seconds
