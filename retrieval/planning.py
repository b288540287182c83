"""What an ingest has to do, found in one pass over the items before anything is embedded: digests, columns, the kinds of things."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import BadInput, NotFound
from retrieval.documents import passage
from retrieval.filters import ColumnNames
from retrieval.item import Item
from retrieval.meanings import narrowest
from retrieval.pictures import Pictures

BYTES = 16  # of a digest
NONE = "00" * BYTES


@dataclass(frozen=True)
class Planned:
    """Digests of an item's row, of the text that is embedded and of its picture ("" for none); `refused` says why the picture cannot be taken."""

    id: str
    row: str
    text: str
    picture: str = ""
    refused: str = ""


class Plan:
    """All items of an ingest in order, without the items themselves: 48 bytes of digests and an id each, so that a million take 150 MB."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.columns = ColumnNames()
        self.names: set[str] = set()  # what the things are called, by narrowest()
        self.currency = ""
        self._digests = bytearray()
        self._refused: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, item: Item, pictures: Pictures) -> None:
        each = planned(item, pictures)
        if each.refused:
            self._refused[len(self.ids)] = each.refused
        self.ids.append(each.id)
        self._digests += b"".join(bytes.fromhex(digest or NONE) for digest in (each.row, each.text, each.picture))
        self.columns.see(item)
        if name := narrowest(item):
            self.names.add(name)
        self.currency = self.currency or item.currency

    def between(self, first: int, last: int) -> list[Planned]:
        """What is planned for the items at these places, the last not among them."""
        return [self._at(place) for place in range(first, min(last, len(self)))]

    def rows(self) -> Iterator[tuple[str, bytes]]:
        """Id and digest of the row of every item, in order."""
        return ((id, bytes(self._digests[at : at + BYTES])) for id, at in zip(self.ids, range(0, len(self._digests), 3 * BYTES), strict=True))

    def _at(self, place: int) -> Planned:
        start = place * 3 * BYTES
        row, text, picture = (self._digests[at : at + BYTES].hex() for at in range(start, start + 3 * BYTES, BYTES))
        return Planned(self.ids[place], row, text, "" if picture == NONE else picture, self._refused.get(place, ""))


def planned(item: Item, pictures: Pictures) -> Planned:
    """The digests of one item."""
    refused = picture = ""
    try:
        picture = pictures.fingerprint(item)
    except (BadInput, NotFound) as error:
        refused = str(error)
    text = passage(item)  # in the digest of the row as well: what this program reads of an item changes with its versions
    row = digest(json.dumps([{**vars(item), "attributes": dict(item.attributes)}, text, picture, refused], sort_keys=True))
    return Planned(item.id, row, digest(text), picture, refused)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()[:32]
