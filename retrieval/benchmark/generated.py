"""A shop of any size, made up from a seed: the starter products varied in brand, colour, price and words, as skewed as real assortments are.

Items are made while they are gone through, so a million of them need no memory; going through them again gives the same ones.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from retrieval.importing import read_products
from retrieval.item import Item
from retrieval.palette import PALETTE
from retrieval.pictures import digest
from retrieval.synonyms import word_set

PRODUCTS = Path(__file__).parents[1] / "starter" / "products"
BLOCK = 4096  # items drawn with one generator of random numbers
ZIPF = 0.8  # exponent of how often the n-th product, brand or colour is sold; frequencies in real shops fall about so
BRANDS = 2000
SPREAD = 0.5  # standard deviation of the logarithm of a price around that of its product
SYLLABLES = tuple(sorted(word_set("ar bel cor dan el fen gar hol is jor kel lum mar nor ol pra quin ros sel tor ul van wes yor zan bri sta del mont vale")))
RANGES = tuple(
    sorted(word_set("Classic Urban Trail Nordic Studio Prime Essential Heritage Aero Terra Lumen Coast Alto Summit Field Ember Orbit Halo Pioneer Drift"))
)
PICTURE_PX = 16
SHADES = 4  # pixels a side of the pattern that tells one kind of thing from another


@dataclass(frozen=True)
class GeneratedShop:
    """`count` items, the same for the same seed."""

    count: int
    seed: int = 7

    def __iter__(self) -> Iterator[Item]:
        for first in range(0, self.count, BLOCK):
            random = np.random.default_rng((self.seed, first))
            yield from self._block(random, first, min(BLOCK, self.count - first))

    def _block(self, random: np.random.Generator, first: int, count: int) -> Iterator[Item]:
        """Draws are made for the whole block at once: one by one they would take most of the time of an ingest."""
        models = random.choice(len(self.products), count, p=self._shares)
        others = random.integers(0, 1 << 30, (count, 3))
        brands = random.choice(BRANDS, count, p=zipf(BRANDS))
        colors = random.choice(len(PALETTE), count, p=zipf(len(PALETTE)))
        factors = np.exp(random.normal(0, SPREAD, count))
        ratings = np.clip(random.normal(4.1, 0.5, count), 1, 5)
        reviews = random.pareto(1.2, count) * 10
        for at in range(count):
            product = self.products[models[at]]
            telling, word, stock = (int(each) for each in others[at])
            shelf = self._by_category[product.category]
            description = f"{sentence(product.description, telling)} {sentence(shelf[telling % len(shelf)].description, telling >> 8)}"
            color = self._colors[colors[at]]
            yield replace(
                product,
                id=f"g{first + at}",
                title=f"{RANGES[word % len(RANGES)]} {' '.join(product.title.split()[-3:])} {word % 9973}",
                description=description,
                brand=self.brands[brands[at]],
                color=color,
                price=round(float((product.price or 50.0) * factors[at]), 2),
                rating=round(float(ratings[at]), 1),
                reviews=int(reviews[at]),
                stock=stock % 40,
                image=f"{product.id}.{color}.{first + at}",
            )

    @cached_property
    def products(self) -> Sequence[Item]:
        """The models things are made after, in a seeded order: the first are the most sold."""
        found = read_products(PRODUCTS).items
        return [found[place] for place in np.random.default_rng(self.seed).permutation(len(found))]

    @cached_property
    def brands(self) -> Sequence[str]:
        """Invented names, each once, the most frequent first."""
        random = np.random.default_rng(self.seed)
        names: dict[str, None] = {}
        while len(names) < BRANDS:
            names.setdefault("".join(random.choice(SYLLABLES, 3)).capitalize())
        return list(names)

    @cached_property
    def _shares(self) -> np.ndarray:
        return zipf(len(self.products))

    @cached_property
    def _colors(self) -> Sequence[str]:
        return list(np.random.default_rng(self.seed).permutation(list(PALETTE)).tolist())

    @cached_property
    def _by_category(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.products:
            found.setdefault(item.category, []).append(item)
        return found


class GeneratedPictures:
    """The Pictures protocol: a small pattern for each model of thing, tinted in the item's colour, with noise of the item's own."""

    def fingerprint(self, item: Item) -> str:
        return digest(item.image.encode()) if item.image else ""

    def read(self, item: Item) -> bytes:
        model, color, _ = item.image.split(".")
        pattern = np.random.default_rng(int(digest(model.encode())[:12], 16)).random((SHADES, SHADES, 3))
        noise = np.random.default_rng(int(digest(item.image.encode())[:12], 16)).normal(0, 0.12, (PICTURE_PX, PICTURE_PX, 3))
        shown = np.kron(pattern, np.ones((PICTURE_PX // SHADES, PICTURE_PX // SHADES, 1))) * 0.6 + np.array(PALETTE[color]) / 255 * 0.4 + noise
        out = io.BytesIO()
        Image.fromarray((np.clip(shown, 0, 1) * 255).astype(np.uint8)).save(out, "PNG", compress_level=1)
        return out.getvalue()


def zipf(count: int) -> np.ndarray:
    """(count,) shares that fall with the rank (Zipf 1949)."""
    shares = 1 / np.arange(1, count + 1) ** ZIPF
    return np.asarray(shares / shares.sum())


def sentence(text: str, place: int) -> str:
    """One of the sentences of a text."""
    found = [each for each in text.split(". ") if each]
    return found[place % len(found)].rstrip(".") + "." if found else ""
