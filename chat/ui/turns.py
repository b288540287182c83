"""One turn for the page: a worker thread waits for its place, takes the turn and speaks, and every step it reports changes the view."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from chat.acts import Act, Understood, Utterance
from chat.begun import Spoken
from chat.reply import Reply
from chat.session import Session
from chat.session_turn import Turn
from chat.transcript import Line, words_seen
from chat.ui.answers import Answer, Sentence, View
from chat.ui.shop import Shop
from chat.ui.uploads import shown_photo
from core.errors import Cancelled, VitrineError
from retrieval.query import Suggestion
from speech.wav import wav_bytes

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Said:
    """What the shopper sent: words and the paths of uploaded files, what the open microphone heard, an act that a tap means, a photo that is already here."""

    text: str = ""
    files: tuple[str, ...] = ()
    spoken: Spoken | None = None
    act: Act | None = None
    photo: bytes | None = None


def begin(shop: Shop, session: Session, said: Said, aloud: bool) -> Answer:
    """Has the turn taken as soon as there is a place for it. Raises Full where it cannot even wait, and BadInput; then nothing has begun."""
    with ExitStack() as stack:
        ticket = stack.enter_context(shop.places.ticket())
        turn = stack.enter_context(session.turn(said.spoken))
        held = stack.pop_all()
    pending = Line("shopper", said.text, heard=said.spoken is not None)
    answer = Answer(session, turn, View(turn.number, pending, shop.texts.looking if said.files else shop.texts.thinking))

    def moved(before: int) -> None:
        answer.step(lambda view: replace(view, status=shop.texts.waiting.format(before)))

    def run() -> None:
        try:
            with held:
                ticket.wait(turn.cancelled, moved)
                work(shop, session, said, aloud, answer)
        finally:
            answer.end()

    threading.Thread(target=run, name="turn", daemon=True).start()
    return answer


def work(shop: Shop, session: Session, said: Said, aloud: bool, answer: Answer) -> None:
    """The turn itself, in its own thread. Whatever goes wrong becomes a line of the transcript: this is the edge."""
    turn, listener = answer.turn, Listener(shop, said, answer)
    try:
        reply = taken(shop, turn, said, aloud, listener)
        answer.step(lambda view: replace(view, pending=None, status="", answered=True))
        speak(shop, session, answer, reply)
    except VitrineError as error:
        shop.photos.drop([listener.photo])
        turn.note_failure(error, listener.text, listener.heard)
    except Exception:
        log.exception("a turn failed")
        shop.photos.drop([listener.photo])
        turn.note_failure(VitrineError(shop.texts.failed), listener.text, listener.heard)


class Listener:
    """Turns what `take_turn` reports into steps, and remembers it for the case that the turn fails."""

    def __init__(self, shop: Shop, said: Said, answer: Answer) -> None:
        self.text = said.text
        self.photo = ""
        self.heard = said.spoken is not None
        self._shop = shop
        self._answer = answer

    def received(self, clip: bool, photo: str) -> None:
        self.heard, self.photo = self.heard or clip, photo
        status = self._shop.texts.listening if clip else self._shop.texts.looking if photo else self._shop.texts.thinking
        self._change(status, photo=photo)

    def notify(self, stage: str, found: object) -> None:
        if stage == "heard" and isinstance(found, str):
            self.text = found
            self._change(self._shop.texts.thinking, text=found, heard=self.heard)
        elif stage == "understood" and isinstance(found, Understood) and found.photo:
            self._change(self._shop.texts.thinking, seen=words_seen(found.photo))

    def _change(self, status: str, **changes: object) -> None:
        self._answer.step(lambda view: replace(view, status=status, pending=replace(view.pending or Line("shopper", ""), **changes)))  # type: ignore[arg-type]


def taken(shop: Shop, turn: Turn, said: Said, aloud: bool, listener: Listener) -> Reply:
    """Reads the files, deletes them, takes the turn."""
    if said.spoken:
        utterance = Utterance(said.spoken.text, recognised=True, rate=shop.choice.rate, voice=shop.choice.voice)
        return turn.take(shop.parts, utterance, aloud=aloud, notify=listener.notify, begun=said.spoken.ahead)
    try:
        utterance = shop.uploads.read(said.text, said.files)
        utterance = replace(
            utterance, act=said.act, photo=utterance.photo or said.photo, language=shop.choice.language, rate=shop.choice.rate, voice=shop.choice.voice
        )
    finally:
        shop.uploads.forget(said.files)
    photo = shop.photos.put(shown_photo(utterance.photo)) if utterance.photo else ""
    listener.received(utterance.clip is not None, photo)
    return turn.take(shop.parts, utterance, aloud=aloud, notify=listener.notify, photo=photo)


def speak(shop: Shop, session: Session, answer: Answer, reply: Reply) -> None:
    """Each sentence is handed on as soon as it is made. A voice that fails leaves the answer standing, and its captions."""
    turn = answer.turn
    spoken: list[str] = []

    def hand(words: str, source: str) -> None:
        spoken.append(words)
        sentence = Sentence(source, rank_in(words, reply.suggestions), words)
        answer.step(lambda view: replace(view, sentences=(*view.sentences, sentence)))

    try:
        while not turn.silent() and (made := next(reply.audio, None)):
            words, clip = made
            if turn.silent():
                return
            if session.playing:
                session.playing.handed(words, clip.seconds)
            hand(words, f"/speech/{shop.speech.put(wav_bytes(clip))}.wav")
    except Cancelled:
        return
    except Exception as error:  # of any engine
        if not isinstance(error, VitrineError):
            log.exception("the voice failed")
        for words in reply.spoken[reply.spoken.index(spoken[-1]) + 1 if spoken else 0 :]:
            hand(words, "")
        session.note(Line("shop", str(error) if isinstance(error, VitrineError) else shop.texts.voice_failed, "failed", chips=reply.chips))


def rank_in(words: str, suggestions: Sequence[Suggestion]) -> int:
    """The number of the first suggestion whose title is spoken, 0 for none."""
    return next((each.rank for each in suggestions if each.item.title.casefold() in words.casefold()), 0)
