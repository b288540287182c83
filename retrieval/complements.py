"""What goes with an item, by what the shop's own data says is bought or used together; where it says nothing, nothing goes with anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from retrieval.item import Item
from retrieval.meanings import narrowest
from retrieval.query import Reason, Suggestion

TOGETHER = (  # columns that hold ids of other products, by their usual names; they are links, nothing that is filtered on or read as text
    "goes_with", "also_bought", "bought_together", "frequently_bought_together", "complements", "complementary", "cross_sell", "cross_sells",
    "related", "related_ids", "related_products",
)  # fmt: skip
NAMED, OF_KIND = 1.0, 0.5  # score of an item that the shop names itself, and at most of one whose kind goes with this kind


class Complements:
    """The links of one catalog. Reads only."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._by_id = {item.id: item for item in items} if any(linked(item) for item in items) else {}
        self._together: Mapping[str, Counter[str]] = self._kinds()
        self._of_kind: dict[str, list[Item]] = defaultdict(list)
        for item in items if self._together else ():
            self._of_kind[narrowest(item)].append(item)

    def of(self, item: Item, k: int) -> list[Suggestion]:
        """What the shop links with the item, then the best rated things of the kinds that go with its kind, the most frequent kind first."""
        named = [self._by_id[id] for id in linked(item) if id in self._by_id and id != item.id]
        suggestions = [Suggestion(each, 0, NAMED, (Reason("the shop says it goes with this", "goes_with"),)) for each in named]
        kinds = self._together.get(narrowest(item), Counter())
        taken = {item.id, *(each.id for each in named)}
        for kind, count in kinds.most_common():
            best = sorted(self._of_kind[kind], key=lambda each: -(each.rating or 0.0))
            score = OF_KIND * count / max(kinds.values())
            why = (Reason(f"{kind} go with {narrowest(item)} here", "kind"),)
            suggestions += [Suggestion(each, 0, score, why) for each in best if each.id not in taken]
        return [Suggestion(each.item, rank, each.score, each.reasons) for rank, each in enumerate(suggestions[:k], start=1)]

    def _kinds(self) -> dict[str, Counter[str]]:
        """Kind -> the other kinds that its items are linked with, either way."""
        pairs: dict[str, Counter[str]] = defaultdict(Counter)
        for item in self._items if self._by_id else ():
            for other in (self._by_id[id] for id in linked(item) if id in self._by_id):
                here, there = narrowest(item), narrowest(other)
                if here != there:
                    pairs[here][there] += 1
                    pairs[there][here] += 1
        return dict(pairs)


def linked(item: Item) -> tuple[str, ...]:
    """The ids an item's links name, in the shop's order."""
    found: list[str] = []
    for column in TOGETHER:
        value = item.attributes.get(column)
        found += [each.strip() for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, str)]
    return tuple(dict.fromkeys(found))
