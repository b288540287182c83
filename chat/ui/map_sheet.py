"""The map of the shop as a picture: a dot an item, the shown ones as numbered buttons, the wishes and the photo placed among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from chat.finding import items_of, query_of
from chat.state import DialogueState
from chat.ui.cards import PictureUrl, picture
from chat.ui.markup import html, joined
from chat.ui.sheets import SHEET
from chat.ui.texts import Texts
from retrieval.item import Item
from retrieval.landscape import Landscape
from retrieval.retriever import Retriever

WIDTH, HEIGHT, EDGE = 1000, 600, 40  # of the drawing, in its own units
LABELS = 14  # categories named, the largest first
HUES = 12
ROOM, STEPS = 46, 60  # between two shown items, in the drawing's units, and how often they make room

BODY = '<p class="panel-hint">{hint}</p><div class="map"><svg viewBox="0 0 {width} {height}" role="img" aria-label="{title}">{dots}{labels}</svg>{marks}</div>'
DOT = '<circle class="dot hue-{hue}" cx="{x:.0f}" cy="{y:.0f}" r="5" data-sheet="details" data-item="{id}"><title>{title}</title></circle>'
LABEL = '<text class="map-label hue-{hue}" x="{x:.0f}" y="{y:.0f}">{text}</text>'
SHOWN = (
    '<button type="button" class="map-shown" data-sheet="details" data-item="{id}" style="left:{x:.2f}%;top:{y:.2f}%" aria-label="{rank}: {title}" '
    'title="{title}">{picture}<span>{rank}</span></button>'
)
SIDE = 12.0  # percent of the width
MARK = '<span class="map-mark {kind}" style="left:{x:.2f}%;top:{y:.2f}%"><span>{label}</span></span>'


@dataclass(frozen=True)
class Seen:
    """The map and who looks at it."""

    land: Landscape
    retriever: Retriever
    state: DialogueState
    texts: Texts


def map_sheet(seen: Seen, picture_url: PictureUrl) -> Markup:
    items = [seen.retriever.items[int(row)] for row in seen.land.rows]
    groups = categories(items)
    dots = joined(
        html(DOT, hue=groups[item.category][0], x=across(x), y=down(y), id=item.id, title=item.title)
        for item, (x, y) in zip(items, seen.land.places, strict=True)
    )
    labels = joined(label(name, hue, [seen.land.places[at] for at in places]) for name, (hue, places) in list(groups.items())[:LABELS] if name)
    marks = joined((*shown_marks(seen, picture_url), *wish_marks(seen)))
    texts = seen.texts
    body = html(BODY, hint=texts.map_hint, width=WIDTH, height=HEIGHT, title=texts.map_title, dots=dots, labels=labels, marks=marks)
    return html(SHEET, name="mapped", title=texts.map_title, body=body)


def categories(items: Sequence[Item]) -> dict[str, tuple[int, list[int]]]:
    """Category -> its colour and the places of its items, the largest first."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        places[item.category].append(at)
    largest = sorted(places.items(), key=lambda pair: -len(pair[1]))
    return {name: (at % HUES, mine) for at, (name, mine) in enumerate(largest)}


def label(name: str, hue: int, places: Sequence[np.ndarray]) -> Markup:
    """The name of a category above the middle of its items."""
    x, y = np.median(np.array(places), axis=0)
    return html(LABEL, hue=hue, x=across(x), y=down(y) - 14, text=name)


def shown_marks(seen: Seen, picture_url: PictureUrl) -> list[Markup]:
    shown = items_of(seen.retriever, seen.state.shown)
    marks = []
    for rank, (item, (x, y)) in enumerate(zip(shown, apart([drawn(place_of_item(seen, item)) for item in shown]), strict=True), start=1):
        left, top = percent(x, WIDTH), percent(y, HEIGHT)
        marks.append(html(SHOWN, id=item.id, x=left, y=top, rank=rank, title=item.title, picture=small(item, picture_url, seen)))
    return marks


def drawn(place: tuple[float, float]) -> tuple[float, float]:
    return across(place[0]), down(place[1])


def apart(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points moved as little as it takes for no two of them to cover each other."""
    moved = np.array(points, dtype=float).reshape(-1, 2)
    for _ in range(STEPS):
        for at, here in enumerate(moved):
            away = moved - here
            away[np.abs(away).sum(axis=1) < 1e-6] = (1.0, 0.5)  # at the very same place: any direction will do
            far = np.linalg.norm(away, axis=1)
            near = (far < ROOM) & (np.arange(len(moved)) != at)
            moved[near] += away[near] / far[near, None] * ((ROOM - far[near]) / 2)[:, None]
    return [(float(x), float(y)) for x, y in np.clip(moved, EDGE, (WIDTH - EDGE, HEIGHT - EDGE))]


def small(item: Item, picture_url: PictureUrl, seen: Seen) -> Markup:
    return picture(item, picture_url, seen.texts) if picture_url(item) else Markup("")


def place_of_item(seen: Seen, item: Item) -> tuple[float, float]:
    at = next((place for place, row in enumerate(seen.land.rows) if seen.retriever.items[int(row)].id == item.id), None)
    if at is not None:
        return float(seen.land.places[at][0]), float(seen.land.places[at][1])
    return seen.land.place_of(seen.retriever.text_encoder.encode([f"{item.title} {item.category}"])[0])


def wish_marks(seen: Seen) -> list[Markup]:
    """Where the words of the search and the photo point to."""
    marks = []
    words = query_of(seen.state, 1).text
    if words:
        marks.append(mark("wish", seen.land.place_of(seen.retriever.text_encoder.encode([words])[0]), seen.texts.map_wish))
    if seen.state.photo is not None:
        marks.append(mark("photo", seen.land.place_of(seen.state.photo.meaning), seen.texts.map_photo))
    return marks


def mark(kind: str, place: tuple[float, float], label: str) -> Markup:
    x = percent(across(place[0]), WIDTH)
    side = " at-left" if x < SIDE else " at-right" if x > 100 - SIDE else ""  # where the words would be cut off at the edge
    return html(MARK, kind=kind + side, x=x, y=percent(down(place[1]), HEIGHT), label=label)


def across(x: float) -> float:
    return EDGE + x * (WIDTH - 2 * EDGE)


def down(y: float) -> float:
    return EDGE + y * (HEIGHT - 2 * EDGE)


def percent(value: float, of: float) -> float:
    return 100 * value / of
