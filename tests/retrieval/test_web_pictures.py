"""Pictures by address: fetched from public hosts only, limited, kept once they are here."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from PIL import Image

from core.errors import BadInput, NotFound
from retrieval.photo import PHOTO_LIMIT_BYTES
from retrieval.web_pictures import WebPictures, public


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


class Shop(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/moved.png":
            self.send_response(302)
            self.send_header("Location", "/a.png")
        elif self.path == "/away.png":
            self.send_response(302)
            self.send_header("Location", "http://localhost:1/secret.png")
        elif self.path == "/round.png":
            self.send_response(302)
            self.send_header("Location", "/round.png")
        elif self.path == "/gone.png":
            self.send_response(404)
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if self.path == "/page.png" else "image/png")
        self.end_headers()
        self.wfile.write(b"x" * (PHOTO_LIMIT_BYTES + 1) if self.path == "/large.png" else png())

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def shop() -> Iterator[str]:
    Shop.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_picture_is_fetched_once(shop: str, tmp_path: Path) -> None:
    web = WebPictures(tmp_path / "fetched", allowed=lambda address: True)
    assert web.read(f"{shop}/a.png") == png()
    assert web.read(f"{shop}/a.png") == png()
    assert web.read(f"{shop}/moved.png") == png()
    assert Shop.asked == ["/a.png", "/moved.png", "/a.png"]


@pytest.mark.parametrize(
    ("name", "says", "kind"),
    [
        ("gone.png", "answers 404", NotFound),
        ("page.png", "is no picture but text/html", BadInput),
        ("large.png", "is over", BadInput),
        ("round.png", "redirected more than", NotFound),
    ],
)
def test_what_is_no_picture_is_refused_and_not_kept(shop: str, tmp_path: Path, name: str, says: str, kind: type[Exception]) -> None:
    web = WebPictures(tmp_path / "fetched", allowed=lambda address: True)
    with pytest.raises(kind, match=says):
        web.read(f"{shop}/{name}")
    assert not (tmp_path / "fetched").exists()


def test_private_hosts_are_refused_even_behind_a_redirect(shop: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="private network"):
        WebPictures(tmp_path).read(f"{shop}/a.png")
    assert Shop.asked == []
    answers = iter([True, False])
    with pytest.raises(BadInput, match="private network"):
        WebPictures(tmp_path, allowed=lambda address: next(answers, False)).read(f"{shop}/away.png")


@pytest.mark.parametrize("address", ["ftp://shop.example/a.png", "http://user:pw@shop.example/a.png", "http:///a.png"])
def test_strange_addresses_are_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no address that can be fetched"):
        WebPictures(tmp_path, allowed=lambda address: True).read(address)


def test_which_addresses_are_public() -> None:
    assert all(map(public, ["93.184.216.34", "2606:2800:220:1::1"]))
    closed = [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.3.4",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "224.0.0.1",
    ]
    assert not any(map(public, closed))
