"""What a catalog has learned from its own photos, kept with the generation; without it photos are read by what everybody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.colors import plainer
from retrieval.meanings import Meanings
from retrieval.palette import PALETTE
from retrieval.tuning import ridge
from retrieval.tuning.alignment import LEAST_PAIRS, STRENGTHS, Alignment, fit_alignment
from retrieval.tuning.pairs import Pair, Seen
from retrieval.tuning.ridge import Ridge
from retrieval.tuning.votes import as_vote, log_loss, pooled, spread, weigh

FOLDS = 5
SHARPNESS = 0.05  # temperature of the step from a class name to the catalog's kinds, and from a neighbour to its vote
NEIGHBOURS = 5
UNRELATED, RELATED = 0.1, 0.7  # cosine of an uncentred ConSE vector with a text that has nothing to do with the photo, and with its own
LEARNED_ALIKE = (0.48, 0.78)  # cosines of image features: up to the first the neighbours say nothing, from the second they most likely show the same kind


@dataclass(frozen=True, eq=False)
class Chooser:
    """Names one of `names` from several votes; `learned` gives the last vote from features, the `weights` those of all votes."""

    names: tuple[str, ...]
    learned: Ridge
    weights: tuple[float, ...]

    def choose(self, votes: Sequence[np.ndarray], features: np.ndarray) -> np.ndarray:
        """(n, names) probabilities from the other votes, each (n, names), and (n, width) features."""
        return pooled([*votes, as_vote(self.learned.predict(features))], self.weights)


@dataclass(frozen=True, eq=False)
class Tuned:
    """All that was learned; None for what there were too few photos for.

    Of 196 garments whose own photo was held out it names the kind of all and the colour of .90 (the palette alone .77), with a calibration error of .01
    and .08; of 84 household goods the kind of .61, with .07 (retrieval/benchmark/photos.py).
    """

    alignment: Alignment | None = None
    kinds: Chooser | None = None
    colors: Chooser | None = None

    def meaning(self, features: np.ndarray, named: np.ndarray) -> np.ndarray:
        """(text_dim,) of one photo's (image_dim,) features and (text_dim,) ConSE vector."""
        return self.alignment.meaning(features[None], named[None])[0] if self.alignment else named

    def scaled(self, scores: np.ndarray) -> np.ndarray:
        """Products of meanings with texts as shares from 0 to 1."""
        return self.alignment.scaled(scores) if self.alignment else np.clip((scores - UNRELATED) / (RELATED - UNRELATED), 0, 1)


def tune(pairs: Sequence[Pair], seen: Sequence[Seen], features: np.ndarray, texts: np.ndarray, meanings: Meanings) -> Tuned:
    """Learns from (n, image_dim) features and (n, text_dim) texts of the pairs. All colourways of a model are held out together;
    for the alignment, single photos as well."""
    if len(pairs) < LEAST_PAIRS:
        return Tuned()
    folds = folds_of([each.model for each in pairs])
    named = np.stack([conse(each.places, each.probabilities, meanings) for each in seen])
    return Tuned(
        fit_alignment(features, named, texts, (folds, folds_of([each.digest for each in pairs]))),
        _kinds(pairs, seen, features, folds, meanings),
        _colors(pairs, seen, folds),
    )


def folds_of(models: Sequence[str]) -> np.ndarray:
    """(n,) from 0 to FOLDS - 1: the same for all of one model, the models shuffled, and always the same way."""
    unique = sorted(set(models))
    drawn = np.random.default_rng(0).permutation(len(unique)) % FOLDS
    fold = dict(zip(unique, drawn.tolist(), strict=True))
    return np.array([fold[model] for model in models])


