"""What happens to a photo between the shop's page and the shopper's message, each as a function from the picture to the file that is sent."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

CROP_SHARE = 0.75  # of the area that a crop keeps
BRIGHTNESS = 0.3  # more or less
POOR_QUALITY = 30  # of a JPEG
FAIR_QUALITY = 90  # of every other JPEG here
BLUR_SHARE = 1 / 150  # of the longer side: the Gaussian's radius
TURN_DEGREES = 15
MARGIN_SHARE = 0.3  # of each side, added around the picture
PHONE = (1080, 2340)  # pixels of a common phone
UPSIDE_RIGHT = 6  # EXIF orientation: to be turned by 90 degrees

Perturbation = Callable[[Image.Image], bytes]


def jpeg(image: Image.Image, quality: int = FAIR_QUALITY, exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality, exif=exif or Image.Exif())
    return out.getvalue()


def cropped(image: Image.Image) -> bytes:
    width, height = (round(side * CROP_SHARE**0.5) for side in image.size)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return jpeg(image.crop((left, top, left + width, top + height)))


def off_centre(image: Image.Image) -> bytes:
    """A crop of the same size at the upper left."""
    return jpeg(image.crop((0, 0, *(round(side * CROP_SHARE**0.5) for side in image.size))))


def blurred(image: Image.Image) -> bytes:
    return jpeg(image.filter(ImageFilter.GaussianBlur(max(image.size) * BLUR_SHARE)))


def turned(image: Image.Image) -> bytes:
    return jpeg(image.rotate(TURN_DEGREES, resample=Image.Resampling.BICUBIC, fillcolor="white"))


def turned_by_exif(image: Image.Image) -> bytes:
    """Stored on its side, with the note how to hold it."""
    exif = Image.Exif()
    exif[0x0112] = UPSIDE_RIGHT
    return jpeg(image.transpose(Image.Transpose.ROTATE_90), exif=exif)


def with_margins(image: Image.Image) -> bytes:
    return jpeg(ImageOps.expand(image, tuple(round(side * MARGIN_SHARE) for side in image.size), "white"))


def cut_out(image: Image.Image) -> bytes:
    """A PNG whose white is transparent."""
    gray = image.convert("L").point(lambda value: 0 if value >= 250 else 255)
    clear = image.convert("RGBA")
    clear.putalpha(gray)
    out = io.BytesIO()
    clear.save(out, "PNG")
    return out.getvalue()


def screenshot(image: Image.Image) -> bytes:
    """The picture as a shop's app shows it on a phone: status bar, title bar, the photo over the whole width, words and a button below."""
    width = PHONE[0]
    page = Image.new("RGB", PHONE, "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, width, 90), fill=(20, 20, 24))
    draw.text((50, 25), "9:41", fill="white", font_size=40)
    draw.rectangle((width - 150, 35, width - 60, 65), fill="white")
    draw.rectangle((0, 90, width, 230), fill=(245, 245, 247))
    draw.text((60, 130), "<   Product", fill=(30, 30, 30), font_size=56)
    photo = ImageOps.contain(image, (width, 1300))
    page.paste(photo, ((width - photo.width) // 2, 240))
    below = 240 + photo.height + 60
    draw.text((60, below), "A very good thing", fill=(20, 20, 20), font_size=64)
    draw.text((60, below + 110), "$49.00    4.6 of 5, 213 reviews", fill=(90, 90, 90), font_size=44)
    draw.rectangle((60, below + 220, width - 60, below + 350), fill=(30, 100, 220))
    draw.text((width // 2 - 140, below + 250), "Add to cart", fill="white", font_size=54)
    return jpeg(page)


# The first seven are those that the figures to reach speak of.
PERTURBATIONS: Mapping[str, Perturbation] = {
    "crop 75 %": cropped,
    "mirror": lambda image: jpeg(ImageOps.mirror(image)),
    "brighter 30 %": lambda image: jpeg(ImageEnhance.Brightness(image).enhance(1 + BRIGHTNESS)),
    "darker 30 %": lambda image: jpeg(ImageEnhance.Brightness(image).enhance(1 - BRIGHTNESS)),
    "JPEG quality 30": lambda image: jpeg(image, POOR_QUALITY),
    "blur": blurred,
    "turned 15 degrees": turned,
    "crop at a corner": off_centre,
    "EXIF rotation": turned_by_exif,
    "white margins": with_margins,
    "transparent background": cut_out,
    "phone screenshot": screenshot,
}
ASKED = tuple(PERTURBATIONS)[:7]
