"""What shoppers of a generated shop ask for: a few words, a photo of one of its things, and a hard constraint."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from retrieval.benchmark.generated import GeneratedPictures, GeneratedShop
from retrieval.constraints import Constraint

FROM = 3000  # the first items of the shop are asked for


@dataclass(frozen=True)
class Asked:
    """Words, an encoded photo and a filter that lets between a hundredth and most of the shop pass."""

    text: str
    photo: bytes
    wish: Constraint


def asked_of(shop: GeneratedShop, count: int, seed: int = 3) -> list[Asked]:
    """`count` of them, the same for the same seed. The photo shows an item of the shop with other noise, as another photo of it would."""
    random = np.random.default_rng(seed)
    items = list(GeneratedShop(min(FROM, shop.count), shop.seed))
    found: list[Asked] = []
    for item in (items[place] for place in random.integers(0, len(items), count)):
        wishes = (
            Constraint("category", "==", item.category),
            Constraint("color", "==", item.color),
            Constraint("price", "<=", float(item.price or 0) * 1.5),
            Constraint("rating", ">=", 4.0),
        )
        photo = GeneratedPictures().read(replace(item, image=f"{item.image.rpartition('.')[0]}.another{len(found)}"))
        found.append(Asked(f"{item.color} {item.value('kind')} {item.material}", photo, wishes[int(random.integers(len(wishes)))]))
    return found
