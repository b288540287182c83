"""What an ingest has to do, found in one pass over the items before anything is embedded: digests, columns, the kinds of things."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field

from core.errors import BadInput, NotFound
from retrieval.documents import passage, search_words
from retrieval.filters import ColumnNames
from retrieval.item import Item
from retrieval.meanings import narrowest
from retrieval.pictures import Pictures


@dataclass(frozen=True)
class Planned:
    """Digests of an item's row, of the text that is embedded and of its picture ("" for none); `refused` says why the picture cannot be taken."""

    id: str
    row: str
    text: str
    picture: str = ""
    refused: str = ""


@dataclass
class Plan:
    """All items of an ingest in order, without the items themselves."""

    planned: list[Planned] = field(default_factory=list)
    columns: ColumnNames = field(default_factory=ColumnNames)
    names: set[str] = field(default_factory=set)  # what the things are called, by narrowest()
    currency: str = ""

    @property
    def rows(self) -> dict[str, str]:
        """Id -> digest of its row, in order."""
        return {each.id: each.row for each in self.planned}

    def add(self, item: Item, pictures: Pictures) -> None:
        self.planned.append(planned(item, pictures))
        self.columns.see(item)
        if name := narrowest(item):
            self.names.add(name)
        self.currency = self.currency or item.currency


def planned(item: Item, pictures: Pictures) -> Planned:
    """The digests of one item."""
    refused = picture = ""
    try:
        picture = pictures.fingerprint(item)
    except (BadInput, NotFound) as error:
        refused = str(error)
    row = digest(json.dumps([asdict(item), picture, refused], sort_keys=True))
    return Planned(item.id, row, digest(passage(item) + "\0" + search_words(item)), picture, refused)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()[:32]
