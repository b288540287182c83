"""The picture inside a picture: margins, bars and an app's page are cut away, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from retrieval.benchmark.perturbations import PERTURBATIONS, screenshot, turned_by_exif, with_margins
from retrieval.framing import framed
from retrieval.photo import load_photo


def scene(width: int = 300, height: int = 300) -> Image.Image:
    """A busy picture without margins."""
    pixels = np.random.default_rng(0).integers(0, 255, (12, 12, 3), dtype=np.uint8)
    return Image.fromarray(pixels).resize((width, height), Image.Resampling.NEAREST)


def on_white() -> Image.Image:
    """A red thing on white."""
    image = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(image).ellipse((60, 90, 240, 210), fill=(200, 30, 30))
    return image


def alike(one: Image.Image, other: Image.Image) -> float:
    """Correlation of two pictures, seen small."""
    small = [np.asarray(image.convert("L").resize((24, 24)), float).ravel() for image in (one, other)]
    return float(np.corrcoef(*small)[0, 1])


@pytest.mark.parametrize("frame", ["white", "black", (120, 130, 140)])
def test_margins_of_any_colour_are_cut_away(frame: str | tuple[int, int, int]) -> None:
    found = framed(ImageOps.expand(scene(), (90, 150), frame))
    assert all(300 <= side <= 340 for side in found.size)


def test_a_thing_on_white_is_brought_to_one_size() -> None:
    plain, small = framed(on_white()), framed(load_photo(with_margins(on_white())))
    assert plain.width == plain.height and alike(plain, small) > 0.97
    assert alike(on_white(), load_photo(with_margins(on_white()))) < 0.9


@pytest.mark.parametrize("make", [scene, on_white])
def test_a_photo_is_found_on_an_apps_page(make: Callable[[], Image.Image]) -> None:
    page = load_photo(screenshot(make()))
    found = framed(page)
    assert found.height < 0.6 * page.height
    assert alike(found, framed(make())) > 0.9 if make is on_white else abs(found.height - 1080) < 120


@pytest.mark.parametrize("image", [scene(), scene(300, 200), scene(100, 300), Image.new("RGB", (300, 200), "white"), Image.new("RGB", (9, 9))])
def test_what_has_no_frame_stays_as_it_is(image: Image.Image) -> None:
    assert framed(image).size == image.size


def test_a_stray_speck_is_no_picture() -> None:
    image = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(image).rectangle((150, 150, 160, 160), fill="black")
    assert framed(image).size == (300, 300)


@pytest.mark.parametrize("name", list(PERTURBATIONS))
def test_every_changed_photo_can_be_sent(name: str) -> None:
    assert min(load_photo(PERTURBATIONS[name](on_white())).size) >= 200


def test_a_photo_stored_on_its_side_is_the_same_photo() -> None:
    assert alike(load_photo(turned_by_exif(scene())), scene()) > 0.95
    mirrored = load_photo(PERTURBATIONS["mirror"](scene()))
    assert alike(mirrored, scene()) < 0.9
