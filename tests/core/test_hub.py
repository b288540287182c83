"""Models by hub name, against a hub of our own on this machine: the real client, a small server."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core import fetch, weights
from core.errors import WeightsError
from core.settings import Settings

REVISION = "a" * 40
FILES = {"model.safetensors": b"weights" * 1000, "config.json": b"{}", "pytorch_model.bin": b"a pickle", "modeling.py": b"print('code')"}


class Hub(BaseHTTPRequestHandler):
    """One page, owner/tiny, as the hub's API describes it."""

    promised = ""  # the SHA-256 that the page gives for the weights

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def do_GET(self) -> None:
        self.answer(body=True)

    def answer(self, body: bool) -> None:
        path = self.path.split("?")[0]
        name = path.removeprefix(f"/owner/tiny/resolve/{REVISION}/")
        if path == "/api/models/owner/tiny":
            files = [{"rfilename": each, "size": len(content)} for each, content in FILES.items()]
            files[0]["lfs"] = {"size": len(FILES["model.safetensors"]), "sha256": self.promised, "pointerSize": 100}
            content = json.dumps({"id": "owner/tiny", "sha": REVISION, "siblings": files}).encode()
        elif name in FILES:
            content = FILES[name]
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Type", "application/json")
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        self.send_header("X-Repo-Commit", REVISION)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, format: str, *values: object) -> None:
        """A quiet server."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Hub]]:
    monkeypatch.setattr(Hub, "promised", hashlib.sha256(FILES["model.safetensors"]).hexdigest())
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield Hub
    server.shutdown()
    server.server_close()


def test_a_page_comes_whole_without_pickles_and_code(hub: type[Hub], settings: Settings) -> None:
    folder = fetch.ensure("owner/tiny", settings)
    assert folder == settings.models / "owner--tiny"
    assert sorted(each.name for each in folder.iterdir()) == ["config.json", weights.MANIFEST, "model.safetensors"]
    model = weights.model_named("owner/tiny")
    assert weights.state(model, settings.models) == "ready" and weights.verify(model, settings.models) == {}
    (folder / "model.safetensors").write_bytes(b"cut")
    assert weights.state(model, settings.models) == "damaged"
    fetch.ensure("owner/tiny", settings)
    assert (folder / "model.safetensors").read_bytes() == FILES["model.safetensors"]


def test_bytes_that_the_page_does_not_promise_are_refused(hub: type[Hub], settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hub, "promised", "0" * 64)
    with pytest.raises(WeightsError, match=r"owner--tiny cannot be used: model\.safetensors is not the file the hub promises"):
        fetch.ensure("owner/tiny", settings)
    assert not (settings.models / "owner--tiny").exists()


def test_an_unknown_page_is_one_sentence(hub: type[Hub], settings: Settings) -> None:
    with pytest.raises(WeightsError, match="the hub's page owner/absent cannot be reached from here"):
        fetch.ensure("owner/absent", settings)
