"""The map as a picture: who is shown where."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from math import dist
from pathlib import Path
from typing import Any

from chat.state import DialogueState
from chat.ui.english import ENGLISH
from chat.ui.map_sheet import EDGE, HEIGHT, ROOM, WIDTH, Seen, apart, map_sheet
from retrieval.constraints import Constraint


def test_marks_make_room_for_each_other_and_stay_on_the_map() -> None:
    crowd = apart([(500.0, 300.0)] * 4 + [(501.0, 300.0), (900.0, 100.0)])
    assert all(dist(one, two) > 0.8 * ROOM for one, two in combinations(crowd, 2))
    assert crowd[-1] == (900.0, 100.0)
    corner = apart([(0.0, 0.0), (2000.0, 2000.0)])
    assert corner == [(EDGE, EDGE), (WIDTH - EDGE, HEIGHT - EDGE)]
    assert apart([]) == []


def test_items_wishes_and_photo_are_on_it(house: Any, photo: Path) -> None:
    shop = house.shop
    reading = shop.parts.retriever.understand_photo(photo.read_bytes())
    state = DialogueState(constraints=(Constraint("kind", "==", "tent"),), shown=("tt-1", "hb-1"))
    text = str(map_sheet(Seen(shop.landscape.get(), shop.parts.retriever, state, ENGLISH), shop.picture_url))
    assert text.count('class="dot') == len(shop.parts.retriever.items)
    assert re.findall(r'aria-label="(\d): ([\w -]+)"', text) == [("1", "Two-Person Tent"), ("2", "Ridge Boots")]
    assert text.count('class="map-mark wish"') == 1
    assert 'class="map-mark photo"' not in text
    seen = Seen(shop.landscape.get(), shop.parts.retriever, replace(state, photo=reading), ENGLISH)
    assert str(map_sheet(seen, shop.picture_url)).count('class="map-mark photo"') == 1
