"""A shopper at a real browser. Every test that has one also asserts: no console error, no request to another host, no injected script ran."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright

CHROMIUM = Path(os.environ.get("VITRINE_TEST_CHROMIUM") or "/usr/bin/chromium")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--autoplay-policy=no-user-gesture-required", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
)  # fmt: skip
NOTES_PLAYS = """
window.plays = [];  // {src, begun, until: seconds of the audio clock, ended: null or milliseconds}
const sources = new WeakMap();
const {fetch} = window, {decodeAudioData} = BaseAudioContext.prototype, {start, stop} = AudioBufferSourceNode.prototype;
window.fetch = async (...what) => {
  const answer = await fetch(...what), read = answer.arrayBuffer.bind(answer);
  answer.arrayBuffer = async () => { const data = await read(); sources.set(data, new URL(answer.url).pathname); return data; };
  return answer;
};
BaseAudioContext.prototype.decodeAudioData = async function (data) {
  const src = sources.get(data), sound = await decodeAudioData.call(this, data);
  sources.set(sound, src);
  return sound;
};
AudioBufferSourceNode.prototype.start = function (when) {
  const note = {src: sources.get(this.buffer), begun: when, until: when + this.buffer.duration, ended: null};
  window.plays.push(note);
  this.note = note;
  this.addEventListener('ended', () => { note.ended ??= performance.now(); });
  return start.call(this, when);
};
AudioBufferSourceNode.prototype.stop = function (when) { this.note.ended ??= performance.now(); return stop.call(this, when); };
"""


@dataclass
class Shopper:
    """A browser on the page, and what it asked for and complained about."""

    page: Page
    house: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self) -> None:
        self.page.goto(self.house.url)
        expect(self.page.locator("#chat .options button").first).to_be_visible(timeout=20_000)

    def reload(self) -> None:
        """Once Gradio's stream has ended: it complains on the console when a reload cuts it."""
        self.page.wait_for_load_state("networkidle")
        self.page.reload()

    def say(self, text: str) -> None:
        self.page.locator("#box textarea").fill(text)
        self.page.keyboard.press("Enter")

    def attach(self, path: Path) -> None:
        self.page.locator("#box input[type=file]").set_input_files(str(path))
        expect(self.page.locator("#box .thumbnails, #box .thumbnail-item").first).to_be_visible()
        self.page.wait_for_function("[...document.querySelectorAll('#box img')].every(each => each.complete)")  # the file is deleted once it is sent

    @property
    def cards(self) -> Any:
        return self.page.locator("#window .card")

    @property
    def last(self) -> Any:
        return self.page.locator("#chat .bot .said").last

    @property
    def speech(self) -> list[str]:
        return [each for each in self.asked if "/speech/" in each]

    @property
    def state(self) -> Any:
        return self.house.shop.sessions.get(self.page.evaluate("sessionStorage.getItem('vitrine-session')")).state


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def shopper(served: Any, browser: Browser) -> Iterator[Shopper]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, permissions=["microphone"])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.add_init_script(NOTES_PLAYS)
    found = Shopper(page, served)

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.complaints.append(message.text)

    def request(sent: Request) -> None:
        found.asked.append(sent.url)
        if not sent.url.startswith((served.url, "data:", "blob:")):
            found.complaints.append(f"request to {sent.url}")

    def response(got: Response) -> None:
        if got.status >= 400:
            found.complaints.append(f"{got.status} {got.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.on("request", request)
    page.on("response", response)
    found.open()
    yield found
    ran = page.evaluate("window.ran")
    context.close()
    assert ran is None
    assert found.complaints == []
