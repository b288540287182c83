"""What the page and its routes share: the engines, the conversations, and the small files that belong to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from chat.parts import Parts
from chat.session import Session
from chat.sessions import SESSION_SECONDS, Sessions, SessionStore
from chat.ui.about_sheets import Engines
from chat.ui.answers import Answers
from chat.ui.blobs import MEGABYTE, Blobs
from chat.ui.english import ENGLISH
from chat.ui.opening import Opening
from chat.ui.opinions import Opinions
from chat.ui.places import Places
from chat.ui.shelves import Shelves, shelf_of
from chat.ui.texts import Texts
from chat.ui.uploads import Uploads
from chat.ui.voice_choice import UNCHOSEN, VoiceChoice
from chat.ui.warming import Warming
from core.later import Later
from retrieval.item import Item
from retrieval.landscape import Landscape
from speech.voices_here import VoicesHere

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
    opening: Opening
    landscape: Later[Landscape]
    shelves: Shelves = field(default_factory=Shelves)
    texts: Texts = ENGLISH
    choice: VoiceChoice = UNCHOSEN
    voices: VoicesHere = field(default_factory=VoicesHere)
    engines: Engines = field(default_factory=Engines)
    opinions: Opinions = field(default_factory=Opinions)
    places: Places = field(default_factory=Places)
    answers: Answers = field(default_factory=Answers)

    def of(self, session: Session | None) -> Shop:
        """This shop with the catalog that a conversation is about."""
        if session is None or session.catalog in ("", self.parts.retriever.catalog.name):
            return self
        shelf = self.shelves.get(session.catalog)
        return replace(self, parts=shelf.parts, opening=shelf.opening, landscape=shelf.landscape)

    def picture(self, catalog: str, item: str) -> Path | None:
        """The file with the picture of an item of a catalog that is offered, None where there is none. Raises VitrineError for unknown names."""
        own = self.parts.retriever
        return (own if catalog == own.catalog.name else self.shelves.get(catalog).parts.retriever).picture(item)

    def picture_url(self, item: Item) -> str:
        """Where the page finds the picture of an item, "" where it has none."""
        return f"/pictures/{quote(self.parts.retriever.catalog.name, safe='')}/{quote(item.id, safe='')}" if item.image else ""

    def close(self) -> None:
        """Forgets every conversation and deletes what was uploaded."""
        self.warming.abandon()
        self.sessions.close()
        self.uploads.clear()


def kept_here(forgotten: Callable[[Session], None]) -> SessionStore:
    return Sessions(forgotten=forgotten)


def open_shop(
    parts: Parts,
    uploads: Path,
    warming: Warming | None = None,
    engines: Engines | None = None,
    opinions: Path | None = None,
    shelves: Shelves | None = None,
    keep: Callable[[Callable[[Session], None]], SessionStore] = kept_here,
) -> Shop:
    """A shop around loaded parts. A photo lives as long as its conversation; opinions are kept in the file `opinions`, `shelves` are other catalogs.

    `keep` makes the store of the conversations; it is given what is to be called for each that is dropped.

    Raises StorageError for an upload folder that cannot be made.
    """
    photos = Blobs(PHOTO_BYTES, 2 * SESSION_SECONDS)

    def forget_photos(session: Session) -> None:
        photos.drop(line.photo for line in session.lines if line.photo)

    own = shelf_of(parts)
    folder = Uploads(uploads.absolute())
    folder.open()
    return Shop(
        parts=parts,
        sessions=keep(forget_photos),
        uploads=folder,
        speech=Blobs(SPEECH_BYTES, SPEECH_SECONDS),
        photos=photos,
        warming=warming or Warming(parts.load_all),
        opening=own.opening,
        landscape=own.landscape,
        shelves=shelves or Shelves(),
        engines=engines or Engines(),
        opinions=Opinions(opinions),
    )
