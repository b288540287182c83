"""Finds the picture inside a picture: margins, bars and the page around a photo in a screenshot are cut away."""

from __future__ import annotations

import numpy as np
from PIL import Image

SAMPLE_PX = 256  # the longer side on which the frame is looked for
FLAT = 10.0  # gray levels of 255 by which the pixels of a plain row may differ from its median
PLAIN = 0.01  # share of pixels that may differ more
LEAST_SIDE = 0.15  # of a side: what is smaller is no picture
TALL = 1.7  # height over width from which a picture may be a phone's screenshot
LEAST_BLOCK = 0.12  # of the height: a block of rows that may be the photo on a page
EDGE_PX = 64  # on which the edges are looked at
BACKGROUND = 0.6  # share of the edges' pixels that must be alike to be a background that can go on
PADDING = 0.04  # of the longer side, left around what was found


def framed(image: Image.Image) -> Image.Image:
    """The part of an RGB picture that shows something, with a little around it; the picture itself where nothing surrounds it."""
    small = image.convert("RGB")
    small.thumbnail((SAMPLE_PX, SAMPLE_PX))
    pixels = np.asarray(small, dtype=np.float32)
    rows = _busy(pixels)
    if not rows.any():
        return image
    top, bottom = _block(rows) if small.height >= TALL * small.width else _ends(rows)
    columns = _busy(pixels[top:bottom].transpose(1, 0, 2))
    left, right = _ends(columns) if columns.any() else (0, 0)
    if min(bottom - top, right - left) < LEAST_SIDE * min(small.size):
        return image
    pad = PADDING * max(bottom - top, right - left)
    scale = image.width / small.width
    low = max(0, round((left - pad) * scale)), max(0, round((top - pad) * scale))
    return _squared(image.crop((*low, min(image.width, round((right + pad) * scale)), min(image.height, round((bottom + pad) * scale)))))


def _squared(image: Image.Image) -> Image.Image:
    """The picture on a square of its own background, so that an encoder that looks at the middle square sees all of it; as it is where its long
    edges show no background."""
    turned = image.width > image.height
    pixels = np.asarray(image.resize((EDGE_PX, EDGE_PX)), dtype=np.float32)
    edges = np.concatenate([pixels[0], pixels[-1]] if turned else [pixels[:, 0], pixels[:, -1]])
    middle = np.median(edges, axis=0)
    if (np.abs(edges - middle).max(axis=1) <= 2 * FLAT).mean() < BACKGROUND:
        return image
    side = max(image.size)
    square = Image.new("RGB", (side, side), tuple(int(value) for value in middle))
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return square


def _busy(pixels: np.ndarray) -> np.ndarray:
    """(rows,) bool: whether a row is of more than one colour."""
    off = np.abs(pixels - np.median(pixels, axis=1, keepdims=True)).max(axis=2) > FLAT
    return np.asarray(off.mean(axis=1) > PLAIN)


def _ends(busy: np.ndarray) -> tuple[int, int]:
    places = np.flatnonzero(busy)
    return int(places[0]), int(places[-1]) + 1


def _block(busy: np.ndarray) -> tuple[int, int]:
    """The longest run of busy rows where it is long enough to be a photo; else all there is."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], busy.astype(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    longest = int((ends - starts).argmax())
    if ends[longest] - starts[longest] < LEAST_BLOCK * len(busy):
        return _ends(busy)
    return int(starts[longest]), int(ends[longest])
