"""The open microphone over a WebSocket: sound comes in as 16 bit PCM, what is understood of it goes out as JSON.

The browser begins with `{"session": name, "rate": Hz, "aloud": bool}` and then sends chunks; between them it may tell
`{"playing": bool}` (the shop's voice is to be heard now), `{"aloud": bool}`, `{"turn": n, "played": clips}` (where the voice was stopped).
Nothing is stored: sound lives in memory until its turn is over.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from starlette.concurrency import run_in_threadpool

from chat.listening import Listening, Told
from chat.session import Session
from chat.ui.microphone_words import WORDS, Words
from chat.ui.shop import Shop
from chat.ui.tongue import texts_for
from chat.ui.voice_choice import chosen
from core.errors import BadInput, NotFound, VitrineError
from speech.resample import StreamResampler
from speech.silence import VAD_RATE
from speech.turn_taking import TurnTaker
from speech.voice_activity import VoiceActivity
from speech.whisper_options import WINDOW_S

MOST_OPEN = 32  # microphones at once; voice activity of each takes a hundredth of a core
MOST_BYTES = 65_536  # of one message: a third of a second of 96 kHz
RATES = (8_000, 96_000)  # Hz
AHEAD_S = 5.0  # of sound more than time has passed: a network may stutter, nobody speaks faster than time
SILENT_S = 600.0  # without a word, after which the microphone is closed
HELLO_S = 10.0  # within which a browser says which conversation it is
REFUSED = 1008  # WebSocket's "policy violation" (RFC 6455, 7.4.1)


class Microphones:
    """Those that are open, one a conversation: the newest tab has it."""

    def __init__(self) -> None:
        self._open: dict[str, Callable[[], None]] = {}

    def take(self, name: str, leave: Callable[[], None], words: Words) -> None:
        """Raises BadInput where too many are open. `leave` is called when another tab takes the conversation's microphone."""
        before = self._open.get(name)
        if before is None and len(self._open) >= MOST_OPEN:
            raise BadInput(words.too_many.format(MOST_OPEN))
        self._open[name] = leave
        if before:
            before()

    def give_back(self, name: str, leave: Callable[[], None]) -> None:
        if self._open.get(name) is leave:
            del self._open[name]


def add_microphone(app: FastAPI, shop: Shop) -> None:
    """The route `/listen`."""
    microphones = Microphones()

    @app.websocket("/listen")
    async def listen(socket: WebSocket) -> None:
        if not same_origin(socket.headers.get("origin"), socket.headers.get("host")):
            await socket.close(REFUSED)
            return
        await socket.accept()
        here = replace(shop, texts=texts_for(socket.cookies, socket.headers), choice=chosen(socket.cookies))
        try:
            session, rate, aloud = await hello(socket, here)
            await Microphone(socket, here, session, rate, aloud).run(microphones)
        except VitrineError as error:
            await refuse(socket, str(error))
        except (WebSocketDisconnect, RuntimeError):  # the browser went; Starlette raises the second when one sends to it nevertheless
            return


def same_origin(origin: str | None, host: str | None) -> bool:
    """A page of another site may open a socket to here as well: only our own is heard. Programs send no origin."""
    return origin is None or (bool(host) and urlsplit(origin).netloc == host)


async def hello(socket: WebSocket, shop: Shop) -> tuple[Session, int, bool]:
    """The conversation that the browser names, a new one where it names none. Raises BadInput, NotFound."""
    words = WORDS[shop.texts.language_code]
    try:
        said = json.loads(await asyncio.wait_for(socket.receive_text(), HELLO_S))
        name, rate, aloud = str(said["session"]), int(said["rate"]), bool(said.get("aloud", True))
    except (ValueError, TypeError, KeyError, TimeoutError, asyncio.TimeoutError):
        raise BadInput(words.unreadable) from None
    if not RATES[0] <= rate <= RATES[1]:
        raise BadInput(words.no_rate.format(rate, *RATES))
    try:
        return shop.sessions.get(name), rate, aloud
    except NotFound:
        return shop.sessions.get(shop.sessions.create()), rate, aloud


