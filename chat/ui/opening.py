"""What the page shows before anything is asked: things of several kinds, and sentences that find something."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from chat.reply import Chip
from retrieval.constraints import Constraint
from retrieval.item import Item
from retrieval.reasons import money
from retrieval.retriever import Retriever

EXAMPLES = 4
TILES = 12
SHORT = 10  # characters of a material that an example names
LOOKED_AT = 60  # kinds, the most frequent first, among which different categories are sought


@dataclass(frozen=True)
class Opening:
    examples: tuple[Chip, ...] = ()
    tiles: tuple[tuple[Chip, Item], ...] = ()


def opening(retriever: Retriever) -> Opening:
    """Kinds of different categories, the largest first. Each example names values that its kind has in this catalog."""
    slot = "kind" if retriever.vocabulary.values("kind") else "category"  # some shops only say on which shelf a thing lies
    by_kind = {kind: retriever.matching((Constraint(slot, "==", kind),)) for kind in retriever.vocabulary.values(slot)[:LOOKED_AT]}
    by_kind = {kind: items for kind, items in by_kind.items() if items}
    chosen = spread(by_kind)
    ways = (under_price, in_color, of_material, plainly)
    examples = tuple(ways[at % len(ways)](kind, by_kind[kind], retriever.catalog.currency) for at, kind in enumerate(chosen[:EXAMPLES]))
    return Opening(examples, tuple((Chip(capital(kind), kind), by_kind[kind][0]) for kind in chosen[:TILES]))


def spread(by_kind: dict[str, list[Item]]) -> list[str]:
    """The kinds, one of each category first, then the rest."""
    first: dict[str, str] = {}
    for kind, items in by_kind.items():
        first.setdefault(items[0].category, kind)
    return [*first.values(), *(kind for kind in by_kind if kind not in first.values())]


def under_price(kind: str, items: list[Item], currency: str) -> Chip:
    prices = [each.price for each in items if each.price is not None]
    if not prices:
        return plainly(kind, items, currency)
    limit = round_up(median(prices))
    return chip(f"{kind} under {money(limit, currency)}")


def in_color(kind: str, items: list[Item], currency: str) -> Chip:
    return chip(f"{kind} in {items[0].color}") if items[0].color else plainly(kind, items, currency)


def of_material(kind: str, items: list[Item], currency: str) -> Chip:
    other = next((each.material for each in items if each.material != items[0].material and 0 < len(each.material) <= SHORT), "")
    return chip(f"{kind}, not {other}") if other and items[0].material else plainly(kind, items, currency)


def plainly(kind: str, items: list[Item], currency: str) -> Chip:
    return chip(kind)


def chip(say: str) -> Chip:
    return Chip(capital(say), say)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def round_up(price: float) -> int:
    """The next round number: 47 -> 50, 132 -> 150."""
    step = 5 if price < 20 else 10 if price < 100 else 50 if price < 1000 else 100
    return int(-(-price // step) * step)
