"""Reads the intent of an utterance: logistic regression over its sentence vector and the situation it is said in.

The rules know what words mean ("under 50", "the second"); what somebody does with them ("brown it is, cheers", "and if it is
windy?") has too many wordings to write down. Trained on the examples beside this file when the weights are first needed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from chat.state import DialogueState
from core.kept import keep, kept
from retrieval.encoders import TextEncoder
from retrieval.progress import Shown

Situation = Literal["start", "list", "item", "question", "none"]
SITUATIONS: tuple[Situation, ...] = get_args(Situation)
EXAMPLES = Path(__file__).parent / "examples.tsv"  # label, situation and utterance
SCALE = 3.0  # of the sentence vector against the situation's; 3 and 6 do equally well on an author left out


@dataclass(frozen=True)
class Intent:
    """The likeliest label and its probability."""

    label: str
    share: float


@dataclass(frozen=True, eq=False)
class Weights:
    """Of the regression: (features, labels) and (labels,)."""

    labels: tuple[str, ...]
    slopes: np.ndarray
    offsets: np.ndarray


class IntentReader:
    """Safe to share between conversations: it only reads."""

    def __init__(self, encoder: TextEncoder, weights: Weights) -> None:
        self._encoder = encoder
        self._weights = weights

    def read(self, text: str, state: DialogueState) -> Intent:
        """The intent of the words, said in this state."""
        scores = features(self._encoder.encode([text]), [situation_of(state)])[0] @ self._weights.slopes + self._weights.offsets
        shares = np.exp(scores - scores.max())
        best = int(shares.argmax())
        return Intent(self._weights.labels[best], float(shares[best] / shares.sum()))


def situation_of(state: DialogueState) -> Situation:
    """Where the conversation stands, as the examples know it."""
    if state.question:
        return "question"
    if state.offer is not None:
        return "none"
    if state.focus:
        return "item"
    return "list" if state.shown else "start"


def open_intents(encoder: TextEncoder, folder: Path) -> IntentReader:
    """The reader with the weights kept in `folder`; learned now, in some twenty seconds, where they are not there or belong to other examples."""
    name = hashlib.sha256(EXAMPLES.read_bytes() + encoder.name.encode()).hexdigest()[:16]
    path = folder / f"{name}.npz"
    found = kept(path)
    if found is not None and found.keys() >= {"labels", "slopes", "offsets"}:
        return IntentReader(encoder, Weights(tuple(found["labels"].tolist()), found["slopes"], found["offsets"]))
    from chat.understanding.intents.learning import learn  # scikit-learn is only needed once

    progress = Shown("learning what shoppers say")
    weights = learn(encoder, progress=progress)
    keep(path, labels=np.array(weights.labels), slopes=weights.slopes, offsets=weights.offsets)
    progress.end(f"{len(weights.labels)} intents")
    return IntentReader(encoder, weights)


def features(vectors: np.ndarray, situations: list[Situation]) -> np.ndarray:
    """(texts, dim + situations): what the regression sees of each text."""
    places = np.array([[float(at == each) for each in SITUATIONS] for at in situations], np.float32)
    return np.concatenate([vectors * SCALE, places * 2], axis=1)
