"""Fits the weights of the intents to the examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from chat.understanding.intents.reader import EXAMPLES, Situation, Weights, features
from retrieval.encoders import TextEncoder

BATCH = 64
ROUNDS = 60  # of the optimiser: more change no label of an author left out
Example = tuple[str, Situation, str]  # label, situation, utterance


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def load_examples() -> list[Example]:
    rows = [line.split("\t") for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    return [(label, at, said) for label, at, said in rows]  # type: ignore[misc]


def learn(encoder: TextEncoder, examples: Sequence[Example] = (), progress: Callable[[str, int, int], None] = silent) -> Weights:
    """Fits the regression to the examples, by default all of ours. The same examples give the same weights."""
    rows = examples or load_examples()
    said = [text for _, _, text in rows]
    vectors = []
    for at in range(0, len(said), BATCH):
        progress("utterances", at, len(said))
        vectors.append(encoder.encode(said[at : at + BATCH]))
    fitted = LogisticRegression(max_iter=ROUNDS, tol=1e-3).fit(features(np.concatenate(vectors), [at for _, at, _ in rows]), [label for label, _, _ in rows])
    return Weights(tuple(fitted.classes_.tolist()), fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32))
