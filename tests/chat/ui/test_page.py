"""The page in a real browser, as a shopper uses it. Every test also asserts: no console error, no request to another host, no injected script ran."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
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
NOTES_LIGHT = """
window.lit = [];
const note = () => document.querySelectorAll('#window .speaking').forEach(card => window.lit.push(card.dataset.rank));
new MutationObserver(note).observe(document.querySelector('#window'), {subtree: true, attributes: true, childList: true});
"""
PAYLOAD = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>**bold** [x](http://example.com/) ![x](http://example.com/x.png) $$x$$'

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, or set VITRINE_TEST_CHROMIUM")


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


def test_a_typed_wish_brings_numbered_cards_and_speech_in_order(shopper: Shopper) -> None:
    shopper.house.voice.gate.clear()
    shopper.say("hiking boots under 120 dollars")
    expect(shopper.cards).to_have_count(2)
    expect(shopper.page.locator("#window .rank")).to_have_text(["1", "2"])
    expect(shopper.cards.first).to_contain_text("Larch Boots")
    expect(shopper.cards.first).to_contain_text("$89")
    expect(shopper.cards.first).to_contain_text("from Marlow")
    shopper.page.wait_for_function("window.plays.length == 1")  # the first sentence plays while the voice still owes the others
    assert len(shopper.house.voice.spoken) == 1
    expect(shopper.page.locator("#stop")).to_be_visible()
    shopper.house.voice.gate.set()
    shopper.page.wait_for_function("window.plays.length == 3 && window.plays.every(each => each.ended)")  # the opening and the two boots
    plays = shopper.page.evaluate("window.plays")
    assert [each["src"] for each in plays] == [re.sub(r"^https?://[^/]+", "", each) for each in dict.fromkeys(shopper.speech)]
    assert all(before["until"] <= after["begun"] for before, after in pairwise(plays))
    assert plays[2]["begun"] - plays[1]["until"] < 0.001  # both were there in time: no gap between them
    expect(shopper.page.locator("#stop")).to_be_hidden()


def test_the_card_that_is_spoken_of_lights_up(shopper: Shopper) -> None:
    shopper.page.evaluate(NOTES_LIGHT)
    shopper.say("hiking boots under 120 dollars")
    shopper.page.wait_for_function("new Set(window.lit).size == 2")
    assert list(dict.fromkeys(shopper.page.evaluate("window.lit"))) == ["1", "2"]
    expect(shopper.page.locator("#window .speaking")).to_have_count(0)


def test_chips_are_sent_as_if_typed(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="Hiking boots under $150").click()
    expect(shopper.cards).to_have_count(3)
    expect(shopper.page.locator("#chat .user .said").last).to_have_text("hiking boots under $150")
    shopper.page.get_by_role("button", name="Something cheaper").click()
    expect(shopper.page.locator("#chat .user .said").last).to_have_text("something cheaper")
    shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")
    assert shopper.state.turns == 2


def test_a_tile_of_the_window_asks_for_its_kind(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="Tent").last.click()
    expect(shopper.cards).to_have_count(1)
    expect(shopper.cards).to_contain_text("Two-Person Tent")


def test_a_photo_is_shown_with_what_was_recognised(shopper: Shopper, photo: Path) -> None:
    shopper.attach(photo)
    shopper.say("like this")
    expect(shopper.page.locator("#chat .seen")).to_have_text("looks like: hiking boots, brown")
    shown = shopper.page.locator("#chat img.shown-photo")
    expect(shown).to_have_attribute("src", re.compile(r"^/photos/[\w-]+\.jpg$"))
    shopper.page.wait_for_function("document.querySelector('#chat img.shown-photo').naturalWidth == 320")
    expect(shopper.cards.first).to_be_visible()
    assert [each for each in shopper.house.shop.uploads.folder.rglob("*") if each.is_file()] == []
    shopper.page.get_by_role("button", name="New conversation").click()
    expect(shopper.page.locator("#chat img.shown-photo")).to_have_count(0)
    assert len(shopper.house.shop.photos) == 0


def test_a_recording_from_the_microphone_is_heard(shopper: Shopper) -> None:
    shopper.page.get_by_role("button", name="Record audio").click()
    shopper.page.wait_for_timeout(800)  # one tap starts
    shopper.page.get_by_role("button", name="Stop recording").click()  # and one sends
    expect(shopper.page.locator("#chat .user .words")).to_have_text(shopper.house.ears.words)
    expect(shopper.page.locator("#chat .user .heard")).to_have_text("heard")
    expect(shopper.cards).to_have_count(2)


@pytest.mark.parametrize("way", ["button", "escape"])
def test_stop_ends_the_turn_and_changes_nothing(shopper: Shopper, way: str) -> None:
    shopper.say("tent")
    expect(shopper.cards).to_have_count(1)
    shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")
    before = shopper.state
    shopper.house.model.endless = True
    shopper.say("something my aunt would like for her birthday")
    assert shopper.house.model.asked.wait(10)
    expect(shopper.page.locator("#chat .status")).to_be_visible()
    if way == "button":
        shopper.page.locator("#stop").click()
    else:
        shopper.page.keyboard.press("Escape")
    expect(shopper.last).to_have_text("Stopped.")
    assert shopper.house.model.stopped.wait(5)
    assert shopper.state is before
    shopper.say("hiking boots")
    expect(shopper.cards).to_have_count(3)


def test_a_shopper_who_leaves_stops_the_turn(shopper: Shopper) -> None:
    shopper.house.model.endless = True
    tab = shopper.page.context.new_page()
    tab.goto(shopper.house.url)
    tab.locator("#box textarea").fill("something my aunt would like for her birthday")
    tab.keyboard.press("Enter")
    assert shopper.house.model.asked.wait(10)
    expect(tab.locator("#chat .user .said").last).to_contain_text("my aunt")  # the tab listens by now: Gradio notices who leaves by their stream
    tab.close()
    assert shopper.house.model.stopped.wait(10)


def test_stop_silences_the_voice_at_once(shopper: Shopper) -> None:
    shopper.house.voice.gate.clear()
    shopper.say("hiking boots")
    shopper.page.wait_for_function("window.plays.length == 1")
    shopper.page.evaluate("window.vitrine.hush()")
    shopper.page.keyboard.press("Escape")
    shopper.house.voice.gate.set()
    shopper.page.wait_for_timeout(1200)
    assert len(shopper.page.evaluate("window.plays")) == 1
    expect(shopper.last).not_to_have_text("Stopped.")
    expect(shopper.cards).to_have_count(3)


def test_without_read_aloud_nothing_is_spoken(shopper: Shopper) -> None:
    shopper.page.get_by_label("Read aloud").uncheck()
    shopper.say("hiking boots")
    expect(shopper.cards).to_have_count(3)
    shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")
    assert shopper.house.voice.spoken == []
    assert shopper.speech == []


def test_bad_input_is_a_sentence_in_the_chat_and_the_talk_goes_on(shopper: Shopper, tmp_path: Path) -> None:
    wrong = tmp_path / "wish.wav"
    wrong.write_text("just words")
    shopper.attach(wrong)
    shopper.page.keyboard.press("Enter")
    expect(shopper.page.locator("#chat .failed").last).to_contain_text("wish.wav is not a sound file")
    shopper.say("x" * 10_000)
    expect(shopper.page.locator("#chat .failed").last).to_contain_text("10,000 characters, the limit is 2,000")
    assert shopper.state.turns == 0
    assert [each for each in shopper.house.shop.uploads.folder.rglob("*") if each.is_file()] == []
    shopper.say("tent")
    expect(shopper.cards).to_have_count(1)


def test_no_text_of_others_becomes_script_or_links(shopper: Shopper, photo: Path) -> None:
    """Title, brand and description of an item, words of the shopper, the transcript, the name of a file, a chip."""
    shopper.house.ears.words = f"backpack {PAYLOAD}"
    shopper.attach(photo)
    shopper.say(f"backpack {PAYLOAD}")
    expect(shopper.page.locator("#chat .bot .said")).to_have_count(2)
    shopper.say("backpack in red")
    expect(shopper.cards.first).to_contain_text("<script>window.ran=1</script>")
    shopper.say("the first one")
    expect(shopper.page.locator("#chat .bot .said")).to_have_count(4)
    shopper.page.wait_for_timeout(300)
    assert shopper.page.locator("#chat a, #chat strong, #chat script, #window script, #window a").count() == 0
    assert all("/photos/" in each for each in shopper.page.locator("#chat img").evaluate_all("all => all.map(each => each.src)"))


def test_a_reload_keeps_the_conversation_and_a_new_one_forgets_it(shopper: Shopper) -> None:
    shopper.say("hiking boots")
    expect(shopper.cards).to_have_count(3)
    name = shopper.page.evaluate("sessionStorage.getItem('vitrine-session')")
    shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")
    shopper.reload()
    expect(shopper.cards).to_have_count(3)
    expect(shopper.page.locator("#chat .user .said")).to_have_text("hiking boots")
    shopper.page.get_by_role("button", name="New conversation").click()
    expect(shopper.page.locator("#window .tile").first).to_be_visible()
    expect(shopper.page.locator("#chat .user")).to_have_count(0)
    assert len(shopper.house.shop.sessions) == 0
    shopper.say("tent")
    expect(shopper.cards).to_have_count(1)
    assert shopper.page.evaluate("sessionStorage.getItem('vitrine-session')") != name


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_it_fits_a_phone_and_the_dark(shopper: Shopper, width: int, scheme: Any) -> None:
    shopper.page.set_viewport_size({"width": width, "height": 844})
    shopper.page.emulate_media(color_scheme=scheme)
    shopper.reload()
    shopper.say("hiking boots")
    expect(shopper.cards).to_have_count(3)
    size = shopper.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size == [width, 844]
    for place in ("#chat", "#box", "#window .card >> nth=0"):
        expect(shopper.page.locator(place)).to_be_in_viewport()
    assert shopper.page.evaluate("document.body.classList.contains('dark')") == (scheme == "dark")


def test_the_page_says_that_models_are_loading(shopper: Shopper) -> None:
    shopper.house.shop.warming.state = "warming"
    shopper.reload()
    expect(shopper.page.locator("#banner")).to_contain_text("still loading")
    shopper.house.shop.warming.state = "warm"
    expect(shopper.page.locator("#banner .banner")).to_have_count(0)


def test_the_same_photo_can_be_shown_twice(shopper: Shopper, photo: Path) -> None:
    shopper.page.get_by_label("Read aloud").uncheck()
    for turn in (1, 2):
        with shopper.page.expect_file_chooser() as chooser:
            shopper.page.locator("#box .upload-button").click()
        chooser.value.set_files(str(photo))
        expect(shopper.page.locator("#box .thumbnail-item").first).to_be_visible()
        shopper.page.wait_for_function("[...document.querySelectorAll('#box img')].every(each => each.complete)")
        shopper.page.locator("#box textarea").press("Enter")
        expect(shopper.page.locator("#chat .user .shown-photo")).to_have_count(turn)
        shopper.page.wait_for_function("!document.documentElement.classList.contains('busy')")


def test_the_opening_is_read_from_its_top(shopper: Shopper) -> None:
    shopper.page.set_viewport_size({"width": 390, "height": 600})
    shopper.reload()
    expect(shopper.page.locator("#chat .guide")).to_be_visible()
    shopper.page.wait_for_timeout(800)  # Gradio scrolls to the end a moment after it has drawn
    assert shopper.page.evaluate("(log => log.scrollHeight > log.clientHeight && log.scrollTop)(document.querySelector('#chat .bubble-wrap'))") == 0