def conse(places: np.ndarray, probabilities: np.ndarray, meanings: Meanings) -> np.ndarray:
    """(text_dim,), L2-normalised: the mean of the likeliest classes' names, weighted by probability (Norouzi et al. 2014)."""
    mean = probabilities @ meanings.labels[places]
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def by_labels(places: np.ndarray, probabilities: np.ndarray, meanings: Meanings) -> np.ndarray:
    """(kinds,) shares: each class passes its probability on to the kinds its name is near to."""
    near = meanings.labels[places] @ meanings.kinds.T
    passed = np.exp((near - near.max(axis=1, keepdims=True)) / SHARPNESS)
    passed /= passed.sum(axis=1, keepdims=True)
    return spread((probabilities[:, None] * passed * np.clip(near.max(axis=1, keepdims=True), 0, 1)).sum(axis=0))


def by_pictures(cosines: np.ndarray, places: np.ndarray, count: int, alike: tuple[float, float] = LEARNED_ALIKE) -> np.ndarray:
    """(count,) shares: the kinds, by `places`, of the pictures nearest to a photo, with their (neighbours,) cosines; all alike where none is near."""
    shares = np.zeros(count)
    nothing, same = alike
    if not len(cosines) or cosines.max() <= nothing:
        return spread(shares)
    votes = np.exp((cosines - cosines.max()) / SHARPNESS)
    np.add.at(shares, places, votes / votes.sum())
    return spread(shares * np.clip((cosines.max() - nothing) / (same - nothing), 0, 1))


def by_palette(shares: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """(names,) shares: those of the palette, each given to the catalog's colour that it is or belongs to."""
    found = np.zeros(len(names))
    place = {name: at for at, name in enumerate(names)}
    for name, share in zip(PALETTE, shares, strict=True):
        found[place[plainer(name, place)]] += share
    return found


def color_names(colors: Sequence[str]) -> tuple[str, ...]:
    """The catalog's colours and, for what it does not sell, the palette's."""
    return tuple(dict.fromkeys([*sorted(set(colors) - {""}), *PALETTE]))


def _kinds(pairs: Sequence[Pair], seen: Sequence[Seen], features: np.ndarray, folds: np.ndarray, meanings: Meanings) -> Chooser | None:
    place = {name: at for at, name in enumerate(meanings.names)}
    truth = np.array([place.get(each.kind, -1) for each in pairs])
    if (truth < 0).any() or len(set(truth.tolist())) < 2:
        return None
    labels = np.stack([by_labels(each.places, each.probabilities, meanings) for each in seen])
    pictures = np.zeros_like(labels)
    for rest, here in ridge.splits(folds):
        near = features[here] @ features[rest].T
        for row, cosines in zip(here, near, strict=True):
            best = np.argsort(-cosines)[:NEIGHBOURS]
            pictures[row] = by_pictures(cosines[best], truth[rest[best]], len(place))
    return _chooser(meanings.names, [labels, pictures], features, truth, folds)


def _colors(pairs: Sequence[Pair], seen: Sequence[Seen], folds: np.ndarray) -> Chooser | None:
    told = [at for at, each in enumerate(pairs) if each.color]
    names = color_names([each.color for each in pairs])
    if len(told) < LEAST_PAIRS or len(np.unique(folds[told])) < 2:
        return None
    truth = np.array([names.index(pairs[at].color) for at in told])
    palette = np.stack([by_palette(seen[at].palette, names) for at in told])
    return _chooser(names, [palette], np.stack([seen[at].signature for at in told]), truth, folds[told])


def _chooser(names: Sequence[str], votes: Sequence[np.ndarray], features: np.ndarray, truth: np.ndarray, folds: np.ndarray) -> Chooser:
    """The strength of the ridge with the least log loss, and beside it the weights of all votes."""
    yes = np.eye(len(names), dtype=np.float32)[truth]
    learned = {strength: as_vote(ridge.held_out(features, yes, folds, strength)) for strength in STRENGTHS}
    best = min(STRENGTHS, key=lambda each: log_loss(learned[each], truth))
    return Chooser(tuple(names), ridge.fit(features, yes, best), weigh([*votes, learned[best]], truth))
