"""`serve`: the port is checked before anything is loaded, and the end is quiet."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from commands import serve
from core.errors import WrongSetting
from core.settings import Settings

ROOT = Path(__file__).parents[2]
SERVE = (
    "import argparse, sys; from commands import serve; from core.settings import settings_from; sys.exit(serve.run(argparse.Namespace(), settings_from({})))"
)


def test_a_port_in_use_is_one_sentence_with_the_way_out(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(WrongSetting) as caught:
            serve.run(argparse.Namespace(), replace(settings, port=port))
    assert str(caught.value).startswith(f"port {port} is in use: ")
    assert f"--port {port + 1}" in str(caught.value)
    assert not (settings.home / "uploads").exists()


def test_the_port_is_held_from_the_start() -> None:
    with serve.bound("127.0.0.1", 0) as first, pytest.raises(WrongSetting, match="in use"):
        serve.bound("127.0.0.1", first.getsockname()[1])
    with pytest.raises(WrongSetting, match=r"no address"):
        serve.bound("not a host", 0)


def test_the_address_is_one_a_browser_can_open() -> None:
    assert serve.address("127.0.0.1", 7860) == "http://127.0.0.1:7860"
    assert serve.address("0.0.0.0", 7860) == "http://127.0.0.1:7860"
    assert serve.address("::", 80) == "http://[::1]:80"
    assert serve.address("shop.local", 80) == "http://shop.local:80"


def test_a_browser_is_opened_only_on_a_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not serve.has_desktop()
    monkeypatch.setenv("DISPLAY", ":0")
    assert serve.has_desktop()
    monkeypatch.setenv("SSH_CONNECTION", "somewhere")
    assert not serve.has_desktop()


PATIENCE_S = 120  # a first start compiles its libraries and loads models beside the page: no test of speed


@pytest.mark.slow
def test_it_serves_says_so_and_ends_quietly(home: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "VITRINE_HOME": str(home.home), "VITRINE_PORT": str(port), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", SERVE], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert f"Vitrine is open at http://127.0.0.1:{port} (ready in" in process.stdout.readline()
        assert httpx.get(f"http://127.0.0.1:{port}/", timeout=PATIENCE_S).status_code == 200
        assert "all models are loaded" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0
        assert "Traceback" not in errors
        assert not (home.home / "uploads" / str(port)).exists()
    finally:
        process.kill()
