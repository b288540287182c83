"""The colours shoppers name, as sRGB. One palette tints the starter drawings and names the colours seen in photos."""

from __future__ import annotations

PALETTE: dict[str, tuple[int, int, int]] = {
    "black": (38, 38, 42),
    "charcoal": (74, 77, 84),
    "gray": (142, 146, 152),
    "silver": (196, 201, 207),
    "white": (244, 243, 240),
    "cream": (243, 232, 206),
    "beige": (219, 199, 164),
    "tan": (198, 156, 109),
    "brown": (122, 79, 49),
    "copper": (184, 105, 62),
    "gold": (212, 170, 66),
    "mustard": (210, 155, 38),
    "yellow": (245, 204, 63),
    "orange": (238, 128, 44),
    "coral": (240, 122, 103),
    "red": (206, 48, 46),
    "burgundy": (117, 31, 50),
    "pink": (238, 152, 178),
    "lavender": (182, 164, 221),
    "purple": (119, 72, 156),
    "navy": (32, 48, 94),
    "blue": (44, 104, 196),
    "turquoise": (61, 190, 196),
    "teal": (24, 120, 124),
    "mint": (160, 216, 184),
    "green": (58, 139, 73),
    "olive": (112, 116, 55),
}
