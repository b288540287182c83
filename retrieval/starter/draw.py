"""Turns a drawing and a colour into a picture: the drawing's tints are filled in and the vector is rendered to PNG."""

from __future__ import annotations

from pathlib import Path
from string import Template

import resvg_py

from core.errors import NotFound
from retrieval.palette import PALETTE

DRAWINGS = Path(__file__).parent / "drawings"
SIZE_PX = 400
SHADES = {"lighter": 0.55, "light": 0.28, "base": 0.0, "dark": -0.22, "darker": -0.45}  # towards white, towards black
FRAME = Template("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">
<defs><radialGradient id="wall" cx="0.42" cy="0.36" r="0.8">
<stop offset="0" stop-color="#fbfaf7"/><stop offset="1" stop-color="#e9e5dc"/></radialGradient></defs>
<rect width="400" height="400" fill="url(#wall)"/><ellipse cx="200" cy="348" rx="$shadow" ry="12" fill="#3a3428" opacity="0.14"/>
$body
</svg>""")


def tints(color: str) -> dict[str, str]:
    """The five shades of a palette colour as hex, plus `accent`, a contrasting neutral that shows on it."""
    red, green, blue = PALETTE.get(color, PALETTE["gray"])
    shades = {name: _shade((red, green, blue), amount) for name, amount in SHADES.items()}
    bright = (0.299 * red + 0.587 * green + 0.114 * blue) > 150
    return {**shades, "accent": "#4a4036" if bright else "#f3ead8"}


def _shade(color: tuple[int, int, int], amount: float) -> str:
    towards = 255 if amount > 0 else 0
    return "#" + "".join(f"{round(channel + (towards - channel) * abs(amount)):02x}" for channel in color)


def svg(kind: str, color: str) -> str:
    """The drawing of `kind` ("hiking boots") tinted with a palette colour, as SVG text. Raises NotFound for an undrawn kind."""
    path = DRAWINGS / f"{kind.replace(' ', '-').replace(chr(39), '')}.svg"
    if not path.is_file():
        raise NotFound(f"there is no drawing of {kind!r} in {DRAWINGS.name}/: draw {path.name}")
    body = path.read_text(encoding="utf-8")
    shadow = "0" if "no-shadow" in body else "120"
    return FRAME.substitute(body=Template(body).substitute(tints(color)), shadow=shadow)


def png(kind: str, color: str, size_px: int = SIZE_PX) -> bytes:
    """The same as an encoded PNG of `size_px` by `size_px`."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg(kind, color), width=size_px, height=size_px))
