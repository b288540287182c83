"""What the page and its routes share: the engines, the conversations, and the small files that belong to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from chat.parts import Parts
from chat.session import SESSION_SECONDS, Session, Sessions, SessionStore
from chat.ui.about_sheets import Engines
from chat.ui.blobs import MEGABYTE, Blobs
from chat.ui.opening import Opening, opening
from chat.ui.opinions import Opinions
from chat.ui.texts import ENGLISH, Texts
from chat.ui.uploads import Uploads
from chat.ui.warming import Warming
from core.later import Later
from retrieval.item import Item
from retrieval.landscape import Landscape, draw

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
    engines: Engines = field(default_factory=Engines)
    opinions: Opinions = field(default_factory=Opinions)

    @cached_property
    def landscape(self) -> Later[Landscape]:
        """The map of the catalog, drawn when it is first looked at."""
        return Later(lambda: draw(self.parts.retriever))

    def picture_url(self, item: Item) -> str:
        """Where the page finds the picture of an item, "" where it has none."""
        return f"/pictures/{quote(self.parts.retriever.catalog.name, safe='')}/{quote(item.id, safe='')}" if item.image else ""

    def close(self) -> None:
        """Forgets every conversation and deletes what was uploaded."""
        self.warming.abandon()
        self.sessions.close()
        self.uploads.clear()


def open_shop(parts: Parts, uploads: Path, warming: Warming | None = None, engines: Engines | None = None, opinions: Path | None = None) -> Shop:
    """A shop around loaded parts. A photo lives as long as its conversation; opinions are kept in the file `opinions`.

    Raises StorageError for an upload folder that cannot be made.
    """
    photos = Blobs(PHOTO_BYTES, 2 * SESSION_SECONDS)

    def forget_photos(session: Session) -> None:
        photos.drop(line.photo for line in session.lines if line.photo)

    folder = Uploads(uploads.absolute())
    folder.open()
    return Shop(
        parts=parts,
        sessions=Sessions(forgotten=forget_photos),
        uploads=folder,
        speech=Blobs(SPEECH_BYTES, SPEECH_SECONDS),
        photos=photos,
        warming=warming or Warming(parts.load_all),
        opening=opening(parts.retriever),
        engines=engines or Engines(),
        opinions=Opinions(opinions),
    )