async def refuse(socket: WebSocket, why: str) -> None:
    """The reason in words, then the end."""
    await socket.send_text(json.dumps({"event": "closed", "why": why}))
    await socket.close(REFUSED)


class Microphone:
    """One open microphone."""

    def __init__(self, socket: WebSocket, shop: Shop, session: Session, rate: int, aloud: bool) -> None:
        self._socket = socket
        self._shop = shop
        self._words = WORDS[shop.texts.language_code]
        self._session = session
        self._rate = rate
        self._resampled = StreamResampler(rate, VAD_RATE)
        self._loop = asyncio.get_running_loop()
        self._out: asyncio.Queue[dict[str, Any] | str] = asyncio.Queue()  # events; a plain text is the reason of the end
        self._listening = Listening(
            shop.of(session).parts, session, TurnTaker(VoiceActivity()), self._told, shop.choice.language, shop.choice.rate, shop.choice.voice
        )
        self._listening.aloud = aloud
        self._began = self._last_word = time.monotonic()
        self._seconds = 0.0

    async def run(self, microphones: Microphones) -> None:
        """Until the browser goes or is sent away."""
        leave = self._leave
        try:
            microphones.take(self._session.name, leave, self._words)
            self._out.put_nowait({"event": "ready", "session": self._session.name})
            sending, receiving = asyncio.ensure_future(self._send()), asyncio.ensure_future(self._receive())
            try:
                done, _ = await asyncio.wait((sending, receiving), return_when=asyncio.FIRST_COMPLETED)
            finally:
                sending.cancel(), receiving.cancel()
            for each in done:
                each.result()
        finally:
            microphones.give_back(self._session.name, leave)
            self._listening.close()

    def _leave(self) -> None:
        self._put(self._words.elsewhere)

    async def _send(self) -> None:
        """Events as they come. Raises BadInput with the reason of the end."""
        while not isinstance(event := await self._out.get(), str):
            await self._socket.send_text(json.dumps(event))
        raise BadInput(event)

    async def _receive(self) -> None:
        """One message after another: the next is read when this one is taken in, so that the network holds back whoever sends too much."""
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if message.get("bytes") is not None:
                await run_in_threadpool(self._listening.feed, self._sound(message["bytes"]))
            else:
                self._note(message.get("text") or "")

    def _sound(self, data: bytes) -> np.ndarray:
        """(n,) float32 at 16 kHz. Raises BadInput for too much of it."""
        now = time.monotonic()
        self._seconds += len(data) / 2 / self._rate
        if len(data) > MOST_BYTES or len(data) % 2 or self._seconds > now - self._began + AHEAD_S:
            raise BadInput(self._words.too_much)
        if self._session.forgotten:
            raise BadInput(self._words.ended)
        if now - self._last_word > SILENT_S:
            raise BadInput(self._words.silent.format(SILENT_S / 60))
        return self._resampled(np.frombuffer(data, "<i2").astype(np.float32) / 32_768)

    def _note(self, text: str) -> None:
        """What the page tells beside the sound. What is no such thing is passed over: it changes nothing."""
        try:
            said = json.loads(text)
            if "playing" in said:
                self._listening.over_voice = bool(said["playing"])
            if "aloud" in said:
                self._listening.aloud = bool(said["aloud"])
            if "played" in said:
                self._session.played(int(said["turn"]), float(said["played"]))
        except (ValueError, TypeError, KeyError):
            return

    def _told(self, told: Told) -> None:
        """From the threads of the listening."""
        if told.text:
            self._last_word = time.monotonic()
        if told.what == "cut":
            self._put(self._words.unpausing.format(WINDOW_S))
        else:
            self._put({"event": told.what, "text": self._fault(told.text) if told.what == "failed" else told.text, "token": told.token})

    def _fault(self, reason: str) -> str:
        """What the engines say of their faults is English: elsewhere the page's own word stands for it, and the log has theirs."""
        return reason if reason and self._words is WORDS["en"] else self._shop.texts.failed

    def _put(self, event: dict[str, Any] | str) -> None:
        try:
            self._loop.call_soon_threadsafe(self._out.put_nowait, event)
        except RuntimeError:  # the server is closing
            return
