"""Colour names shoppers use that a catalog may not have, and the catalog's colour that looks most like each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

import numpy as np
from PIL import ImageColor

from retrieval.colors import FAMILIES, to_lab
from retrieval.palette import PALETTE

UNLIKE_OTHERS = frozenset({"chartreuse", "fuchsia", "magenta", "cyan", "turquoise", "aquamarine", "indigo", "crimson", "maroon"})  # words for a colour only
FAR = 45.0  # CIELAB units: beyond this no colour of the catalog is like the one that was named


@lru_cache(maxsize=1)
def named_colors() -> Mapping[str, tuple[int, int, int]]:
    """The CSS colours and the palette's own, which go first, as sRGB."""
    return {**{name: ImageColor.getrgb(name)[:3] for name in list(ImageColor.colormap)}, **PALETTE}


def closest_color(name: str, known: Collection[str]) -> str:
    """The one of `known` that looks most like the colour named, however far; "" where a name is unknown."""
    rgb = named_colors()
    own = [each for each in known if each in rgb and each != name]
    if name not in rgb or not own:
        return ""
    lab = to_lab(np.array([rgb[each] for each in (name, *own)], dtype=float))
    return own[int(np.linalg.norm(lab[1:] - lab[0], axis=1).argmin())]


def nearest_colors(known: Collection[str]) -> dict[str, str]:
    """Name -> the one of `known` that comes closest; names that are known, and names nothing comes near, are left out.

    The names are the palette's and the single words among the CSS colours (W3C CSS Color 4, as Pillow lists them). Distances are
    CIE 1976; a plainer colour of the same family goes before a nearer one of another.
    """
    colors = named_colors()
    own = [name for name in known if name in colors]
    if not own:
        return {}
    lab = dict(zip(colors, to_lab(np.array(list(colors.values()), dtype=float)), strict=True))
    found = {}
    for name in colors:
        if name in known:
            continue
        family = next((plainer for plainer in FAMILIES.get(name, ()) if plainer in own), None)
        distance, value = min((float(np.linalg.norm(lab[name] - lab[each])), each) for each in own)
        if family or distance <= FAR:
            found[name] = family or value
    return found
