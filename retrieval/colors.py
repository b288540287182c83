"""The dominant colours of the thing in a photo, named as shoppers name them.

The border of the picture tells what the background looks like; what differs from it is the thing. Colours are compared in CIELAB
(CIE 1976, D65), where equal distances look about equally different.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np
from PIL import Image

from retrieval.palette import PALETTE

SAMPLE_PX = 96  # the photo is shrunk to this longer side; colours need no more
BORDER = 0.06  # share of the side that counts as border
BACKGROUND_DISTANCE = 8.0  # CIELAB units; nearer to the border's colours than this is background
LEAST_FOREGROUND = 0.04  # share of the picture; with less, the middle of the picture is taken instead
LIGHTNESS_WEIGHT = 0.65  # light and shade change lightness more than hue
CENTRE_SPREAD = 0.2  # of the side: what the photo is of stands near its middle
CHROMA_GAIN = 0.5 / 50  # a coloured pixel tells more than a gray one, a reflection or a shadow
IN_SHADE = {"white": (224, 224, 222), "orange": (205, 100, 30)}  # the same colours on the side away from the light, seen as other palette colours otherwise
FAMILIES = {  # a palette colour -> plainer ones, for a catalog that knows only those
    "mint": ("green",),
    "navy": ("blue",),
    "teal": ("green", "blue"),
    "turquoise": ("blue", "green"),
    "lavender": ("purple",),
    "burgundy": ("red",),
    "coral": ("red", "orange", "pink"),
    "mustard": ("yellow",),
    "gold": ("yellow",),
    "beige": ("brown", "white"),
    "cream": ("white",),
    "tan": ("brown",),
    "copper": ("orange", "brown"),
    "charcoal": ("gray", "black"),
    "silver": ("gray", "white"),
    "olive": ("green",),
    "pink": ("red", "purple"),
}


def to_lab(rgb: np.ndarray) -> np.ndarray:
    """(n, 3) sRGB from 0 to 255 as (n, 3) CIELAB."""
    linear = np.asarray(rgb, dtype=np.float64) / 255
    linear = np.where(linear <= 0.04045, linear / 12.92, ((linear + 0.055) / 1.055) ** 2.4)
    matrix = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
    xyz = linear @ matrix.T / np.array([0.95047, 1.0, 1.08883])
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * root[:, 1] - 16, 500 * (root[:, 0] - root[:, 1]), 200 * (root[:, 1] - root[:, 2])], axis=1)


@lru_cache(maxsize=1)
def palette_lab() -> tuple[tuple[str, ...], np.ndarray]:
    """Names, some of them twice, and their (n, 3) CIELAB."""
    return (*PALETTE, *IN_SHADE), to_lab(np.array([*PALETTE.values(), *IN_SHADE.values()]))


def thing(image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """(n, 3) CIELAB of the pixels that belong to the thing, and how much each of them tells, (n,)."""
    small = image.convert("RGB")
    small.thumbnail((SAMPLE_PX, SAMPLE_PX))
    lab = to_lab(np.asarray(small).reshape(-1, 3)).reshape(small.height, small.width, 3)
    height, width = lab.shape[:2]
    rim = max(1, round(min(height, width) * BORDER))
    edge = np.ones((height, width), bool)
    edge[rim:-rim, rim:-rim] = False
    distance = np.min(np.linalg.norm(lab[:, :, None, :] - _clusters(lab[edge])[None, None], axis=3), axis=2)
    inside = distance > BACKGROUND_DISTANCE
    if inside.mean() < LEAST_FOREGROUND:
        inside[:] = False
        inside[height // 4 : height - height // 4, width // 4 : width - width // 4] = True
    down, across = np.mgrid[0:height, 0:width]
    central = np.exp(-(((across / width - 0.5) / CENTRE_SPREAD) ** 2 + ((down / height - 0.5) / CENTRE_SPREAD) ** 2) / 2)
    weights = central * (1 + CHROMA_GAIN * np.hypot(lab[:, :, 1], lab[:, :, 2]))
    return lab[inside], weights[inside]


def _clusters(lab: np.ndarray) -> np.ndarray:
    """The colours that make up most of a border: cells of a coarse grid that hold at least a tenth of it, by their means."""
    cells = np.floor(lab / 12).astype(int)
    found, inverse, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    inverse = inverse.reshape(-1)
    common = [place for place in range(len(found)) if counts[place] >= max(1, 0.1 * len(lab))] or [int(counts.argmax())]
    return np.stack([lab[inverse == place].mean(axis=0) for place in common])


def palette_shares(pixels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(colours of the palette,) shares, summing to 1, of (n, 3) CIELAB pixels that tell (n,) much each: every pixel counts for the nearest colour."""
    names, lab = palette_lab()
    distance = np.linalg.norm((pixels[:, None, :] - lab[None]) * np.array([LIGHTNESS_WEIGHT, 1.0, 1.0]), axis=2)
    shares = np.bincount(distance.argmin(axis=1), weights, minlength=len(names)) / weights.sum()
    order = list(PALETTE)
    found = np.zeros(len(order))
    np.add.at(found, [order.index(name) for name in names], shares)
    return found


def plainer(name: str, known: Collection[str]) -> str:
    """The colour of the palette itself where it is among the `known`, else the first of its family that is, else itself."""
    return name if name in known else next((each for each in FAMILIES.get(name, ()) if each in known), name)
