"""What the page and its routes share: the engines, the conversations, and the small files that belong to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from chat.parts import Parts
from chat.session import SESSION_SECONDS, Session, Sessions, SessionStore
from chat.ui.blobs import MEGABYTE, Blobs
from chat.ui.opening import Opening, opening
from chat.ui.texts import ENGLISH, Texts
from chat.ui.uploads import Uploads
from chat.ui.warming import Warming

SPEECH_BYTES = 64 * MEGABYTE  # about 20 minutes of 24 kHz speech, of all conversations together
SPEECH_SECONDS = 300.0  # a sentence is fetched within seconds of being made
PHOTO_BYTES = 64 * MEGABYTE  # about 2,000 small copies


@dataclass(frozen=True)
class Shop:
    parts: Parts
    sessions: SessionStore
    uploads: Uploads
    speech: Blobs
    photos: Blobs
    warming: Warming
    opening: Opening = field(default_factory=Opening)
    texts: Texts = ENGLISH

    def close(self) -> None:
        """Forgets every conversation and deletes what was uploaded."""
        self.warming.abandon()
        self.sessions.close()
        self.uploads.clear()


def kept_here(forgotten: Callable[[Session], None]) -> SessionStore:
    return Sessions(forgotten=forgotten)


def open_shop(parts: Parts, uploads: Path, warming: Warming | None = None, keep: Callable[[Callable[[Session], None]], SessionStore] = kept_here) -> Shop:
    """A shop around loaded parts. A photo lives as long as its conversation. Raises StorageError for an upload folder that cannot be made.

    `keep` makes the store of the conversations; it is given what is to be called for each that is dropped.
    """
    photos = Blobs(PHOTO_BYTES, 2 * SESSION_SECONDS)

    def forget_photos(session: Session) -> None:
        photos.drop(line.photo for line in session.lines if line.photo)

    folder = Uploads(uploads.absolute())
    folder.open()
    return Shop(
        parts=parts,
        sessions=keep(forget_photos),
        uploads=folder,
        speech=Blobs(SPEECH_BYTES, SPEECH_SECONDS),
        photos=photos,
        warming=warming or Warming(parts.load_all),
        opening=opening(parts.retriever),
    )
