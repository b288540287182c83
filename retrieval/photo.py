"""Opens a photo that somebody sent: judged by its content and its stated size before a pixel is decoded."""

from __future__ import annotations

import io
import warnings
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import BadInput

PHOTO_LIMIT_BYTES = 10 * 1024 * 1024
PHOTO_LIMIT_PIXELS = 25_000_000
FORMATS = ("JPEG", "PNG", "WEBP")  # the only decoders that are tried
SMALLEST_PX = 8


def load_photo(data: bytes) -> Image.Image:
    """The photo as upright RGB without metadata, transparency on white. Raises BadInput in one sentence."""
    if not data:
        raise BadInput("the photo is empty: send a JPEG, PNG or WebP file")
    if len(data) > PHOTO_LIMIT_BYTES:
        raise BadInput(f"the photo is {len(data) / 2**20:.0f} MB, the limit is {PHOTO_LIMIT_BYTES // 2**20}: send a smaller one")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is stricter and speaks plainly
        image = _open(io.BytesIO(data))
    pixels = image.width * image.height
    if pixels > PHOTO_LIMIT_PIXELS:
        raise BadInput(f"photo is {pixels / 1e6:.0f} megapixels, the limit is {PHOTO_LIMIT_PIXELS // 1_000_000}: send a smaller one")
    if min(image.size) < SMALLEST_PX:
        raise BadInput(f"the photo is {image.width} by {image.height} pixels, too small to see anything: send a larger one")
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
        return _on_white(upright)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        raise BadInput(f"the photo is damaged or cut short ({str(error)[:80]}): send it again") from None


def _open(file: IO[bytes]) -> Image.Image:
    """The header only. A decoder that meets nonsense may raise nearly anything of these."""
    try:
        return Image.open(file, formats=FORMATS)
    except Image.DecompressionBombError:
        raise BadInput(f"photo is over 170 megapixels, the limit is {PHOTO_LIMIT_PIXELS // 1_000_000}: send a smaller one") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise BadInput("this is not a photo we can read: send a JPEG, PNG or WebP file") from None


def _on_white(image: Image.Image) -> Image.Image:
    """Plain RGB in a new image, so that no metadata comes along."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        white.alpha_composite(layered)
        return white.convert("RGB")
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain
