"""One turn as the page sees it: a worker thread takes the turn and speaks, and every step it reports becomes a view to show."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from queue import Empty, Queue

from chat.acts import Act, Understood, Utterance
from chat.begun import Spoken
from chat.reply import Reply
from chat.session import Line, Session, words_seen
from chat.session_turn import Turn
from chat.ui.shop import Shop
from chat.ui.uploads import shown_photo
from core.errors import Cancelled, VitrineError
from retrieval.query import Suggestion
from speech.wav import wav_bytes

HEARTBEAT_SECONDS = 0.5  # Gradio can close a generator only while it yields: this is how soon a shopper who left is noticed

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Said:
    """What the shopper sent: words and the paths of uploaded files, what the open microphone heard, an act that a tap means, a photo that is already here."""

    text: str = ""
    files: tuple[str, ...] = ()
    spoken: Spoken | None = None
    act: Act | None = None
    photo: bytes | None = None


@dataclass(frozen=True)
class Sentence:
    """One spoken sentence: where its WAV is fetched ("": it could not be made), the number of the item it speaks of (0: none), its words as a caption."""

    source: str
    rank: int
    words: str


@dataclass(frozen=True)
class View:
    """The page at one moment. `pending` is what the shopper is saying until the transcript has it; `status` is what is being done about it."""

    turn: int
    pending: Line | None = None
    status: str = ""
    sentences: tuple[Sentence, ...] = ()
    busy: bool = True
    answered: bool = False


Step = Callable[[View], View]


def answer(shop: Shop, session: Session, said: Said, aloud: bool) -> Iterator[View]:
    """Views of one turn, the same one again while nothing happens. Closing the iterator stops the turn."""
    with session.turn(said.spoken) as turn:
        steps: Queue[Step | None] = Queue()
        view = View(turn.number, Line("shopper", said.text, heard=said.spoken is not None), shop.texts.looking if said.files else shop.texts.thinking)
        threading.Thread(target=work, args=(shop, session, turn, said, aloud, steps), name="turn", daemon=True).start()
        try:
            yield view
            while True:
                try:
                    step = steps.get(timeout=HEARTBEAT_SECONDS)
                except Empty:
                    yield view
                    continue
                if step is None:
                    break
                view = step(view)
                yield view
            yield replace(view, pending=None, status="", busy=False)
        finally:
            turn.stop()


def work(shop: Shop, session: Session, turn: Turn, said: Said, aloud: bool, steps: Queue[Step | None]) -> None:
    """The turn itself, in its own thread. Whatever goes wrong becomes a line of the transcript: this is the edge."""
    listener = Listener(shop, said, steps)
    try:
        reply = taken(shop, turn, said, aloud, listener)
        steps.put(lambda view: replace(view, pending=None, status="", answered=True))
        speak(shop, session, turn, reply, steps)
    except VitrineError as error:
        shop.photos.drop([listener.photo])
        turn.note_failure(error, listener.text, listener.heard)
    except Exception:
        log.exception("a turn failed")
        shop.photos.drop([listener.photo])
        turn.note_failure(VitrineError(shop.texts.failed), listener.text, listener.heard)
    finally:
        steps.put(None)


class Listener:
    """Turns what `take_turn` reports into steps, and remembers it for the case that the turn fails."""

    def __init__(self, shop: Shop, said: Said, steps: Queue[Step | None]) -> None:
        self.text = said.text
        self.photo = ""
        self.heard = said.spoken is not None
        self._shop = shop
        self._steps = steps

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
        self._steps.put(lambda view: replace(view, status=status, pending=replace(view.pending or Line("shopper", ""), **changes)))  # type: ignore[arg-type]


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


def speak(shop: Shop, session: Session, turn: Turn, reply: Reply, steps: Queue[Step | None]) -> None:
    """Each sentence is handed on as soon as it is made. A voice that fails leaves the answer standing, and its captions."""
    spoken: list[str] = []

    def hand(words: str, source: str) -> None:
        spoken.append(words)
        sentence = Sentence(source, rank_in(words, reply.suggestions), words)
        steps.put(lambda view: replace(view, sentences=(*view.sentences, sentence)))

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
