"""What the page costs: a turn through it beside the same turn in process, how soon something is seen, how much is sent."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from gradio_client import Client

from chat.acts import Utterance
from chat.parts import Parts, open_parts
from chat.state import DialogueState
from chat.turn import take_turn
from chat.ui.server import build_app
from chat.ui.shop import open_shop
from chat.ui.warming import Warming
from commands.measure.bare_page import DIRECT, QUEUED, bare_app
from commands.measure.row import Row
from commands.measure.turns import shown
from commands.serve import bound
from core.errors import MissingEngine
from core.settings import Settings

TURNS = 40
SAID = ("hiking boots under 150 dollars", "a red backpack", "a tent for two", "headphones under 200 dollars", "a blue rain jacket")  # rules read them
PAINTS = 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu"]
TIMED = """
async ([tap, waited]) => {
  const shows = new Function('return ' + waited)();  // a page's own way of telling whether what was asked for is there
  const before = shows();
  let seen;
  const shown = new Promise(resolve => { seen = new MutationObserver(() => { if (shows() > before) resolve(); }); });
  seen.observe(document.body, {subtree: true, childList: true, characterData: true});
  const start = performance.now();
  document.querySelector(tap).click();
  await Promise.race([shown, new Promise((_, fail) => setTimeout(() => fail(new Error('no answer came')), 60000))]);
  seen.disconnect();
  return performance.now() - start;
}
"""
ANSWERS = "() => document.querySelector('#window .tile') ? 0 : document.querySelectorAll('#chat .bot .said:not(.status)').length"
ECHOES = "() => Number(document.querySelector('.echo')?.textContent || 0)"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
WEIGHT = "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((sum, each) => sum + each.encodedBodySize, 0)"


def measure_pages(settings: Settings) -> Iterator[Row]:
    """The rows, each as soon as it is measured."""
    parts = open_parts(settings)
    parts.load(hear=False, speak=False, read=True)
    folder = Path(tempfile.mkdtemp(prefix="vitrine-bench-"))
    try:
        with served(bare_app()) as bare, served(build_app(open_shop(parts, folder / "uploads", Warming(lambda: None)))) as url:
            yield from through_the_api(parts, url)
            yield from in_a_browser(parts, url, bare)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """A web application on a free port of this machine, behind a socket as `serve` makes it: another kind may hold small answers back for 40 ms."""
    listener = bound("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def in_process(parts: Parts, text: str) -> float:
    """Milliseconds of the turn itself."""
    start = time.perf_counter()
    take_turn(parts, DialogueState(), Utterance(text), aloud=False)
    return (time.perf_counter() - start) * 1000


def beside(ours: list[float], bare: list[float], what: str, name: str) -> list[Row]:
    """Median and 95th percentile of what is added, turn by turn, with the turns taken one after the other."""
    added = [whole - alone for whole, alone in zip(ours, bare, strict=True)]
    high = statistics.quantiles(added, n=20)[18]
    return [
        Row(f"{what}: what it adds to a turn, median", round(statistics.median(added), 1), "ms", len(added)),
        Row(f"{what}: what it adds to a turn, 95th percentile", round(high, 1), "ms", len(added)),
        Row(f"{what}: the whole turn", round(statistics.median(ours), 1), "ms", len(ours), round(statistics.median(bare), 1), name),
    ]


def through_the_api(parts: Parts, url: str) -> list[Row]:
    client = Client(url, verbose=False)
    client.predict(text=SAID[0], api_name="/ask")
    ours, bare = [], []
    for at in shown(range(TURNS), "turns through the API"):
        text = SAID[at % len(SAID)]
        bare.append(in_process(parts, text))
        start = time.perf_counter()
        client.predict(text=text, api_name="/ask")
        ours.append((time.perf_counter() - start) * 1000)
    return beside(ours, bare, "the endpoint /ask", "the same turn in process")


def in_a_browser(parts: Parts, url: str, bare: str) -> list[Row]:
    """Raises MissingEngine where no browser is installed."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise MissingEngine("chromium", "`bench ui` measures the page in it, install it with `apt-get install chromium`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS)
        page, echo = (started.new_context(viewport={"width": 1280, "height": 800}).new_page() for _ in range(2))
        echo.goto(bare)
        echo.wait_for_selector(f"#{DIRECT}")
        paints, weight = [], 0
        for _ in range(PAINTS + 1):  # the first visit is the cold one
            page.goto(url)
            page.wait_for_selector("#chat .options button")
            paints.append(float(page.evaluate(PAINTED)))
            weight = weight or int(page.evaluate(WEIGHT))
        rows = [
            Row("first paint, warm", round(statistics.median(paints[1:]) / 1000, 3), "s", PAINTS, round(paints[0] / 1000, 3), "the first visit"),
            Row("weight of the page on the first visit, without pictures still to come", round(weight / 1e6, 2), "MB", 1),
        ]
        rows += turns_in(page, echo, parts)
        started.close()
    return rows


def turns_in(page: Any, echo: Any, parts: Parts) -> list[Row]:
    """From the tap on the arrow to the answer and its cards in the page; beside each turn an echo by Gradio alone."""
    page.get_by_label("Read aloud").uncheck()
    timed(page, SAID[0])
    ours, alone = [], []
    echoes: dict[str, list[float]] = {QUEUED: [], DIRECT: []}
    for at in shown(range(TURNS), "turns through the page"):
        text = SAID[at % len(SAID)]
        page.get_by_role("button", name="New conversation").click()
        page.wait_for_function("!document.querySelector('#chat .user') && document.querySelector('#window .tile')")
        page.wait_for_load_state("networkidle")  # the pictures of the turn before are drawn: neither turn pays for them
        alone.append(in_process(parts, text))
        ours.append(timed(page, text))
        for id, taken in echoes.items():
            echo.wait_for_load_state("networkidle")
            taken.append(float(echo.evaluate(TIMED, [f"#{id}", ECHOES])))
    return [
        *beside(ours, alone, "the page in a browser", "the same turn in process"),
        echoed(echoes[DIRECT], "a bare Gradio page with the same components: an echo by the request itself, as our turns go"),
        echoed(echoes[QUEUED], "a bare Gradio page with the same components: an echo through Gradio's queue"),
    ]


def echoed(taken: list[float], what: str) -> Row:
    return Row(f"{what}, median", round(statistics.median(taken), 1), "ms", len(taken))


def timed(page: Any, text: str) -> float:
    """Milliseconds from the tap on the arrow, the words standing in the box already."""
    page.locator("#box textarea").fill(text)
    return float(page.evaluate(TIMED, ["#box .submit-button", ANSWERS]))
