"""Photos as people send them: judged before decoding, upright, plain, and named in the shop's words."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from core.errors import BadInput
from retrieval.colors import palette_shares, plainer, thing
from retrieval.palette import PALETTE
from retrieval.photo import load_photo
from retrieval.retriever import Retriever

Encode = Callable[..., bytes]


def huge_png(side: int) -> bytes:
    """A valid gray PNG of `side` by `side` in a few KB, made without holding its pixels."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + side // 8)) for _ in range(side)) + packer.flush()

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("side", "says"), [(13_000, "photo is 169 megapixels, the limit is 25: send a smaller one"), (30_000, "the limit is 25")])
def test_a_small_file_of_many_megapixels_is_not_decoded(side: int, says: str) -> None:
    data = huge_png(side)
    assert len(data) < 200_000
    began = time.perf_counter()
    with pytest.raises(BadInput, match=says):
        load_photo(data)
    assert time.perf_counter() - began < 0.5


def test_what_is_no_photo_is_told_in_a_sentence(as_bytes: Encode) -> None:
    red = Image.effect_noise((400, 400), 90).convert("RGB")
    cases = {
        "the photo is empty": b"",
        "send a JPEG, PNG or WebP file": b"%PDF-1.7\n1 0 obj",
        "JPEG, PNG or WebP": as_bytes(red, "GIF"),
        "PNG or WebP file": as_bytes(red, "TIFF"),
        "damaged or cut short": as_bytes(red, "JPEG")[:4000],
        "cut short": as_bytes(red, "PNG")[:4000],
        "the limit is 10: send": bytes(11 * 1024 * 1024),
        "too small": as_bytes(Image.new("RGB", (3, 3))),
    }
    for says, data in cases.items():
        with pytest.raises(BadInput) as caught:
            load_photo(data)
        assert says in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_formats_are_known_by_content(as_bytes: Encode, format: str) -> None:
    assert load_photo(as_bytes(Image.new("RGB", (40, 30), "red"), format)).size == (40, 30)


def test_rotation_is_applied_and_metadata_dropped(as_bytes: Encode) -> None:
    image = Image.new("RGB", (40, 20), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = "at home"
    found = load_photo(as_bytes(image, "JPEG", exif=exif))
    assert found.size == (20, 40)
    assert not found.getexif() and not found.info


def test_transparency_is_white(as_bytes: Encode) -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert load_photo(as_bytes(image)).getpixel((5, 5)) == (255, 255, 255)
    palette = image.quantize(4)
    palette.info["transparency"] = palette.getpixel((5, 5))
    assert load_photo(as_bytes(palette, transparency=palette.getpixel((5, 5)))).mode == "RGB"


def dominant(image: Image.Image) -> str:
    return list(PALETTE)[int(palette_shares(*thing(image)).argmax())]


@pytest.mark.parametrize("color", ["black", "red", "navy", "yellow", "green", "brown", "pink", "teal"])
@pytest.mark.parametrize("background", ["white", (90, 120, 90), (235, 225, 210)])
def test_colours_are_those_of_the_thing_not_of_the_wall(color: str, background: str | tuple[int, int, int]) -> None:
    image = Image.new("RGB", (300, 300), background)
    ImageDraw.Draw(image).ellipse((70, 70, 230, 230), fill=PALETTE[color])
    assert dominant(image) == color


def test_a_catalog_with_few_colours_gets_its_own_names() -> None:
    image = Image.new("RGB", (100, 100), PALETTE["navy"])
    assert dominant(image) == "navy"
    assert plainer("navy", ["blue", "red"]) == "blue" and plainer("navy", ["navy", "blue"]) == "navy"


def test_a_photo_of_an_item_is_read_and_found(retriever: Retriever) -> None:
    picture = retriever.picture("b-1")
    assert picture is not None
    reading = retriever.understand_photo(picture.read_bytes())
    seen = {each.slot: (each.value, each.confidence) for each in reading.attributes}
    assert seen["kind"][0] == "hiking boots" and seen["category"][0] == "footwear"
    assert seen["color"][0] == "brown"
    assert all(0 <= confidence <= 1 for _, confidence in seen.values())
    assert reading.features.shape == (64,) and reading.meaning.shape == (64,)
    assert reading.labels[0] == ("hiking boot", pytest.approx(0.8))
