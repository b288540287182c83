"""The open microphone of one conversation: hears while the shopper still speaks, begins the answer at the first pause, hands the turn over at its end.

What is fed comes from one thread; recognition has a thread of its own, which reads the newest sound and skips what it overtook.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from chat.acts import Utterance
from chat.ahead import Ahead
from chat.begun import Spoken
from chat.parts import Parts
from chat.session import Session
from chat.unfinished import read_ahead
from core.errors import VitrineError
from speech.clip import Clip
from speech.engines import Glancer
from speech.patience import patience
from speech.turn_taking import Heard, TurnTaker

QUICK_S = 0.5  # of the last recognition: where it takes longer there is no time for partials, behind which the turn itself would wait
SLOWER = 3.0  # a partial is read at most every so many times the time the last one took: half a core is left for the turn itself
ENOUGH = re.compile(  # said to make the voice stop: nothing more is wanted
    r"(?:(?:ok|okay|please|no|hey|bitte|non|por favor) )?"
    r"(?:stop(?: it| talking| please| reading)?|be quiet|quiet|shut up|hush|that's enough|enough"
    r"|halt|ruhe|genug|stopp|arrête|silence|ça suffit|para|basta|silencio)"
    r"(?: please| now| bitte)?"
)

log = logging.getLogger(__name__)

What = Literal["hold", "go_on", "interrupted", "heard", "partial", "turn", "nothing", "enough", "cut", "failed"]


@dataclass(frozen=True)
class Told:
    """What the page is told. `text` are the words so far, or what failed; `token` names a turn that waits to be taken."""

    what: What
    text: str = ""
    token: str = ""


class Listening:
    """`tell` is called from either thread and must not wait. `language`, `rate` and `voice` are as an `Utterance` has them."""

    def __init__(
        self,
        parts: Parts,
        session: Session,
        taker: TurnTaker,
        tell: Callable[[Told], None],
        language: str | None = None,
        rate: float = 1.0,
        voice: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._parts = parts
        self._session = session
        self._taker = taker
        self._tell = tell
        self._language = language
        self._rate = rate
        self._voice = voice
        self._clock = clock
        self._guard = threading.RLock()
        self._work = threading.Condition(self._guard)
        self._final: tuple[int, Clip] | None = None  # the sound of a pause that waits to be recognised, and the number of that pause
        self._partial: Clip | None = None
        self._pause = 0
        self._spoken: Spoken | None = None  # what the present pause would make a turn of
        self._carried = ""  # words of a turn that the shopper talked into before it was answered
        self._cut = False
        self._closed = False
        self._reading = threading.Lock()
        self.aloud = True  # whether replies are spoken
        threading.Thread(target=self._recognise, name="recognition", daemon=True).start()

    @property
    def over_voice(self) -> bool:
        return self._taker.over_voice

    @over_voice.setter
    def over_voice(self, playing: bool) -> None:
        """Whether the shop's own voice is to be heard now."""
        with self._guard:
            self._taker.over_voice = playing

    def feed(self, samples: np.ndarray) -> None:
        """(n,) float32 at 16 kHz."""
        with self._guard:
            if not (self._cut or self._closed):
                for heard in self._taker.feed(samples):
                    self._happened(heard)

    def close(self) -> None:
        """The microphone is off: what was not said to its end is forgotten."""
        with self._guard:
            self._closed = True
            self._give_up()
            self._work.notify_all()

    def _happened(self, heard: Heard) -> None:
        if heard.what == "suspected":
            self._tell(Told("hold"))
        elif heard.what == "dismissed":
            self._tell(Told("go_on"))
        elif heard.what == "started":
            self._begun()
        elif heard.what == "resumed":
            self._give_up()
        elif heard.what == "partial" and heard.clip:
            self._partial = heard.clip
            self._work.notify_all()
        elif heard.what in ("paused", "cut") and heard.clip:
            self._pause += 1
            self._final = (self._pause, heard.clip)
            self._cut = heard.what == "cut"
            self._work.notify_all()
        elif heard.what == "ended":
            self._ended()

    def _begun(self) -> None:
        """Somebody speaks: the voice stops, and so does a model that still thinks about what they are going on with."""
        speaking = self._taker.over_voice or self._session.busy
        self._carried = self._session.interrupt()
        self._taker.over_voice = False
        self._tell(Told("interrupted" if speaking else "heard"))

    def _give_up(self) -> None:
        """What was begun for a pause is dropped: the shopper went on."""
        self._pause += 1
        self._final = None
        if self._spoken and self._spoken.ahead:
            self._spoken.ahead.cancel()
        self._spoken = None

    def _ended(self) -> None:
        """The silence has lasted: what was recognised becomes a turn."""
        spoken, self._spoken = self._spoken, None
        self._pause += 1
        self._partial = None
        if spoken is None:
            return
        self._session.offer(spoken)
        self._tell(Told("turn", spoken.text, spoken.token))

    def _recognise(self) -> None:
        """The thread of recognition: pauses before partials, the newest of each. No partial is begun in a silence, which may be a pause in a moment."""
        rest = took = 0.0
        while True:
            with self._guard:
                while not (self._closed or self._final or (self._partial and self._clock() >= rest and not self._taker.silence_s)):
                    self._work.wait(timeout=0.1 if self._partial else None)
                if self._closed:
                    return
                final, self._final = self._final, None
                partial, self._partial = (None if final or took > QUICK_S else self._partial), None
            began = self._clock()
            try:
                if final:
                    self._read(*final)
                elif partial:
                    self._glance(partial)
            except Exception as error:  # the edge of this thread: of any engine
                log.exception("recognition failed")
                with self._guard:
                    if self._taker.pausing:
                        self._taker.nothing_said()
                self._tell(Told("failed", str(error) if isinstance(error, VitrineError) else ""))
            took = self._clock() - began if final or partial else took
            rest = self._clock() + (SLOWER - 1) * took

    def _read(self, pause: int, clip: Clip) -> None:
        """The words of a pause. If it still lasts, the answer to them is begun, and they say how long it may last."""
        found = self._parts.hear(clip, self._language)
        text = found.text.strip()
        with self._guard:
            if pause != self._pause or self._closed:
                return
            text = f"{self._carried} {text}".strip()
            if self._cut:
                self._finish(text)
            elif not text or ENOUGH.fullmatch(re.sub(r"[^\w' ]", "", text.lower())):
                self._taker.nothing_said()
                self._tell(Told("enough" if text else "nothing"))
            else:
                ahead = Ahead(self._parts, self._session, Utterance(text, recognised=True, rate=self._rate, voice=self._voice), aloud=self.aloud)
                self._spoken = Spoken(secrets.token_urlsafe(16), text, ahead)
                self._tell(Told("partial", text))
                ahead.start()
                self._taker.wait(patience(text, found.language))

    def _finish(self, text: str) -> None:
        """A turn without a pause was cut at its longest: what was heard is answered, and the microphone hears no more."""
        if text:
            self._spoken = Spoken(secrets.token_urlsafe(16), text)
            self._ended()
        self._tell(Told("cut"))

    def _glance(self, clip: Clip) -> None:
        """Words while the shopper speaks, where the engine is quick enough for it. They are shown, and the model reads them; what is answered is heard anew."""
        transcriber = self._parts.transcriber
        if isinstance(transcriber, Glancer) and (text := transcriber.glance(clip.samples, self._language).strip()):
            with self._guard:
                if self._taker.pausing or self._closed:
                    return
                text = f"{self._carried} {text}".strip()
                self._tell(Told("partial", text))
            threading.Thread(target=self._read_ahead, args=(text,), name="read ahead", daemon=True).start()

    def _read_ahead(self, text: str) -> None:
        """Recognition does not wait for it, and where one is under way the next is left out."""
        if self._reading.acquire(blocking=False):
            try:
                read_ahead(self._parts, self._session.state, text)
            except Exception as error:  # the edge of this thread: the turn itself says what is wrong with an engine
                log.debug("reading ahead came to nothing: %s", error)
            finally:
                self._reading.release()
