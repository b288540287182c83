"""Where a catalog's pictures come from, and how they are kept: small, re-encoded, named by their content."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Protocol

from PIL import Image

from core.errors import BadInput, NotFound
from retrieval.item import Item
from retrieval.photo import PHOTO_LIMIT_BYTES, load_photo
from retrieval.reading.arrow_records import EMBEDDED, TablePictures
from retrieval.web_pictures import WebPictures, is_address

THUMBNAIL_PX = 480  # longer side; a card shows about half of it
JPEG_QUALITY = 88


class Pictures(Protocol):
    """A source of product pictures. Both methods raise BadInput or NotFound for a picture that is named and cannot be had."""

    def fingerprint(self, item: Item) -> str:
        """Changes when the picture does; "" where the item has none."""
        ...

    def read(self, item: Item) -> bytes:
        """The encoded picture of an item that has a fingerprint."""
        ...


class NoPictures:
    """A shop that sent no pictures."""

    def fingerprint(self, item: Item) -> str:
        return ""

    def read(self, item: Item) -> bytes:
        raise NotFound(f"{item.id} has no picture")


class FolderPictures:
    """Pictures by `item.image` inside one folder; nothing outside it is ever read."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise NotFound(f"there is no folder of pictures {folder}")
        self._folder = folder.resolve()

    def fingerprint(self, item: Item) -> str:
        return digest(self.read(item)) if item.image else ""

    def read(self, item: Item) -> bytes:
        if "\0" in item.image:
            raise BadInput(f"the picture name {item.image!r} is no file name")
        path = (self._folder / item.image.replace("\\", "/")).resolve()
        if not path.is_relative_to(self._folder):
            raise BadInput(f"the picture {item.image!r} lies outside the folder of pictures")
        if not path.is_file():
            raise NotFound(f"the picture {item.image!r} is not in {self._folder.name}/")
        if path.stat().st_size > PHOTO_LIMIT_BYTES:
            raise BadInput(f"the picture {item.image!r} is over {PHOTO_LIMIT_BYTES // 2**20} MB")
        return path.read_bytes()


class PicturesOfProducts:
    """Pictures by where they lie: in the folder of pictures, inside a table of products, or on the web where that was allowed."""

    def __init__(self, folder: FolderPictures | None, tables: TablePictures | None = None, web: WebPictures | None = None) -> None:
        self._folder = folder
        self._tables = tables
        self._web = web
        self.left_out: set[str] = set()  # ids of items whose picture is an address on the web that was not to be fetched

    def fingerprint(self, item: Item) -> str:
        if is_address(item.image) and not self._web:
            self.left_out.add(item.id)
        return digest(self.read(item)) if item.image and self._has(item.image) else ""

    def read(self, item: Item) -> bytes:
        if self._tables and item.image.startswith(EMBEDDED):
            return self._tables.read(item.image)
        if self._web and is_address(item.image):
            return self._web.read(item.image)
        if self._folder:
            return self._folder.read(item)
        raise NotFound(f"{item.id} has no picture")

    def _has(self, image: str) -> bool:
        """Whether a picture is to be looked for: addresses on the web are left alone unless they were allowed."""
        return bool(self._tables and image.startswith(EMBEDDED)) or (self._web is not None if is_address(image) else self._folder is not None)


class DrawnPictures:
    """The starter catalog's pictures: drawn by kind, tinted by colour."""

    def fingerprint(self, item: Item) -> str:
        from retrieval.starter.draw import svg

        return digest(f"{THUMBNAIL_PX} {svg(str(item.value('kind')), item.color)}".encode())

    def read(self, item: Item) -> bytes:
        from retrieval.starter.draw import png

        return png(str(item.value("kind")), item.color, THUMBNAIL_PX)


def digest(data: bytes) -> str:
    """The content's name: half a SHA-256, enough for any shop."""
    return hashlib.sha256(data).hexdigest()[:32]


def thumbnail(data: bytes) -> tuple[Image.Image, bytes, str]:
    """The picture opened and made small, its new encoding (JPEG, or PNG for a PNG) and the file suffix. Raises BadInput."""
    image = load_photo(data)
    image.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if data.startswith(b"\x89PNG"):
        image.save(out, "PNG")
        return image, out.getvalue(), ".png"
    image.save(out, "JPEG", quality=JPEG_QUALITY)
    return image, out.getvalue(), ".jpg"
